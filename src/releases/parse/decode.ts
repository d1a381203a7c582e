import { Refusal } from '../../errors.ts'

type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const byteOrderMarks: [number[], Charset][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/** UTF-16 without its mark shows in Latin text: most of every other byte is zero. */
const wideCharset = (bytes: Uint8Array): Charset | null => {
  const sample = bytes.subarray(0, 2000)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2]!++
  const half = sample.length / 2
  if (zeros[1]! > half * 0.6 && zeros[0]! < half * 0.1) return 'utf-16le'
  if (zeros[0]! > half * 0.6 && zeros[1]! < half * 0.1) return 'utf-16be'
  return null
}

const read = (bytes: Uint8Array, charset: Charset): string | null => {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Control characters that no text has; tab, line feed, vertical tab, form feed, carriage return and SUB are found in old ones. */
const binary = /[\u0000-\u0008\u000e-\u0019\u001b-\u001f]|[\u0080-\u009f]/

/**
 * The text of a file in UTF-8, UTF-16 (with or without its mark) or Windows-1252. Throws the refusal `release-not-text` for anything else.
 */
export const decode = (bytes: Uint8Array): string => {
  const marked = byteOrderMarks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1]
  const guesses: Charset[] = marked ? [marked] : [wideCharset(bytes) ?? 'utf-8', 'windows-1252']
  for (const charset of guesses) {
    const text = read(bytes, charset)
    // U+0085 is the one C1 control that old mainframe text has for a line end.
    if (text !== null && !binary.test(text.replaceAll('\u0085', '\n'))) return text
  }
  throw new Refusal('release-not-text')
}
