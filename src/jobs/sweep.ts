import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { jobSteps, timers } from '../pipeline.ts'

const LIMIT = 1000

/**
 * Finds what should be moving and is not: rows that stand in a status which a job moves on, for longer than
 * `recoverySeconds`, or whose moment has come, without a row in the outbox. Their job is written there again; one that
 * keeps failing waits twice as long each time, an hour at most.
 * @returns how many jobs were asked for again
 */
export const sweep = async (deps: Deps): Promise<number> => {
  const seconds = deps.config.recoverySeconds
  const waiting = [
    ...jobSteps.map(({ entity, status, job }) => ({
      entity,
      job,
      since: 'status_since',
      ready: sql`e.status = ${status} and e.status_since < now() - make_interval(secs => ${seconds})`,
    })),
    ...timers.map(({ entity, column, job }) => ({
      entity,
      job,
      since: column,
      ready: sql`${sql.ref(`e.${column}`)} <= now()`,
    })),
  ]
  let found = 0
  for (const { entity, job, since, ready } of waiting) {
    const { numAffectedRows } = await sql`
      insert into outbox (job, payload)
      select ${job}, jsonb_build_object('id', e.id)
      from ${sql.table(entity)} e
      left join job_failure f on f.job = ${job} and f.entity_id = e.id
      where ${ready}
        and (f.last_at is null
             or f.last_at < now() - make_interval(secs => least(3600, ${seconds} * 2 ^ least(f.failures, 20))))
        and not exists (select from outbox o where o.job = ${job} and o.payload ->> 'id' = e.id::text)
      order by ${sql.ref(`e.${since}`)} limit ${LIMIT}
    `.execute(deps.db)
    found += Number(numAffectedRows ?? 0)
  }
  return found
}
