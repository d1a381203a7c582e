import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { Locale } from '../language/model.ts'

/**
 * How long a translation took from when its revision was submitted to its first approval, in hours: the median and what nine
 * of ten stayed below, by the week (its Monday, UTC) of the approval and language.
 */
export const approvalTimes = async (db: Db, since: Date) => {
  const { rows } = await sql<{
    week: Date
    locale: Locale
    approved: number
    medianHours: number
    p90Hours: number
  }>`
    with first as (
      select distinct on (a.translation_id) a.translation_id, a.approved_at from approval a
      where a.translation_id in (select translation_id from approval where approved_at >= ${since})
      order by a.translation_id, a.approved_at
    ), taken as (
      select date_trunc('week', f.approved_at, 'UTC') as week, t.locale,
             extract(epoch from f.approved_at - r.created_at)::float8 / 3600 as hours
      from first f join translation t on t.id = f.translation_id join revision r on r.id = t.revision_id
      where f.approved_at >= ${since}
    )
    select week, locale, count(*) as approved,
           percentile_cont(0.5) within group (order by hours) as "medianHours",
           percentile_cont(0.9) within group (order by hours) as "p90Hours"
    from taken group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** Where translations of releases that have not gone out stand now: how many, and since when the oldest. */
export const standingNow = async (db: Db) => {
  const { rows } = await sql<{ locale: Locale; status: string; translations: number; oldest: Date }>`
    select t.locale, t.status, count(*) as translations, min(t.status_since) as oldest
    from translation t join revision r on r.id = t.revision_id join release l on l.id = r.release_id
    where t.status <> 'superseded' and l.status = 'in-progress'
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
