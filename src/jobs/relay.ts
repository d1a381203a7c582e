import { sql } from 'kysely'
import pg from 'pg'
import type { Deps } from '../deps.ts'
import { departures, type JobName } from '../pipeline.ts'
import type { Queues } from './queue.ts'
import { releaseOf } from './release-of.ts'

const BATCH = 200
const POLL_MS = 2000

/** How long rows stood in the outbox since they were due, in the traces of their releases. */
const traceHandover = async (deps: Deps, rows: { job: string; entity_id: string; run_at: Date }[]) => {
  if (!deps.config.traceEndpoint) return
  for (const { job, entity_id, run_at } of rows) {
    const release = await releaseOf(deps, job as JobName, entity_id)
    const attributes = { 'bayon.release': release, 'bayon.id': entity_id }
    deps.trace.of(release).past(`outbox ${job}`, attributes, Math.max(0, Date.now() - run_at.getTime()))
  }
}

/**
 * Hands what is due in the outbox to the queue, oldest first, and deletes it in the same transaction: a process
 * that dies in between leaves the row, and a job added twice runs twice without harm.
 * @returns how many rows were handed over
 */
export const relayOnce = async (deps: Deps, queues: Queues): Promise<number> => {
  const handed = await deps.db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('outbox')
      .select(['id', 'job', 'run_at', sql<string>`payload ->> 'id'`.as('entity_id')])
      .where('run_at', '<=', sql<Date>`now()`)
      .where(sql<boolean>`not (stands_still() and job = any(${departures}::text[]))`)
      .orderBy('run_at')
      .orderBy('id')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    if (rows.length === 0) return []
    await queues.add(rows.map((row) => ({ job: row.job as JobName, id: row.entity_id })))
    await trx
      .deleteFrom('outbox')
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute()
    return rows
  })
  await traceHandover(deps, handed)
  return handed.length
}

/** Relays for ever, woken by the database when a row is written. */
export const startRelay = (deps: Deps, queues: Queues) => {
  let wake = () => {}
  let stopped = false
  let listener: pg.Client | undefined

  const listen = async () => {
    const client = new pg.Client({ connectionString: deps.config.databaseUrl, keepAlive: true })
    client.on('notification', () => wake())
    client.on('error', () => {
      listener = undefined
    })
    client.on('end', () => {
      listener = undefined
    })
    await client.connect()
    await client.query('listen bayon_outbox')
    listener = client
  }

  const loop = (async () => {
    while (!stopped) {
      try {
        if (!listener) await listen()
        // Armed before the look, so that a row written during it is not missed.
        const woken = Promise.withResolvers<void>()
        wake = woken.resolve
        if ((await relayOnce(deps, queues)) === BATCH) continue
        const timer = setTimeout(woken.resolve, POLL_MS)
        if (!stopped) await woken.promise
        clearTimeout(timer)
      } catch (error) {
        if (stopped) break
        deps.log.warn({ error: String(error) }, 'the relay could not hand over; it tries again')
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  })()

  return {
    async close(): Promise<void> {
      stopped = true
      wake()
      await loop
      await listener?.end().catch(() => {})
    },
  }
}
