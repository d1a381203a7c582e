import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Config } from '../config.ts'
import { createPool, isUnavailable } from '../db/client.ts'
import { runningPostgres, startPostgres, startTemporaryPostgres } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import type { Deps } from '../deps.ts'
import { ConfigError, Refusal } from '../errors.ts'

export interface Database {
  config: Deps['config']
  /** What was chosen for an embedded server, to be shown. */
  notes: string[]
  /** The migrations that were made on the way, by name. */
  migrated: string[]
  close(): Promise<void>
}

/**
 * The database of a command: the one that DATABASE_URL names, else the embedded one in the data folder. Starts that
 * where it does not run; where it does, joins it, unless the command wants it for its own. Brings the schema up to date,
 * unless the command wants it as it is.
 * @throws ConfigError if DATABASE_URL stands without SECRET
 * @throws Refusal 'database-no-answer'; 'already-running' if it was to be our own; and those of `startPostgres`
 */
export const openDatabase = async (config: Config, { own = false, asIs = false } = {}): Promise<Database> => {
  const bringUpToDate = asIs ? reach : update
  if (config.databaseUrl) {
    const { databaseUrl, secret } = config
    if (!secret) {
      throw new ConfigError(
        'SECRET: set it beside DATABASE_URL, the same for every process (32 characters or more)',
      )
    }
    const migrated = await bringUpToDate(databaseUrl)
    return { config: { ...config, databaseUrl, secret }, notes: [], migrated, close: async () => {} }
  }
  await mkdir(config.dataDir, { recursive: true })
  const dataDir = join(config.dataDir, 'postgres')
  const secret = config.secret ?? (await keptSecret(config.dataDir))
  const running = own ? null : await runningPostgres(dataDir)
  if (running) {
    return {
      config: { ...config, databaseUrl: running, secret },
      notes: [],
      migrated: [],
      close: async () => {},
    }
  }
  const server = await startPostgres({ dataDir })
  const migrated = await bringUpToDate(server.url)
  return {
    config: { ...config, databaseUrl: server.url, secret },
    notes: server.notes,
    migrated,
    close: () => server.stop(),
  }
}

/** A database that is gone afterwards, with a secret of its own. */
export const openTemporaryDatabase = async (config: Config): Promise<Database> => {
  const server = await startTemporaryPostgres()
  const migrated = await update(server.url)
  const secret = randomBytes(32).toString('hex')
  return {
    config: { ...config, databaseUrl: server.url, secret },
    notes: server.notes,
    migrated,
    close: () => server.stop(),
  }
}

/** Of a server that is coming up or going down, which is there again in a moment. */
const passing = /^(57P0[123]|ECONNRESET)$/
/** In ms. */
const PATIENCE = 30_000

const answers = async (pool: pg.Pool): Promise<void> => {
  for (const end = Date.now() + PATIENCE; ; ) {
    try {
      return (await pool.connect()).release()
    } catch (error) {
      const { message, code = '' } = error as Error & { code?: string }
      if (!passing.test(code) || Date.now() > end)
        throw new Refusal('database-no-answer', { reason: message || code }, { cause: error })
      await sleep(200)
    }
  }
}

const withPool = async <T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> => {
  const pool = createPool(url)
  try {
    await answers(pool)
    return await work(pool)
  } finally {
    await pool.end()
  }
}

/** Each migration is done whole or not at all: where the server goes away meanwhile, what is left is begun again. */
const update = (url: string): Promise<string[]> =>
  withPool(url, async (pool) => {
    for (const end = Date.now() + PATIENCE; ; ) {
      try {
        return await migrate(pool)
      } catch (error) {
        if (!isUnavailable(error) || Date.now() > end) throw error
        await sleep(200)
        await answers(pool)
      }
    }
  })
const reach = (url: string): Promise<string[]> => withPool(url, async () => [])

/** The secret that a data folder keeps, made at the first look. */
const keptSecret = async (folder: string): Promise<string> => {
  const file = join(folder, 'secret')
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    const secret = randomBytes(32).toString('hex')
    await writeFile(file, secret, { mode: 0o600, flag: 'wx' })
    await chmod(file, 0o600)
    return secret
  }
}
