import { readdirSync, readFileSync } from 'node:fs'
import { runMigrations as migrateQueue } from 'bullmq'
import { sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type pg from 'pg'
import { createDb } from './client.ts'

const folder = new URL('./migrations/', import.meta.url)

/** The numbered SQL files of migrations/, forwards only. */
const provider: MigrationProvider = {
  async getMigrations() {
    const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
    return Object.fromEntries(
      names.map((name): [string, Migration] => [
        name.slice(0, -'.sql'.length),
        {
          async up(db) {
            await sql.raw(readFileSync(new URL(name, folder), 'utf8')).execute(db)
          },
        },
      ]),
    )
  },
}

/**
 * Brings the database to the newest schema, ours and the queue's, under a lock.
 * @returns the names of the migrations that ran
 */
export const migrate = async (pool: pg.Pool): Promise<string[]> => {
  const { error, results = [] } = await new Migrator({
    db: createDb(pool),
    provider,
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  }).migrateToLatest()
  if (error) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName ?? ''
    throw new Error(`Migration ${failed} failed`, { cause: error })
  }
  const client = await pool.connect()
  try {
    await migrateQueue(client)
  } finally {
    client.release()
  }
  return results.map((result) => result.migrationName)
}
