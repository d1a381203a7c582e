import { type RawBuilder, sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { type Entity, type JobName, jobSteps, timers } from '../pipeline.ts'

type Place = Pick<Deps, 'db' | 'config'>

/** Work of one kind that waits for its process. */
export interface Waiting {
  job: JobName
  count: number
  /** Of the oldest, since its time came. */
  seconds: number
}

/** Since when a row waits for its job, where that is not since it came to its status. */
const since = ({ config }: Place): Partial<Record<Entity, RawBuilder<unknown>>> => ({
  // A dispatch waits for its moment; one with a large audience is late only if nothing of it moves.
  dispatch: sql`greatest(e.status_since, due_at(e), (
    select max(moved.at) from unnest(array['sending', 'sent', 'deferred', 'bounced', 'failed', 'uncertain']) s(status),
      lateral (select max(d.status_since) as at from delivery d where d.dispatch_id = e.id and d.status = s.status) moved))`,
  // Notices gather with others first.
  notification: sql`e.status_since + make_interval(mins => ${config.gatherMinutes})`,
})

/** What waits for a process at present, whose time has come, by job. What was asked to come back later is not late. */
export const listWaiting = async (place: Place): Promise<Waiting[]> => {
  const moments = since(place)
  const late = (
    entity: Entity | (typeof timers)[number]['entity'],
    job: JobName,
    when: RawBuilder<unknown>,
    where: RawBuilder<unknown>,
  ) => sql`
    select ${job}::text as job, ${when} as moment from ${sql.table(entity)} e
    where ${where} and ${when} <= clock_timestamp() and not exists (
      select from outbox o where o.job = ${job} and o.payload ->> 'id' = e.id::text and o.run_at > clock_timestamp())`
  const parts = [
    ...jobSteps.map(({ entity, status, job }) =>
      late(entity, job, moments[entity] ?? sql`e.status_since`, sql`e.status = ${status}`),
    ),
    ...timers.map(({ entity, column, job }) => {
      const moment = sql.ref(`e.${column}`)
      return late(entity, job, moment, sql`${moment} is not null`)
    }),
  ]
  const jobs = [...new Set([...jobSteps, ...timers].map(({ job }) => job))]
  const { rows } = await sql<Waiting>`
    with late as (${sql.join(parts, sql` union all `)})
    select j.job, count(late.job)::int as count,
           coalesce(extract(epoch from clock_timestamp() - min(late.moment)), 0)::float8 as seconds
    from unnest(${jobs}::text[]) j(job) left join late on late.job = j.job group by j.job order by j.job`.execute(
    place.db,
  )
  return rows
}

/** Deliveries that are not at their end, by status. */
export const listOpenDeliveries = async ({ db }: Place) => {
  const { rows } = await sql<{ status: string; count: number }>`
    select s.status, (select count(*) from delivery d where d.status = s.status
      and d.status in ('pending', 'sending', 'deferred', 'uncertain'))::int as count
    from unnest(array['pending', 'sending', 'deferred', 'uncertain']) s(status)`.execute(db)
  return rows
}

/** How long texts have waited for people, by language and what is to be done. */
export const listPeopleWaitedFor = async ({ db }: Place) => {
  const { rows } = await sql<{ locale: string; status: string; seconds: number }>`
    select locale, status, extract(epoch from clock_timestamp() - min(status_since))::float8 as seconds
    from translation where status in ('in-review', 'returned') group by locale, status`.execute(db)
  return rows
}
