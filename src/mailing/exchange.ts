import { asPerson, type Db } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { text } from '../i18n.ts'
import { isLocale, type Locale } from '../language/model.ts'
import { portionsOf } from '../portions.ts'
import { collectGarbage } from '../translation/interchange/collect.ts'
import { type CsvRow, csvLines, readCsv } from '../translation/interchange/csv.ts'
import { normaliseAddress } from './address.ts'
import { type Entry, enter, type Fate, inOrder, judge, listNamed, recordOnList } from './lists.ts'
import { listSubscribers } from './subscribers.ts'
import { readTags, writeTags } from './tags.ts'
import { readWorkbook, WORKBOOK_LIMIT } from './workbook.ts'

const columns = ['email', 'name', 'language', 'edition', 'tags'] as const

/** What a list can be taken in from, by the type that it comes as: the most bytes that it may have, and how it is read. */
export const tables = {
  'text/csv': { limit: 200_000_000, read: (bytes: AsyncIterable<Uint8Array>) => readCsv(bytes, ['email']) },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    limit: WORKBOOK_LIMIT,
    read: (bytes: AsyncIterable<Uint8Array>) => readWorkbook(bytes, ['email']),
  },
}

/** What a line of a file comes to. */
interface Line {
  line: number
  email: string
  name: string
  /** Of the edition; empty for a line that cannot be taken. */
  edition: string
  fate: Fate | 'repeated' | 'invalid'
  /** What is wrong with it. */
  words: string | null
}

type Invalid = 'columns' | 'address' | 'name' | 'language' | 'edition' | 'tags'

/** For lines that do not say it themselves. */
export interface Defaults {
  edition: Locale[]
  locale: Locale
}

/** Rows asked about, and put in, together. */
const PORTION = 2000
/** Between two collections of garbage, which take some tens of ms. */
const PORTIONS_A_COLLECTION = 5
/** Lines of each kind that are told one by one; the others are counted. */
const TOLD = 200

/** The edition that a line names, or one in its language: whoever reads Khmer is not sent English alone. */
const editionOf = (written: string, locale: Locale, { edition }: Defaults): Locale[] | null => {
  const named = written
    .toLowerCase()
    .split(/[+,;/\s]+/)
    .filter(Boolean)
  if (named.length === 0) return inOrder(edition.includes(locale) ? edition : [locale])
  return named.every(isLocale) ? inOrder(named) : null
}

const read = ({ cells }: CsvRow, defaults: Defaults): Entry | Invalid => {
  if (!cells) return 'columns'
  const cell = (name: (typeof columns)[number]) => (cells[name] ?? '').trim()
  const email = normaliseAddress(cell('email'))
  if (!email) return 'address'
  const name = cell('name').replace(/\s+/g, ' ')
  if (name.length > 200 || /[\p{Cc}]/u.test(name)) return 'name'
  const locale = cell('language').toLowerCase() || defaults.locale
  if (!isLocale(locale)) return 'language'
  const locales = editionOf(cell('edition'), locale, defaults)
  if (!locales) return 'edition'
  const tags = readTags(cell('tags'))
  return tags ? { email, name, locale, locales, tags } : 'tags'
}

/** Goes through a file and tells what each line comes to; `take` is handed those who are new. */
const goThrough = async (
  deps: Deps,
  db: Db,
  listId: string,
  table: AsyncIterable<CsvRow>,
  defaults: Defaults,
  reader: Locale,
  take: (entries: Entry[]) => Promise<void>,
) => {
  const counts = { new: 0, known: 0, repeated: 0, unsubscribed: 0, suppressed: 0, erased: 0, invalid: 0 }
  const lines: Line[] = []
  const seen = new Set<string>()
  const tell = (line: Line) => {
    if (counts[line.fate]++ < TOLD) lines.push(line)
  }
  let portions = 0
  for await (const rows of portionsOf(table, PORTION)) {
    if (++portions % PORTIONS_A_COLLECTION === 0) collectGarbage()
    const good: { line: number; entry: Entry }[] = []
    for (const row of rows) {
      const entry = read(row, defaults)
      const { line } = row
      if (typeof entry === 'string') {
        const [email = '', name = ''] = [row.cells?.email, row.cells?.name].map((cell) => cell?.slice(0, 254))
        tell({
          line,
          email,
          name,
          edition: '',
          fate: 'invalid',
          words: text(reader, `mailing:invalid.${entry}`),
        })
      } else if (seen.has(entry.email)) tell({ line, ...toldOf(entry), fate: 'repeated' })
      else {
        seen.add(entry.email)
        good.push({ line, entry })
      }
    }
    const fates = await judge(
      deps,
      db,
      listId,
      good.map(({ entry }) => entry.email),
    )
    for (const [n, { line, entry }] of good.entries()) tell({ line, ...toldOf(entry), fate: fates[n]! })
    await take(good.filter((_, n) => fates[n] === 'new').map(({ entry }) => entry))
  }
  return { counts, lines: lines.sort((one, other) => one.line - other.line) }
}

const toldOf = ({ email, name, locales }: Entry) => ({ email, name, edition: locales.join('+'), words: null })

/** What taking a file into a list would do, line by line. @throws Refusal 'list-unknown', and what its reader refuses */
export const previewImport = async (
  deps: Deps,
  slug: string,
  table: AsyncIterable<CsvRow>,
  defaults: Defaults,
  reader: Locale,
) => goThrough(deps, deps.db, await listNamed(deps.db, slug), table, defaults, reader, async () => {})

/**
 * Takes a file into a list, all of it or, where it cannot be read to its end, nothing. Taking it again changes nothing.
 * @throws Refusal 'list-unknown', and what its reader refuses
 */
export const importSubscribers = (
  deps: Deps,
  personId: string,
  slug: string,
  table: AsyncIterable<CsvRow>,
  defaults: Defaults,
  reader: Locale,
) =>
  asPerson(deps.db, personId, async (trx) => {
    const listId = await listNamed(trx, slug)
    const report = await goThrough(deps, trx, listId, table, defaults, reader, (entries) =>
      enter(trx, listId, entries),
    )
    await recordOnList(trx, listId, 'list-imported', report.counts)
    return report
  })

/** Everybody who is on a list, as CSV that can be taken in again. @throws Refusal 'list-unknown' */
export const exportSubscribers = async (
  deps: Deps,
  personId: string,
  slug: string,
): Promise<AsyncGenerator<string>> => {
  await asPerson(deps.db, personId, async (trx) =>
    recordOnList(trx, await listNamed(trx, slug), 'list-exported', {}),
  )
  return rowsOf(deps, slug)
}

async function* rowsOf(deps: Deps, slug: string): AsyncGenerator<string> {
  // Without the mark, spreadsheets take Khmer for another encoding.
  yield `\ufeff${csvLines([columns])}`
  let after: string | undefined
  for (;;) {
    const rows = await listSubscribers(deps, slug, { state: 'active', after, limit: PORTION })
    if (rows.length > 0) {
      yield csvLines(
        rows.map(({ email, name, locale, locales, tags }) => [
          email,
          name,
          locale,
          locales.join('+'),
          writeTags(tags),
        ]),
      )
    }
    if (rows.length < PORTION) return
    after = rows.at(-1)!.email
  }
}
