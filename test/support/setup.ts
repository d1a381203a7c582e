import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { createPool } from '../../src/db/client.ts'
import { startTemporaryPostgres } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { startRedis } from './redis.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the run's Postgres; the database in it is the migrated template that each test file clones. */
    postgresUrl: string
    /** Null where neither REDIS_URL nor a redis-server is to be had. */
    redisUrl: string | null
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** As `npm run build` does it; in a test, React would be built for debugging. */
const buildScreens = () =>
  promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'src/web'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  })

/** The screens as they are now, one Postgres, and one Redis where there is one, for the whole run. */
export default async (project: TestProject) => {
  await buildScreens()
  const server = await startTemporaryPostgres()
  const pool = createPool(server.url)
  await migrate(pool)
  await pool.end()
  const redis = await startRedis()
  project.provide('postgresUrl', server.url)
  project.provide('redisUrl', redis?.url ?? null)
  return async () => {
    await redis?.stop()
    await server.stop()
    if (!redis) {
      process.stdout.write(
        '\nThe queue was tested on Postgres only: set REDIS_URL or install redis-server to test it on Redis too.\n',
      )
    }
  }
}
