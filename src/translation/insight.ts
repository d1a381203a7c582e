import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { Locale } from '../language/model.ts'

/** Where a draft came from: the memory's are told apart by their score. */
const origin = sql`case
  when d.text = '' or d.engine = 'none' then 'none'
  when d.engine <> 'memory' then d.engine
  when d.score >= 100 then 'memory-' || d.score
  else 'memory-fuzzy' end`

const week = (moment: string) => sql.raw(`date_trunc('week', ${moment}, 'UTC')`)

/** How many segments of each language were drafted from where, since a moment. The English is nobody's draft. */
export const originsSince = async (db: Db, since: Date) => {
  const { rows } = await sql<{ locale: Locale; origin: string; segments: number }>`
    select t.locale, ${origin} as origin, count(*) as segments
    from draft d join translation t on t.id = d.translation_id
    where d.created_at >= ${since} and t.locale <> 'en'
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/**
 * How far drafts were from what people approved, by week (its Monday, UTC), origin and language: mean chrF (0 to 100, 100 for
 * the same text) and mean TER (edits per 100 words).
 */
export const distancesByWeek = async (db: Db, since: Date) => {
  const { rows } = await sql<{
    week: Date
    locale: Locale
    origin: string
    segments: number
    chrf: number
    ter: number
    unchanged: number
  }>`
    select ${week('x.approved_at')} as week, t.locale, ${origin} as origin, count(*) as segments,
           avg(x.chrf) as chrf, avg(x.ter) as ter, count(*) filter (where x.ter = 0) as unchanged
    from draft_distance x join draft d using (translation_id, segment_id) join translation t on t.id = x.translation_id
    where x.approved_at >= ${since}
    group by 1, 2, 3 order by 1, 2, 3`.execute(db)
  return rows
}
