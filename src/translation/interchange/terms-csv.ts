import { isLocale } from '../../language/model.ts'
import { conceptKinds, genders, mentions, partsOfSpeech, termStatuses } from '../term-fields.ts'
import type { ConceptEntry, TermEntry } from '../termbase.ts'
import { conceptProblem } from './concept.ts'
import { csvLines, readCsv } from './csv.ts'
import type { Entry, ProblemCode } from './model.ts'

/** The columns of a termbase in CSV: a row a term; rows of one concept stand together and share its number. */
const columns = [
  'concept',
  'kind',
  'locale',
  'term',
  'status',
  'mention',
  'match case',
  'part of speech',
  'gender',
  'term note',
  'valid from',
  'valid to',
  'confirmed',
  'note',
  'sources',
] as const
const required = ['concept', 'kind', 'locale', 'term', 'status']

/** A termbase as CSV. */
export async function* writeTermsCsv(concepts: AsyncIterable<ConceptEntry>): AsyncGenerator<string> {
  yield `\ufeff${csvLines([columns])}`
  let number = 0
  for await (const concept of concepts) {
    number++
    yield csvLines(
      concept.terms.map((term) => [
        String(number),
        concept.kind,
        term.locale,
        term.text,
        term.status,
        term.mention ?? '',
        term.matchCase === undefined ? '' : String(term.matchCase),
        term.partOfSpeech ?? '',
        term.gender ?? '',
        term.note ?? '',
        concept.validFrom ?? '',
        concept.validTo ?? '',
        concept.confirmed.join(' '),
        concept.note ?? '',
        (concept.sources ?? []).join('\n'),
      ]),
    )
  }
}

type Cells = Record<string, string>

const isOneOf = <T extends string>(values: readonly T[], written: string): written is T =>
  (values as readonly string[]).includes(written)

/** Empty, or one of the values; anything else is a mistake in the row. */
const may = <T extends string>(values: readonly T[], written: string): T | undefined | null =>
  written === '' ? undefined : isOneOf(values, written) ? written : null

const rowOf = (cells: Cells): { concept: ConceptEntry; term: TermEntry } | ProblemCode => {
  const cell = (name: (typeof columns)[number]) => (cells[name] ?? '').trim()
  const kind = cell('kind')
  const locale = cell('locale')
  const status = cell('status')
  const mention = may(mentions, cell('mention'))
  const matchCase = may(['true', 'false'], cell('match case'))
  const partOfSpeech = may(partsOfSpeech, cell('part of speech'))
  const gender = may(genders, cell('gender'))
  if (!isOneOf(conceptKinds, kind)) return 'kind'
  if (!isLocale(locale) || !isOneOf(termStatuses, status)) return 'term-status'
  if (mention === null || matchCase === null || partOfSpeech === null || gender === null) return 'term-status'
  const sources = cell('sources').split('\n').filter(Boolean)
  return {
    concept: {
      kind,
      ...(cell('note') && { note: cell('note') }),
      ...(sources.length > 0 && { sources }),
      ...(cell('valid from') && { validFrom: cell('valid from') }),
      ...(cell('valid to') && { validTo: cell('valid to') }),
      terms: [],
      confirmed: cell('confirmed').split(' ').filter(isLocale),
    },
    term: {
      locale,
      text: cell('term'),
      status,
      ...(mention && { mention }),
      ...(matchCase && { matchCase: matchCase === 'true' }),
      ...(partOfSpeech && { partOfSpeech }),
      ...(gender && { gender }),
      ...(cell('term note') && { note: cell('term note') }),
    },
  }
}

/**
 * Reads a termbase in CSV in a stream. A concept with one wrong row is left out as a whole.
 * @throws Refusal of `readCsv`
 */
export async function* readTermsCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Entry<ConceptEntry>> {
  let number: string | undefined
  let line = 0
  let concept: ConceptEntry | undefined
  let wrong: Entry<ConceptEntry> | undefined
  const finish = function* (): Generator<Entry<ConceptEntry>> {
    if (wrong) yield wrong
    else if (concept) {
      const code = conceptProblem(concept)
      yield code ? { problem: { line, code } } : { line, value: concept }
    }
  }
  for await (const row of readCsv(bytes, required, false)) {
    if (row.cells === null || row.cells.concept !== number) {
      yield* finish()
      number = row.cells?.concept
      line = row.line
      concept = undefined
      wrong = undefined
    }
    const read = row.cells ? rowOf(row.cells) : 'columns'
    if (typeof read === 'string') wrong ??= { problem: { line: row.line, code: read } }
    else {
      concept ??= read.concept
      concept.terms.push(read.term)
    }
  }
  yield* finish()
}
