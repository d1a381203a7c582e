import { randomUUID } from 'node:crypto'
import { inject, onTestFinished } from 'vitest'
import type { Grant, Person } from '../../src/accounts/permissions.ts'
import { loadConfig } from '../../src/config.ts'
import { createDeps, type Deps } from '../../src/deps.ts'
import { createApp } from '../../src/http/app.ts'
import type { Log } from '../../src/log.ts'
import type { Stage } from '../../src/pipeline.ts'
import { startWorking } from '../../src/process.ts'
import { cloneDatabase } from './database.ts'

export type Queue = 'postgres' | 'redis'

/** The queues that can be tested on this machine. */
export const queues = (): Queue[] => (inject('redisUrl') ? ['postgres', 'redis'] : ['postgres'])

export interface OfficeOptions {
  queue?: Queue
  settings?: Partial<Deps['config']>
  log?: Log
}

/** A database, dependencies and an application of one test's own; all gone when it ends. */
export const openOffice = async ({ queue = 'postgres', settings = {}, log }: OfficeOptions = {}) => {
  const databaseUrl = await cloneDatabase()
  const config = {
    ...loadConfig({}),
    databaseUrl,
    secret: 'a secret for tests alone, 32 characters',
    redisUrl: queue === 'redis' ? inject('redisUrl')! : undefined,
    queuePrefix: randomUUID(),
    logLevel: 'silent' as const,
    recoverySeconds: 1,
    ...settings,
  }
  const deps = createDeps(config, log)
  const app = await createApp(deps)
  let working: Awaited<ReturnType<typeof startWorking>> | undefined
  onTestFinished(async () => {
    await working?.close()
    await app.close()
    await deps.close()
  })

  /** Somebody with roles, without a password: for calling functions in their name. */
  const person = async (...grants: Grant[]): Promise<Person> => {
    const email = `${randomUUID()}@office.example`
    const { id } = await deps.db
      .insertInto('person')
      .values({ name: email.slice(0, 8), email })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (grants.length > 0) {
      await deps.db
        .insertInto('person_role')
        .values(grants.map((grant) => ({ ...grant, person_id: id })))
        .execute()
    }
    return { id, name: email.slice(0, 8), email, locale: 'en', grants }
  }

  return {
    deps,
    app,
    person,
    /** Starts working on stages, until the test ends. */
    async work(...stages: Stage[]) {
      working = await startWorking(deps, stages)
    },
  }
}

export type Office = Awaited<ReturnType<typeof openOffice>>

/** Looks until `see` gives something other than undefined, for so many seconds at most. */
export const until = async <T>(
  see: () => Promise<T | undefined | false>,
  what = 'it happens',
  seconds = 30,
): Promise<T> => {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const seen = await see()
    if (seen !== undefined && seen !== false) return seen
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
