import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { verifyAudit } from '../../src/audit/verify.ts'
import { createDb, createPool } from '../../src/db/client.ts'
import { knownMigrations, migrate, migrateTo } from '../../src/db/migrate.ts'
import { run } from '../support/cli.ts'
import { emptyDatabase } from '../support/database.ts'
import { earlierData } from '../support/earlier-data.ts'
import { openOffice, until } from '../support/office.ts'
import { ask } from '../support/postgres.ts'
import { submit } from '../support/release.ts'

const tablesOf = async (url: string) =>
  (
    await ask(
      url,
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'migration%'`,
    )
  ).map(({ name }) => String(name))

/** Rows that are no longer there as they were; columns that came later do not count. */
const lostOf = async (url: string) => {
  const lost: unknown[] = []
  for (const table of await tablesOf(url))
    lost.push(
      ...(await ask(
        url,
        `select "table", row from kept.rows k where "table" = '${table}'
           and not exists (select from ${table} t where to_jsonb(t) @> k.row)`,
      )),
    )
  return lost
}

const names = await knownMigrations()

describe('an upgrade', () => {
  it.each(names.slice(1))('from the schema of %s keeps every row, and the office goes on', async (name) => {
    const url = await emptyDatabase()
    const pool = createPool(url)
    await migrateTo(createDb(pool), name)
    for (const [since, statements] of Object.entries(earlierData))
      if (since <= name) await ask(url, statements)
    await ask(url, 'create schema kept')
    await ask(url, 'create table kept.rows ("table" text, row jsonb)')
    for (const table of await tablesOf(url))
      await ask(url, `insert into kept.rows select '${table}', to_jsonb(t) from ${table} t`)
    const before = await ask(url, 'select count(*)::int as n from kept.rows')
    expect(Number(before[0]!.n)).toBeGreaterThan(name < '0009' ? 5 : 50)

    expect(await migrate(pool)).toEqual(names.filter((one) => one > name))
    await pool.end()
    expect(await lostOf(url)).toEqual([])
    const office = await openOffice({ settings: { databaseUrl: url } })
    expect(await verifyAudit(office.deps.db)).toMatchObject({ whole: true })
    await submit(office, await office.person({ role: 'press-officer', locale: null }), { slug: 'visitors' })
    if (name < '0009') return
    await office.work('translate', 'review')
    await until(async () => {
      const rows = await office.deps.db.selectFrom('translation').select('status').execute()
      return rows.length === 5 && rows.every(({ status }) => ['in-review', 'approved'].includes(status))
    }, 'what the old programs left and what is new moves on')
  })

  it('runs once, however many processes start at once', async () => {
    const url = await emptyDatabase()
    const pools = Array.from({ length: 4 }, () => createPool(url))
    onTestFinished(async () => {
      await Promise.all(pools.map((pool) => pool.end()))
    })
    const env = { DATABASE_URL: url, SECRET: 'a secret for tests alone, 32 characters' }
    const [command, ...ran] = await Promise.all([run(['migrate'], { env }), ...pools.map(migrate)])
    expect(command).toMatchObject({ code: 0, err: '' })
    const told = [...ran, command.out.match(/^\d{4}-\S+$/gm) ?? []]
    expect(told.filter((one) => one.length > 0)).toEqual([names])
  })

  it('leaves old processes at work, also those that start after it', async () => {
    const office = await openOffice()
    await sql`create table newer (id integer); insert into migration values ('9999-newer', '2999')`.execute(
      office.deps.db,
    )
    const pool = createPool(office.deps.config.databaseUrl)
    expect(await migrate(pool)).toEqual([])
    await pool.end()
    await submit(office, await office.person({ role: 'press-officer', locale: null }))
    const env = {
      DATABASE_URL: office.deps.config.databaseUrl,
      SECRET: 'a secret for tests alone, 32 characters',
    }
    expect(await run(['audit', 'verify'], { env })).toMatchObject({ code: 0 })
  })
})
