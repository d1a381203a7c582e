import { sql } from 'kysely'
import { knownMigrations } from '../db/migrate.ts'
import type { Deps } from '../deps.ts'
import type { Queues } from '../jobs/queue.ts'

/** In ms: who asks for readiness asks often. */
const PATIENCE = 3000

/** Whether each thing that a process leans on answers. */
export interface Readiness {
  ready: boolean
  database: boolean
  /** The database has every migration that this program knows. */
  schema: boolean
  queue: boolean
  /** Not ready because it is about to end: what it has begun, it finishes. */
  stopping: boolean
}

const inTime = async (work: () => Promise<unknown>): Promise<boolean> => {
  const late = Promise.withResolvers<boolean>()
  const clock = setTimeout(() => late.resolve(false), PATIENCE)
  const done = work().then(
    (result) => result !== false,
    () => false,
  )
  return Promise.race([done, late.promise]).finally(() => clearTimeout(clock))
}

/** Whether a process can do its work at present. */
export const readiness = async ({ db, stopping }: Deps, queues: Queues): Promise<Readiness> => {
  const [database, schema, queue] = await Promise.all([
    inTime(() => sql`select 1`.execute(db)),
    inTime(async () => {
      const { rows } = await sql<{ name: string }>`select name from migration`.execute(db)
      const made = new Set(rows.map(({ name }) => name))
      return (await knownMigrations()).every((name) => made.has(name))
    }),
    inTime(() => queues.counts('review')),
  ])
  const { aborted } = stopping
  return { ready: database && schema && queue && !aborted, database, schema, queue, stopping: aborted }
}
