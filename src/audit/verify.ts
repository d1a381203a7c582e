import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

const PAGE = 5000

interface Row {
  seq: number
  at: string
  actor_id: string | null
  database_role: string
  action: string
  entity: string
  entity_id: string
  details: string
  previous: string
  hash: string
}

/** How a log can be broken. */
export type Break = 'missing' | 'unlinked' | 'changed' | 'cut-off' | 'orphan'

/** What a check of the whole log says. */
export type Verdict =
  | { whole: true; events: number; head: string }
  | { whole: false; events: number; brokenAt: number; how: Break; why: string }

// The database's canonical_field(), written again: a log is not proven by the code that wrote it.
const field = (value: string | null): string =>
  value === null ? '-,' : `${Buffer.byteLength(value)}:${value},`

const hashOf = (row: Row, previous: string): string =>
  createHash('sha256')
    .update(
      [
        String(row.seq),
        row.at,
        row.actor_id,
        row.database_role,
        row.action,
        row.entity,
        row.entity_id,
        row.details,
        previous,
      ]
        .map(field)
        .join(''),
    )
    .digest('hex')

/**
 * Proves the audit log whole: no row changed, none missing in between, and every approval and dispatch still has its
 * event, which a log cut off at its end would not have.
 */
export const verifyAudit = (db: Db): Promise<Verdict> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx): Promise<Verdict> => {
      let events = 0
      let head = ''
      const broken = (how: Break, why: string): Verdict => ({
        whole: false,
        events,
        brokenAt: events + 1,
        how,
        why,
      })
      for (;;) {
        const { rows } = await sql<Row>`
          select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_id, database_role,
                 action, entity, entity_id, details::text as details,
                 encode(previous_sha256, 'hex') as previous, encode(sha256, 'hex') as hash
          from audit_event where seq > ${events} order by seq limit ${PAGE}`.execute(trx)
        for (const row of rows) {
          if (row.seq !== events + 1) return broken('missing', `event ${events + 1} is missing`)
          if (row.previous !== head)
            return broken('unlinked', `event ${row.seq} does not follow the one before it`)
          if (row.hash !== hashOf(row, head)) return broken('changed', `event ${row.seq} was changed`)
          events = row.seq
          head = row.hash
        }
        if (rows.length < PAGE) break
      }
      const kept = await trx
        .selectFrom('audit_head')
        .select(['seq', sql<string>`encode(sha256, 'hex')`.as('sha256')])
        .executeTakeFirst()
      if ((kept?.seq ?? 0) !== events || (kept?.sha256 ?? '') !== head)
        return broken('cut-off', `the record ended with event ${kept?.seq ?? 0}`)
      const { rows: orphans } = await sql<{ entity: string; id: string }>`
        select 'approval' as entity, id from approval a where not exists
          (select from audit_event e where e.entity = 'approval' and e.entity_id = a.id::text)
        union all
        select 'dispatch', id from dispatch d where not exists
          (select from audit_event e where e.entity = 'dispatch' and e.entity_id = d.id::text)
        limit 1`.execute(trx)
      const orphan = orphans[0]
      if (orphan) return broken('orphan', `the ${orphan.entity} ${orphan.id} has no event`)
      return { whole: true, events, head }
    })
