import { type RawBuilder, sql } from 'kysely'

/** Three letters in a row, without which a phrase has no trigram. Postgres takes Khmer's coeng for none. */
export const hasTrigram = (phrase: string): boolean => /[\p{Alphabetic}\p{Nd}]{3}/u.test(phrase)

/** SQL for a text of `search_text` in which a phrase stands, as the trigram index finds it. */
export const isLike = (text: RawBuilder<unknown>, phrase: string): RawBuilder<boolean> =>
  sql<boolean>`${text} like '%' || search_text(${phrase.replace(/[\\%_]/g, '\\$&')}) || '%'`

/**
 * SQL for a text of `search_text` in which a phrase may stand, as an index finds it: by trigrams, or where it has none, by each
 * letter and each two in a row.
 */
export const mayHold = (text: RawBuilder<unknown>, phrase: string): RawBuilder<boolean> =>
  hasTrigram(phrase)
    ? isLike(text, phrase)
    : sql<boolean>`short_runs(${text}) @> short_runs(search_text(${phrase}))`

/** SQL for a text of `search_text` in which a phrase stands, in a form that no index is asked for. */
export const holds = (text: RawBuilder<unknown>, phrase: string): RawBuilder<boolean> =>
  sql<boolean>`position(search_text(${phrase}) in ${text}) > 0`

/**
 * What a search finds by the index is put in order if it is no more than this. What is found more often stands among the
 * newest too, and is soon met on the way through all.
 */
export const FOUND = 1000
