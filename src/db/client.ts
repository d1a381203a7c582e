import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { Refusal, type RefusalCode, refusals } from '../errors.ts'
import type { DB } from './tables.ts'

export type Db = Kysely<DB>
export type Trx = Transaction<DB>

// Counts come back as bigint; none of ours passes 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// Calendar dates stay what they are; a Date would move them across time zones.
pg.types.setTypeParser(pg.types.builtins.DATE, String)

/** A pool of connections. A dropped idle connection is not an error: the pool makes another. */
export const createPool = (connectionString: string, options: pg.PoolConfig = {}): pg.Pool => {
  const pool = new pg.Pool({ connectionString, application_name: 'bayon', ...options })
  pool.on('error', () => {})
  // Nor is one that drops between two queries of a transaction, which nobody listens to: the next query fails.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** The database, with our table types. */
export const createDb = (pool: pg.Pool): Db => new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })

/**
 * Runs a statement that is asked over and over: Postgres plans it once on each connection.
 * @param name of this statement alone
 */
export const runPrepared = async <Row extends pg.QueryResultRow>(
  { db, pool }: { db: Db; pool: pg.Pool },
  name: string,
  statement: RawBuilder<Row>,
): Promise<Row[]> => {
  const { sql: text, parameters } = statement.compile(db)
  return (await pool.query<Row>({ name, text, values: [...parameters] })).rows
}

/** Rows in portions that one statement can take: Postgres knows no more than 65,535 parameters. */
export const inPortions = <T>(rows: T[], size = 4000): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, (n + 1) * size))

/**
 * Runs `work` in one transaction in a person's name, which the database writes beside each decision.
 * @throws Refusal where a rule of the database refuses
 */
export const asPerson = <T>(db: Db, personId: string, work: (trx: Trx) => Promise<T>): Promise<T> =>
  refusing(() =>
    db.transaction().execute(async (trx) => {
      await sql`select set_config('bayon.actor', ${personId}, true)`.execute(trx)
      return work(trx)
    }),
  )

/** Turns the refusals that the database raises (its function `refuse`) into our own. */
export const refusing = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === 'BAYON' && error.message in refusals) {
      throw new Refusal(error.message as RefusalCode, { detail: error.detail ?? '' }, { cause: error })
    }
    throw error
  }
}

// Of classes 08, 53 and 57: no connection, no room, shutting down; and two that waited for each other. The others are Node's, of a server that is gone.
const gone = /^(08...|40001|40P01|53[123]00|57P0[123]|ECONN(REFUSED|RESET)|EPIPE|ENOENT|ETIMEDOUT)$/
const goneWords = /Connection terminated|not queryable|timeout exceeded when trying to connect/

/** Whether the database does not answer at present, or has no room: what was asked may be asked again in a moment. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof Error &&
  (gone.test(String((error as { code?: unknown }).code ?? '')) ||
    goneWords.test(error.message) ||
    isUnavailable(error.cause))

/** Whether a unique constraint refused the write; its name, if so. */
export const violatedUnique = (error: unknown): string | null =>
  error instanceof pg.DatabaseError && error.code === '23505' ? (error.constraint ?? '') : null
