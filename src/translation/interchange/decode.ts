import { Refusal } from '../../errors.ts'

/**
 * Bytes as text: UTF-16 where a byte order mark says so, else UTF-8. No other encoding is guessed at.
 * @param fatal false: bytes that are no text become U+FFFD, for a reader that leaves out what has them
 * @throws Refusal 'file-not-unicode' where it is fatal
 */
export async function* decode(chunks: AsyncIterable<Uint8Array>, fatal = true): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let start = new Uint8Array()
  try {
    for await (const chunk of chunks) {
      if (decoder) {
        yield decoder.decode(chunk, { stream: true })
        continue
      }
      start = Buffer.concat([start, chunk])
      if (start.length < 2) continue
      decoder = new TextDecoder(encodingOf(start), { fatal })
      yield decoder.decode(start, { stream: true })
    }
    yield decoder ? decoder.decode() : new TextDecoder('utf-8', { fatal }).decode(start)
  } catch (error) {
    throw error instanceof TypeError ? new Refusal('file-not-unicode', {}, { cause: error }) : error
  }
}

const encodingOf = ([first, second]: Uint8Array) =>
  first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'

/** A file in memory, as the readers take it: in pieces. */
export async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const size = 65_536
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
