import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import { type JobName, jobSteps, timers } from '../pipeline.ts'

/** Work of one kind that waits for its process. */
export interface Waiting {
  job: JobName
  count: number
  /** Of the oldest, since its time came. */
  seconds: number
}

// A dispatch waits for its moment first, and is then at work for as long as its audience is large; a notice gathers
// with others. Whether those are late shows in what has been due for long.
const since: Partial<Record<string, string>> = {
  'dispatch frozen': 'greatest(e.status_since, due_at(e))',
}

/** What waits for a process at present, whose time has come, by job. */
export const listWaiting = async (db: Db): Promise<Waiting[]> => {
  const parts = [
    ...jobSteps.map(({ entity, status, job }) => {
      const moment = sql.raw(since[`${entity} ${status}`] ?? 'e.status_since')
      return sql`select ${job}::text as job, count(*) as count, min(${moment}) as first
                 from ${sql.table(entity)} e where e.status = ${status} and ${moment} <= clock_timestamp()`
    }),
    ...timers.map(({ entity, column, job }) => {
      const moment = sql.ref(`e.${column}`)
      return sql`select ${job}::text, count(*), min(${moment}) from ${sql.table(entity)} e where ${moment} <= clock_timestamp()`
    }),
  ]
  const { rows } = await sql<Waiting>`
    select job, sum(count)::int as count,
           coalesce(extract(epoch from clock_timestamp() - min(first)), 0)::float8 as seconds
    from (${sql.join(parts, sql` union all `)}) every group by job order by job`.execute(db)
  return rows
}

/** Deliveries that are not at their end, by status. */
export const listOpenDeliveries = async (db: Db) => {
  const { rows } = await sql<{ status: string; count: number }>`
    select s.status, (select count(*) from delivery d where d.status = s.status)::int as count
    from unnest(array['pending', 'sending', 'deferred', 'uncertain']) s(status)`.execute(db)
  return rows
}

/** How long texts have waited for people, by language and what is to be done. */
export const listPeopleWaitedFor = async (db: Db) => {
  const { rows } = await sql<{ locale: string; status: string; seconds: number }>`
    select locale, status, extract(epoch from clock_timestamp() - min(status_since))::float8 as seconds
    from translation where status in ('in-review', 'returned') group by locale, status`.execute(db)
  return rows
}
