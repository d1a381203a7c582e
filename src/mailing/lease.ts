import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from '../db/client.ts'

// The first half of the advisory lock's key; the second is the worker's number.
const LOCK_CLASS = 8_201

// No attempt lasts so long: its process lives, but the answer did not reach the database.
const FORGOTTEN = '2 hours'

/**
 * A number that stands for this process as long as it lives: an advisory lock on a connection of its own, which
 * Postgres drops in the moment the process dies. What the process is sending carries the number.
 */
export const openLease = async (
  connectionString: string,
): Promise<{ worker: number; close(): Promise<void> }> => {
  let client: pg.Client
  let worker = 0
  let closed = false
  const connect = async () => {
    const opened = new pg.Client({ connectionString, keepAlive: true, application_name: 'bayon lease' })
    opened.on('error', () => {})
    try {
      await opened.connect()
      if (!worker) {
        const { rows } = await opened.query<{ n: number }>(`select nextval('worker_number')::int as n`)
        worker = rows[0]!.n
      }
      await opened.query('select pg_advisory_lock($1, $2)', [LOCK_CLASS, worker])
    } catch (error) {
      await opened.end().catch(() => {})
      throw error
    }
    client = opened
    // The connection can go while the process lives (Postgres restarts): take the same number again.
    client.once('end', () => {
      if (!closed) void reconnect()
    })
  }
  const reconnect = async (): Promise<void> => {
    for (let wait = 100; !closed; wait = Math.min(wait * 2, 5000)) {
      try {
        return await connect()
      } catch {
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }
  await connect()
  return {
    worker,
    async close() {
      closed = true
      await client.end()
    },
  }
}

/**
 * Finds messages whose process died while it was sending them, or forgot them. The server may have taken them: they
 * become `uncertain`, and are never sent again by themselves.
 * @returns how many were found
 */
export const recoverLost = async (db: Db): Promise<number> => {
  let found = 0
  for (const table of ['delivery', 'notification'] as const) {
    const { numAffectedRows } = await sql`
      update ${sql.table(table)} set status = 'uncertain', response = 'the sending process ended before an answer came'
      where status = 'sending' and (status_since < now() - ${sql.lit(FORGOTTEN)}::interval or worker in (
        select w from (select distinct worker as w from ${sql.table(table)} where status = 'sending') workers
        where pg_try_advisory_xact_lock(${sql.lit(LOCK_CLASS)}, w::int)))`.execute(db)
    found += Number(numAffectedRows ?? 0)
  }
  return found
}
