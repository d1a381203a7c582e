import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, ConfigError } from '../config.ts'
import { createPool } from '../db/client.ts'
import { runningPostgres, startPostgres, startTemporaryPostgres } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import type { Deps } from '../deps.ts'

export interface Database {
  config: Deps['config']
  /** What was chosen for an embedded server, to be shown. */
  notes: string[]
  close(): Promise<void>
}

/**
 * The database of a command: the one that DATABASE_URL names, else the embedded one in the data folder. Joins it
 * where it runs already, starts it where not; brings its schema up to date.
 * @throws ConfigError if DATABASE_URL stands without SECRET
 */
export const openDatabase = async (config: Config): Promise<Database> => {
  if (config.databaseUrl) {
    const { databaseUrl, secret } = config
    if (!secret) {
      throw new ConfigError(
        'SECRET: set it beside DATABASE_URL, the same for every process (32 characters or more)',
      )
    }
    await bringUpToDate(databaseUrl)
    return { config: { ...config, databaseUrl, secret }, notes: [], close: async () => {} }
  }
  await mkdir(config.dataDir, { recursive: true })
  const dataDir = join(config.dataDir, 'postgres')
  const secret = config.secret ?? (await keptSecret(config.dataDir))
  const running = await runningPostgres(dataDir)
  if (running)
    return { config: { ...config, databaseUrl: running, secret }, notes: [], close: async () => {} }
  const server = await startPostgres({ dataDir })
  await bringUpToDate(server.url)
  return {
    config: { ...config, databaseUrl: server.url, secret },
    notes: server.notes,
    close: () => server.stop(),
  }
}

/** A database that is gone afterwards, with a secret of its own. */
export const openTemporaryDatabase = async (config: Config): Promise<Database> => {
  const server = await startTemporaryPostgres()
  await bringUpToDate(server.url)
  const secret = randomBytes(32).toString('hex')
  return {
    config: { ...config, databaseUrl: server.url, secret },
    notes: server.notes,
    close: () => server.stop(),
  }
}

const bringUpToDate = async (url: string) => {
  const pool = createPool(url)
  try {
    await migrate(pool)
  } finally {
    await pool.end()
  }
}

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
