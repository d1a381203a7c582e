import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import { diffWords, type Run } from '../language/difference.ts'
import type { Locale } from '../language/model.ts'
import { findTranslation } from './queries.ts'

/** One sitting of one person at a text: what they made of it. */
export interface Sitting {
  by: string | null
  /** When it ended. */
  at: Date
  text: string
  difference: Run[]
}

/** Changes by one person that follow each other within this many ms are one sitting. */
const PAUSE = 600_000
const LIMIT = 500

interface Change {
  at: Date
  by: string | null
  before: string
  after: string
}

/** Puts changes, the oldest first, together as sittings. */
export const sittingsOf = (changes: Change[], locale: Locale): Sitting[] => {
  const sittings: (Change & { ended: Date })[] = []
  for (const change of changes) {
    const last = sittings.at(-1)
    if (last && last.by === change.by && change.at.getTime() - last.ended.getTime() < PAUSE) {
      last.after = change.after
      last.ended = change.at
    } else sittings.push({ ...change, ended: change.at })
  }
  return sittings
    .filter(({ before, after }) => before !== after)
    .map(({ by, ended, before, after }) => ({
      by,
      at: ended,
      text: after,
      difference: diffWords(before, after, locale),
    }))
}

/** What people made of a segment's text, the newest first. @throws Refusal 'translation-unknown' */
export const listHistory = async (
  db: Db,
  slug: string,
  locale: Locale,
  segmentId: string,
): Promise<Sitting[]> => {
  const { id } = await findTranslation(db, slug, locale)
  const { rows } = await sql<Change>`
    select * from (
      select e.seq, e.at, p.name as by, e.details ->> 'before' as before, e.details ->> 'after' as after
      from audit_event e left join person p on p.id = e.actor_id
      where e.entity = 'target' and e.entity_id = ${segmentId} and e.details ->> 'translation_id' = ${id}
      order by e.seq desc limit ${LIMIT}) newest
    order by seq`.execute(db)
  return sittingsOf(rows, locale).reverse()
}
