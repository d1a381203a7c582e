import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

/** Which events are asked for; all of it has to hold. */
export interface EventFilter {
  action?: string
  /** The id of a person. */
  actor?: string
  /** The name of a release: what was done to it, its translations and its dispatches. */
  release?: string
  /** From this moment on. */
  since?: Date
  /** Before this moment. */
  until?: Date
}

/** The releases' own id, and the ids of all that events of it name. */
const subjectsOf = async (db: Db, slug: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    with l as (select id from release where slug = ${slug})
    select id::text from l
    union all select t.id::text from l join revision r on r.release_id = l.id join translation t on t.revision_id = r.id
    union all select d.id::text from l join dispatch d on d.release_id = l.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** The number of the first event from a moment on: events are numbered in the order of time. */
const firstSince = (moment: Date) =>
  sql<number>`(select seq from audit_event where at >= ${moment} order by at, seq limit 1)`

/** Events, newest first, before the event number `before` if one is given. */
export const listEvents = async (
  db: Db,
  filter: EventFilter,
  { limit, before }: { limit: number; before?: number },
) => {
  const { action, actor, release, since, until } = filter
  const subjects = release === undefined ? [] : await subjectsOf(db, release)
  return db
    .selectFrom('audit_event')
    .leftJoin('person', 'person.id', 'audit_event.actor_id')
    .select([
      'seq',
      'at',
      'actor_id as actorId',
      'person.name as actor',
      'database_role as databaseRole',
      'action',
      'entity',
      'entity_id as entityId',
      'details',
      sql<string>`encode(previous_sha256, 'hex')`.as('previousSha256'),
      sql<string>`encode(sha256, 'hex')`.as('sha256'),
    ])
    .$if(before !== undefined, (query) => query.where('seq', '<', before!))
    .$if(action !== undefined, (query) => query.where('action', '=', action!))
    .$if(actor !== undefined, (query) => query.where('actor_id', '=', actor!))
    .$if(release !== undefined, (query) =>
      query.where(sql<string>`audit_subject(audit_event)`, '=', sql<string>`any(${subjects})`),
    )
    .$if(since !== undefined, (query) => query.where('seq', '>=', firstSince(since!)))
    .$if(until !== undefined, (query) =>
      query.where('seq', '<', sql<number>`coalesce(${firstSince(until!)}, 9223372036854775807)`),
    )
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

export type AuditEvent = Awaited<ReturnType<typeof listEvents>>[number]

/** The actions that are on the record, and the people who acted. A walk along the indexes, not through the record. */
export const listChoices = async (db: Db) => {
  const { rows: actions } = await sql<{ action: string }>`
    with recursive each as (
      (select action from audit_event order by action limit 1)
      union all
      select (select e.action from audit_event e where e.action > each.action order by e.action limit 1)
      from each where each.action is not null
    ) select action from each where action is not null`.execute(db)
  const people = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('audit_event as e').select('e.seq').whereRef('e.actor_id', '=', 'person.id')),
    )
    .orderBy('name')
    .execute()
  return { actions: actions.map(({ action }) => action), people }
}
