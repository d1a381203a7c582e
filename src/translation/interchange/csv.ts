import { Readable } from 'node:stream'
import { type InfoRecord, parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import { Refusal } from '../../errors.ts'
import { decode } from './decode.ts'

// A spreadsheet would take a cell that begins so for a formula. The apostrophe makes it text, and goes again on reading.
const formula = /^(?='*[=+\-@\t\r＝＋－＠])/
const guarded = /^'(?='*[=+\-@\t\r＝＋－＠])/

const MAX_RECORD = 200_000

/** Rows as CSV (RFC 4180) that a spreadsheet opens as text. */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => cell.replace(formula, "'"))),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  )

/** One kind of line end, so that lines are counted alike. */
async function* withPlainLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const piece of pieces) {
    const text = held + piece
    held = text.endsWith('\r') ? '\r' : ''
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n')
  }
  yield held.replace('\r', '\n')
}

/** A row by the names of its columns, or null where it has not as many cells as the head. */
export interface CsvRow {
  line: number
  cells: Record<string, string> | null
}

/**
 * Reads CSV in a stream; the first row names the columns.
 * @throws Refusal 'file-broken' where a wanted column is missing or a quotation mark never closes, 'file-not-unicode'
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  wanted: readonly string[],
): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  })
  const rows: AsyncIterable<{ record: string[]; info: InfoRecord }> = Readable.from(
    withPlainLines(decode(bytes)),
  )
    .on('error', (error) => parser.destroy(error))
    .pipe(parser)
  let head: string[] | undefined
  // Where a row begins: its cells may hold line breaks.
  let before = 0
  try {
    for await (const { record, info } of rows) {
      const line = before + 1
      before = info.lines
      const cells = record.map((cell) => cell.replace(guarded, ''))
      if (!head) {
        head = cells.map((cell) => cell.trim().toLowerCase())
        const missing = wanted.filter((name) => !head!.includes(name))
        if (missing.length > 0) throw new Refusal('file-columns', { columns: missing.join(', ') })
        continue
      }
      const names = head
      yield {
        line,
        cells:
          cells.length === names.length
            ? Object.fromEntries(names.map((name, at) => [name, cells[at]!]))
            : null,
      }
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) {
      throw new Refusal('file-broken', { line: before + 1, reason: error.message }, { cause: error })
    }
    throw error
  }
  if (!head) throw new Refusal('file-columns', { columns: wanted.join(', ') })
}
