import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createInflateRaw } from 'node:zlib'
import { streamXlsxRows } from 'hucre/xlsx'
import { Refusal } from '../errors.ts'
import { type Part, partsOf } from '../releases/parse/zip.ts'
import type { CsvRow } from '../translation/interchange/csv.ts'

/** In bytes; larger lists come as CSV, which is read while it comes. */
export const WORKBOOK_LIMIT = 25_000_000
/** In bytes, of all parts together: about a million lines. */
const UNPACKED_LIMIT = 150_000_000

/** What an encrypted workbook begins with, and one of before 2007. */
const oldContainer = Buffer.from('d0cf11e0', 'hex')
const deflated = 8

const broken = (cause: unknown) => new Refusal('workbook-broken', {}, { cause })

const partsIn = (file: Buffer): Part[] => {
  try {
    return partsOf(file)
  } catch (error) {
    throw broken(error)
  }
}

/** Unpacks everything once and keeps nothing: what a part claims about its size is not believed. */
const measure = async (parts: Part[]): Promise<void> => {
  let size = 0
  for (const { method, packed } of parts) {
    const content = Readable.from([packed])
    for await (const piece of method === deflated ? content.pipe(createInflateRaw()) : content) {
      size += piece.length
      if (size > UNPACKED_LIMIT)
        throw new Refusal('workbook-too-large', { limit: UNPACKED_LIMIT / 1_000_000 })
    }
  }
}

const written = (cell: unknown): string =>
  cell === null || cell === undefined ? '' : cell instanceof Date ? cell.toISOString() : String(cell)

/**
 * The rows of an Excel workbook's first sheet, as `readCsv` gives those of a table; formulas give what they last came to.
 * @param bytes no more than WORKBOOK_LIMIT: it is held whole, since its directory stands at its end
 * @throws Refusal 'workbook-locked', 'workbook-macros', 'workbook-too-large', 'workbook-broken'; 'file-columns' as `readCsv`
 */
export async function* readWorkbook(
  bytes: AsyncIterable<Uint8Array>,
  wanted: readonly string[],
): AsyncGenerator<CsvRow> {
  const file = await buffer(bytes)
  if (file.subarray(0, oldContainer.length).equals(oldContainer)) throw new Refusal('workbook-locked')
  const parts = partsIn(file)
  if (parts.some(({ name }) => name.endsWith('vbaProject.bin'))) throw new Refusal('workbook-macros')
  let head: string[] | undefined
  try {
    await measure(parts)
    for await (const { index, values } of streamXlsxRows(file)) {
      const cells = values.map(written)
      if (cells.every((cell) => cell.trim() === '')) continue
      if (head) {
        const names = head
        const isWider = cells.slice(names.length).some((cell) => cell.trim() !== '')
        yield {
          line: index + 1,
          cells: isWider ? null : Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])),
        }
        continue
      }
      head = cells.map((cell) => cell.trim().toLowerCase())
      const missing = wanted.filter((name) => !head!.includes(name))
      if (missing.length > 0) throw new Refusal('file-columns', { columns: missing.join(', ') })
    }
  } catch (error) {
    throw error instanceof Refusal ? error : broken(error)
  }
  if (!head) throw new Refusal('file-columns', { columns: wanted.join(', ') })
}
