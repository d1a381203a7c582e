import { readdirSync, readFileSync } from 'node:fs'
import { runMigrations as migrateQueue } from 'bullmq'
import { sql } from 'kysely'
import { type Migration, type MigrationProvider, type MigrationResultSet, Migrator } from 'kysely/migration'
import type pg from 'pg'
import { createDb, type Db } from './client.ts'

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

/** The names of the migrations that this program has, in their order. */
export const knownMigrations = async (): Promise<string[]> =>
  Object.keys(await provider.getMigrations()).sort()

const migrator = (db: Db) =>
  new Migrator({
    db,
    provider,
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  })

const namesOf = ({ error, results = [] }: MigrationResultSet): string[] => {
  if (error) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName ?? ''
    throw new Error(`Migration ${failed} failed`, { cause: error })
  }
  return results.map((result) => result.migrationName)
}

/** Brings our own tables to the schema that a migration leaves, the queue's left alone; in a transaction if `db` is one. */
export const migrateTo = async (db: Db, name: string): Promise<string[]> =>
  namesOf(await migrator(db).migrateTo(name))

/** Whether a newer program has migrated the database: its migrations only add, so this one goes on working. */
const isAhead = async (pool: pg.Pool): Promise<boolean> => {
  const { rows } = await pool.query(`select to_regclass('public.migration') as it`)
  if (!rows[0].it) return false
  const { rows: made } = await pool.query<{ name: string }>('select name from migration')
  const known = new Set(await knownMigrations())
  return made.some(({ name }) => !known.has(name))
}

/**
 * Brings the database to the newest schema, ours and the queue's, under a lock. One that a newer program has migrated
 * stays as it is: during an upgrade, old processes start beside new ones.
 * @returns the names of the migrations that ran
 */
export const migrate = async (pool: pg.Pool): Promise<string[]> => {
  if (await isAhead(pool)) return []
  const migrated = namesOf(await migrator(createDb(pool)).migrateToLatest())
  const client = await pool.connect()
  try {
    await migrateQueue(client)
  } finally {
    client.release()
  }
  return migrated
}
