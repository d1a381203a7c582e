import { crc32 } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** In pixels, either way. */
const WIDEST = 2000

/** The chunks that draw; all others tell stories: texts, times, cameras. */
const drawing = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

/**
 * A PNG with nothing but its picture.
 * @throws Error where it is none, broken or larger than 2000 pixels
 */
export const cleanPng = (given: Buffer): Buffer => {
  if (!given.subarray(0, 8).equals(signature)) throw new Error('neither a PNG nor an SVG picture')
  const kept: Buffer[] = [signature]
  const seen: string[] = []
  for (let at = 8; seen.at(-1) !== 'IEND'; ) {
    if (at + 12 > given.length) throw new Error('a PNG that ends too early')
    const length = given.readUInt32BE(at)
    const chunk = given.subarray(at, at + 12 + length)
    if (chunk.length < 12 + length) throw new Error('a PNG that ends too early')
    if (crc32(chunk.subarray(4, -4)) !== chunk.readUInt32BE(8 + length))
      throw new Error(`a PNG that is broken at byte ${at}`)
    const type = chunk.toString('latin1', 4, 8)
    if (drawing.has(type)) kept.push(chunk)
    seen.push(type)
    at += chunk.length
  }
  if (seen[0] !== 'IHDR' || !seen.includes('IDAT')) throw new Error('a PNG without a picture')
  const [width, height] = [given.readUInt32BE(16), given.readUInt32BE(20)]
  if (width < 1 || height < 1 || width > WIDEST || height > WIDEST)
    throw new Error(`a picture of ${width} by ${height} pixels; up to ${WIDEST} either way`)
  return Buffer.concat(kept)
}
