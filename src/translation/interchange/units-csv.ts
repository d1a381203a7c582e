import { locales, sourceLocale } from '../../language/model.ts'
import { csvLines, readCsv } from './csv.ts'
import type { Entry } from './model.ts'
import { type MemoryPair, problemOf } from './tmx.ts'

/** A memory as CSV: a column for each locale, a row for each pair. */
export async function* writeUnitsCsv(pairs: AsyncIterable<MemoryPair>): AsyncGenerator<string> {
  // Without the mark, spreadsheets take Khmer for another encoding.
  yield `\ufeff${csvLines([locales])}`
  for await (const { target, sourceText, targetText } of pairs) {
    const cells: Partial<Record<string, string>> = { [sourceLocale]: sourceText, [target]: targetText }
    yield csvLines([locales.map((locale) => cells[locale] ?? '')])
  }
}

const targets = locales.filter((locale) => locale !== sourceLocale)

/** Reads a memory in CSV: `en` and a column for each further locale. @throws Refusal of `readCsv` */
export async function* readUnitsCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Entry<MemoryPair>> {
  for await (const { line, cells } of readCsv(bytes, [sourceLocale], false)) {
    if (!cells) {
      yield { problem: { line, code: 'columns' } }
      continue
    }
    const sourceText = cells[sourceLocale]!.trim()
    const filled = targets.filter((target) => cells[target]?.trim())
    if (filled.length === 0 || sourceText === '')
      yield { problem: { line, code: sourceText === '' ? 'no-source' : 'no-target' } }
    else
      for (const target of filled) {
        const targetText = cells[target]!.trim()
        const code = problemOf(sourceText, targetText)
        yield code ? { problem: { line, code } } : { line, value: { target, sourceText, targetText } }
      }
  }
}
