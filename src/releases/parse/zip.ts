import { crc32, inflateRawSync } from 'node:zlib'
import { Refusal } from '../../errors.ts'
import { maxParts, maxUnpackedMegabytes, megabyte } from './limits.ts'

/** One part of a zip file: its name and how to unpack it, bounded. */
export interface Part {
  name: string
  method: number
  packed: Buffer
}

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const localEntry = 0x04034b50
const stored = 0
const deflated = 8

const broken = () => new Refusal('release-broken')

/**
 * The parts of a zip file (PKWARE APPNOTE 6.3.10), nothing unpacked yet. Zip64 is not read: no file under the size limit needs it.
 * Throws the refusal `release-broken` where the directory does not fit the file.
 */
export const partsOf = (bytes: Uint8Array): Part[] => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return [...directory(file)]
  } catch (error) {
    throw error instanceof RangeError ? broken() : error
  }
}

const directory = function* (file: Buffer): Generator<Part> {
  const signature = Buffer.alloc(4)
  signature.writeUInt32LE(endOfDirectory)
  const end = file.lastIndexOf(signature)
  if (end === -1) throw broken()
  const count = file.readUInt16LE(end + 10)
  if (count > maxParts) throw broken()
  let at = file.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    if (file.readUInt32LE(at) !== directoryEntry) throw broken()
    const size = file.readUInt32LE(at + 20)
    const nameLength = file.readUInt16LE(at + 28)
    const local = file.readUInt32LE(at + 42)
    if (file.readUInt32LE(local) !== localEntry) throw broken()
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    if (start + size > file.length) throw broken()
    yield {
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      method: file.readUInt16LE(at + 10),
      packed: file.subarray(start, start + size),
    }
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
}

/**
 * Unpacks parts, together no more than the limit: what a part claims about its size is not believed. Throws the refusals
 * `release-unpacks-too-large` and `release-broken`.
 */
export const unpack = (parts: Part[]): Map<string, Buffer> => {
  let room = maxUnpackedMegabytes * megabyte
  const unpacked = new Map<string, Buffer>()
  for (const { name, method, packed } of parts) {
    const content = method === stored ? packed : method === deflated ? inflate(packed, room) : null
    if (content === null) throw broken()
    room -= content.length
    if (room <= 0) throw tooLarge()
    unpacked.set(name, content)
  }
  return unpacked
}

const tooLarge = () => new Refusal('release-unpacks-too-large', { limit: maxUnpackedMegabytes })

const inflate = (packed: Buffer, room: number): Buffer => {
  try {
    return inflateRawSync(packed, { maxOutputLength: room })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : broken()
  }
}

/** A zip file of these parts, stored without compression. */
export const pack = (parts: Map<string, Buffer>): Buffer => {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, content] of parts) {
    const nameBytes = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    // Bit 11: the name is UTF-8.
    shared.writeUInt16LE(0x0800, 2)
    shared.writeUInt32LE(crc32(content), 10)
    shared.writeUInt32LE(content.length, 14)
    shared.writeUInt32LE(content.length, 18)
    shared.writeUInt16LE(nameBytes.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const local = [word(localEntry), shared, nameBytes, content]
    entries.push(word(directoryEntry), Buffer.from([20, 0]), shared, place, nameBytes)
    locals.push(...local)
    at += local.reduce((sum, piece) => sum + piece.length, 0)
  }
  const list = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.size, 4)
  end.writeUInt16LE(parts.size, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, list, word(endOfDirectory), end])
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
