import { Redis } from 'ioredis'
import pg from 'pg'
import type { Deps } from '../../src/deps.ts'
import { keyPrefix } from '../../src/jobs/redis.ts'
import type { Stage } from '../../src/pipeline.ts'
import { ask } from './postgres.ts'

/** Takes the queue's whole memory from it, while it works. */
export const wipeQueue = async ({ config }: Pick<Deps, 'config'>): Promise<void> =>
  config.redisUrl ? wipeRedis(config.redisUrl, config.queuePrefix) : wipePostgres(config.databaseUrl)

/** Every table but the ledger of its migrations. */
const wipePostgres = async (url: string) => {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ tables: string }>(
      `select string_agg(format('bullmq.%I', tablename), ', ') as tables
       from pg_tables where schemaname = 'bullmq' and tablename <> 'migration'`,
    )
    for (;;) {
      try {
        await client.query(`truncate ${rows[0]!.tables}`)
        return
      } catch (error) {
        // Against the workers' own locks; the next attempt may win.
        if (!(error instanceof pg.DatabaseError && error.code === '40P01')) throw error
      }
    }
  } finally {
    await client.end()
  }
}

const wipeRedis = async (url: string, prefix: string) => {
  const redis = new Redis(url)
  try {
    for await (const keys of redis.scanStream({ match: `${keyPrefix(prefix)}:*`, count: 1000 })) {
      if (keys.length > 0) await redis.unlink(...keys)
    }
  } finally {
    redis.disconnect()
  }
}

/** The ids of the jobs that the queue has in mind, of a stage, in whatever state. */
export const knownJobs = async ({ config }: Pick<Deps, 'config'>, stage: Stage): Promise<string[]> => {
  if (!config.redisUrl) {
    const rows = await ask(config.databaseUrl, 'select id from bullmq.job where queue = $1', [stage])
    return rows.map(({ id }) => String(id))
  }
  const redis = new Redis(config.redisUrl)
  try {
    const keys = await redis.keys(`${keyPrefix(config.queuePrefix)}:${stage}:*`)
    return keys.map((key) => key.split(':')[2]!)
  } finally {
    redis.disconnect()
  }
}
