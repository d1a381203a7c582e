import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import { hasTrigram, isLike } from '../db/search.ts'
import type { Locale } from '../language/model.ts'
import type { Span } from './model.ts'

/** A unit of the memory in which a phrase stands. */
export interface Concordance {
  id: string
  source: string
  target: string
  /** Where the phrase stands in either; marks of bold inside it belong to it. */
  sourcePlaces: Span[]
  targetPlaces: Span[]
  importedFrom: string | null
}

/** The newest so many units are read one by one: a common phrase is found there at once. */
const NEWEST = 5000
/** A phrase too short for the trigram index is looked for in so many of the newest. */
const NEWEST_FOR_SHORT = 50_000
/** As many units are found by the index before they are put in order. */
const FOUND = 2000

/** Letters are found in either case, with any marks of bold and zero-width spaces among them, and any blanks between words. */
const patternOf = (phrase: string): RegExp => {
  const letters = [...phrase].map((letter) =>
    /\s/.test(letter) ? '\\s+' : letter.replace(/[$()*+./?[\\\]^{|}]/, '\\$&'),
  )
  return new RegExp(letters.join('[*\\u200b]*'), 'giu')
}

const placesOf = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(({ 0: { length }, index }) => [index, index + length])

interface Row {
  id: string
  source: string
  target: string
  importedFrom: string | null
}

/** Longer than this, in ms, and the older units are left unseen. */
const PATIENCE = 2000
const QUERY_CANCELED = '57014'

/** What is wanted of the units, as Postgres finds it. */
const conditionOf = (phrase: string) =>
  sql`(${isLike(sql`search_text(u.source)`, phrase)} or ${isLike(sql`search_text(u.target)`, phrase)})`

const columns = sql`u.id, u.source, u.target, u.imported_from as "importedFrom"`

const amongNewest = async (db: Db, target: Locale, phrase: string, among: number, limit: number) => {
  const { rows } = await sql<Row>`
    select ${columns} from (
      select * from memory_unit where target_locale = ${target} order by id desc limit ${among}
    ) u where ${conditionOf(phrase)} order by u.id desc limit ${limit}`.execute(db)
  return rows
}

/** Among all units by the trigram index; null where that takes too long. */
const amongAll = async (db: Db, target: Locale, phrase: string, limit: number): Promise<Row[] | null> => {
  try {
    return await db.transaction().execute(async (trx) => {
      await sql`select set_config('statement_timeout', ${String(PATIENCE)}, true)`.execute(trx)
      const { rows } = await sql<Row>`
        with found as materialized (
          select u.id from memory_unit u where u.target_locale = ${target} and ${conditionOf(phrase)} limit ${FOUND})
        select ${columns} from memory_unit u join found using (id) order by u.id desc limit ${limit}`.execute(
        trx,
      )
      return rows
    })
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) return null
    throw error
  }
}

/** Whether the memory of a locale has more than so many units. */
const hasMore = async (db: Db, target: Locale, than: number): Promise<boolean> => {
  const older = await db
    .selectFrom('memory_unit')
    .select('id')
    .where('target_locale', '=', target)
    .orderBy('id', 'desc')
    .offset(than)
    .limit(1)
    .executeTakeFirst()
  return older !== undefined
}

const findUnits = async (db: Db, target: Locale, phrase: string, limit: number) => {
  const isIndexed = hasTrigram(phrase)
  const among = isIndexed ? NEWEST : NEWEST_FOR_SHORT
  const newest = await amongNewest(db, target, phrase, among, limit + 1)
  if (newest.length > limit) return { rows: newest, isComplete: false }
  if (!(await hasMore(db, target, among))) return { rows: newest, isComplete: true }
  const all = isIndexed ? await amongAll(db, target, phrase, limit + 1) : null
  return { rows: all ?? newest, isComplete: all !== null && all.length <= limit }
}

/**
 * Units whose source or target holds a phrase, newest first. Case, bold marks and zero-width spaces make no difference.
 * `isComplete` is false where there are more than `limit`, or where older units were not looked at: a phrase without three
 * letters in a row is looked for in the newest 50,000 alone.
 */
export const findPhrase = async (
  db: Db,
  target: Locale,
  phrase: string,
  limit: number,
): Promise<{ units: Concordance[]; isComplete: boolean }> => {
  const wanted = phrase
    .replace(/[*\u200b]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (wanted === '') return { units: [], isComplete: true }
  const { rows, isComplete } = await findUnits(db, target, wanted, limit)
  const pattern = patternOf(wanted)
  const units = rows.slice(0, limit).map((row) => ({
    ...row,
    sourcePlaces: placesOf(row.source, pattern),
    targetPlaces: placesOf(row.target, pattern),
  }))
  return { units, isComplete }
}
