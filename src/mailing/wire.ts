import { Readable, Transform } from 'node:stream'

/** A message: headers and body, whole, or in pieces that break between lines. Pieces that many messages share are looked through once. */
export type RawMessage = Uint8Array | readonly Uint8Array[]

export const piecesOf = (raw: RawMessage): readonly Uint8Array[] => (raw instanceof Uint8Array ? [raw] : raw)

/** In bytes, as it is announced to the server. */
export const sizeOf = (raw: RawMessage): number =>
  piecesOf(raw).reduce((size, { length }) => size + length, 0)

/** A line that ends in anything but CRLF, or begins with a dot. */
const unready = /(?<!\r)\n|\r(?!\n)|(?<![^\n])\./

const ready = new WeakMap<Uint8Array, Buffer>()

/** Whole lines as they may stand between DATA and the final dot (RFC 5321, 4.5.2). */
const readied = (piece: Uint8Array): Buffer => {
  const known = ready.get(piece)
  if (known) return known
  const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
  const text = bytes.toString('latin1')
  const made = unready.test(text)
    ? Buffer.from(text.replace(/\r\n?|\n/g, '\r\n').replace(/(?<![^\n])\./g, '..'), 'latin1')
    : bytes
  // A small one is a recipient's own.
  if (piece.length > 4096) ready.set(piece, made)
  return made
}

/** In bytes, of what is handed over at once: between two, a lost connection is noticed. */
const PORTION = 64 * 1024

/** All of a message but the CRLF of its last line, which comes with the final dot. */
function* portionsOf(raw: RawMessage): Generator<Buffer> {
  const pieces = piecesOf(raw)
  for (const [n, piece] of pieces.entries()) {
    const lines = readied(piece)
    const isCut = n === pieces.length - 1 && lines.at(-1) === 0x0a
    const end = lines.length - (isCut ? 2 : 0)
    for (let at = 0; at < end; at += PORTION) yield lines.subarray(at, Math.min(at + PORTION, end))
  }
}

/**
 * nodemailer looks at every byte that it sends for dots and newlines, a third of all work for a message. Those of ours are
 * in order: its stream is told to pass them on, and to end them with CRLF, the dot and CRLF as it does for one that stayed empty.
 */
class ReadyMessage extends Readable {
  override pipe<Target extends NodeJS.WritableStream>(target: Target): Target {
    if (!(target instanceof Transform)) throw new TypeError('Not the stream that nodemailer sends by')
    target._transform = (piece, _encoding, done) => done(null, piece)
    return super.pipe(target)
  }
}

/**
 * A message for nodemailer to send.
 * @param begun called before the first byte is handed over
 * @param ended called when all are, before the end of the message is
 */
export const streamOf = (raw: RawMessage, begun: () => void, ended: () => void): Readable => {
  const portions = portionsOf(raw)
  let isBegun = false
  const message = new ReadyMessage({
    read() {
      if (!isBegun) begun()
      isBegun = true
      this.push(portions.next().value ?? null)
    },
  })
  return message.once('end', ended)
}
