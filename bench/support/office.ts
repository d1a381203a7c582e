import { randomUUID } from 'node:crypto'
import type { Grant, Person } from '../../src/accounts/permissions.ts'
import { loadConfig } from '../../src/config.ts'
import { createPool } from '../../src/db/client.ts'
import { startTemporaryPostgres } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createDeps, type Deps } from '../../src/deps.ts'
import { locales } from '../../src/language/model.ts'

/** An office on fresh parts, durable as in earnest, with the people who act in the benchmarks. Close it. */
export const openOffice = async (settings: Partial<Deps['config']>) => {
  const server = await startTemporaryPostgres({ durable: true })
  const pool = createPool(server.url)
  await migrate(pool)
  await pool.end()
  const deps = createDeps({
    ...loadConfig({}),
    databaseUrl: server.url,
    secret: 'a secret for benchmarks, 32 characters',
    queuePrefix: randomUUID(),
    logLevel: 'error',
    ...settings,
  })

  const person = async (...grants: Grant[]): Promise<Person> => {
    const [name, email] = ['Somebody', `${randomUUID()}@office.example`]
    const { id } = await deps.db
      .insertInto('person')
      .values({ name, email })
      .returning('id')
      .executeTakeFirstOrThrow()
    await deps.db
      .insertInto('person_role')
      .values(grants.map((grant) => ({ ...grant, person_id: id })))
      .execute()
    return { id, name, email, locale: 'en', grants }
  }

  return {
    deps,
    officer: await person({ role: 'press-officer', locale: null }),
    translator: await person(...locales.map((locale) => ({ role: 'translator', locale }) as const)),
    reviewer: await person(...locales.map((locale) => ({ role: 'reviewer', locale }) as const)),
    publisher: await person({ role: 'publisher', locale: null }),
    async close() {
      await deps.close()
      await server.stop()
    },
  }
}

export type Office = Awaited<ReturnType<typeof openOffice>>
