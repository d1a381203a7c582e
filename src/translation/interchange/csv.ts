import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { Refusal } from '../../errors.ts'
import { portionsOf } from '../../portions.ts'
import { type CsvRecord, recordsOf } from './csv-records.ts'
import { decode } from './decode.ts'

// A spreadsheet would take a cell that begins so for a formula. The apostrophe makes it text, and goes again on reading.
const formula = /^(?='*[=+\-@\t\r＝＋－＠])/
const guarded = /^'(?='*[=+\-@\t\r＝＋－＠])/

/** Records that are taken apart at once. */
const PORTION = 500

/** Rows as CSV (RFC 4180) that a spreadsheet opens as text. */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => cell.replace(formula, "'"))),
    { record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
  )

const cellsOf = (text: string): string[][] =>
  parse(text, { record_delimiter: '\n', relax_column_count: true, relax_quotes: true })

/** The cells of some records; null for one that is none. */
const apart = (records: CsvRecord[]): (string[] | null)[] => {
  const whole = records.flatMap(({ text }) => (text === null ? [] : [text]))
  const all = cellsOf(whole.join('\n'))
  const rows = all.length === whole.length ? all : whole.map((text) => cellsOf(text)[0] ?? [])
  let next = 0
  return records.map(({ text }) => (text === null ? null : rows[next++]!))
}

/** A row by the names of its columns, or null where it has not as many cells as the head. */
export interface CsvRow {
  line: number
  cells: Record<string, string> | null
}

/**
 * Reads CSV in a stream; the first row names the columns.
 * @param fatal false: bytes that are no text become U+FFFD, for a reader that leaves out what has them
 * @throws Refusal 'file-columns' where a wanted column is missing, 'file-broken' for a line without an end, 'file-not-unicode'
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  wanted: readonly string[],
  fatal = true,
): AsyncGenerator<CsvRow> {
  let names: string[] | undefined
  for await (const records of portionsOf(recordsOf(decode(bytes, fatal)), PORTION)) {
    for (const [at, written] of apart(records).entries()) {
      const cells = written?.map((cell) => cell.replace(guarded, ''))
      if (!names) {
        names = (cells ?? []).map((cell) => cell.trim().toLowerCase())
        const missing = wanted.filter((name) => !names!.includes(name))
        if (missing.length > 0) throw new Refusal('file-columns', { columns: missing.join(', ') })
        continue
      }
      const head = names
      yield {
        line: records[at]!.line,
        cells:
          cells?.length === head.length
            ? Object.fromEntries(head.map((name, column) => [name, cells[column]!]))
            : null,
      }
    }
  }
  if (!names) throw new Refusal('file-columns', { columns: wanted.join(', ') })
}
