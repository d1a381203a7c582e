import { type RawBuilder, sql } from 'kysely'

/** Three letters in a row, without which a phrase has no trigram. Postgres takes Khmer's coeng for none. */
export const hasTrigram = (phrase: string): boolean => /[\p{Alphabetic}\p{Nd}]{3}/u.test(phrase)

/** SQL for a text, as `search_text` makes it, that holds a phrase: by the trigram index where there is one. */
export const holds = (text: RawBuilder<unknown>, phrase: string): RawBuilder<boolean> =>
  sql<boolean>`${text} like '%' || search_text(${phrase.replace(/[\\%_]/g, '\\$&')}) || '%'`
