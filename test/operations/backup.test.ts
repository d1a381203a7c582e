import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { makeInvitation } from '../../src/accounts/invite.ts'
import type { Person } from '../../src/accounts/permissions.ts'
import { verifyAudit } from '../../src/audit/verify.ts'
import { createDb, createPool } from '../../src/db/client.ts'
import { migrateTo } from '../../src/db/migrate.ts'
import { openQueues } from '../../src/jobs/queue.ts'
import { deliverDispatch } from '../../src/mailing/deliver.job.ts'
import { moveDispatch } from '../../src/mailing/dispatch.ts'
import { signingKey } from '../../src/newsroom/keys.ts'
import { freshFolder, run } from '../support/cli.ts'
import { emptyDatabase } from '../support/database.ts'
import { openMailRoom } from '../support/mail-room.ts'
import { openOffice, until } from '../support/office.ts'
import { ask } from '../support/postgres.ts'
import { submit } from '../support/release.ts'
import { signIn } from '../support/session.ts'

const SECRET = 'a secret for tests alone, 32 characters'

/** Every table's rows as one hash, but for those of some tables. */
const contentOf = async (url: string, but: string[]) => {
  const tables = await ask(
    url,
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const content: Record<string, unknown> = {}
  for (const { name } of tables) {
    if (but.includes(String(name))) continue
    const [row] = await ask(
      url,
      `select count(*)::int as rows, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as hash from ${name} t`,
    )
    content[String(name)] = row
  }
  return content
}

/** A backup of a database, made by the command. */
const backUp = async (url: string) => {
  const file = join(await freshFolder(), 'bayon.backup')
  const made = await run(['backup', file], {
    env: { DATABASE_URL: url, SECRET, OFFICE_TIME_ZONE: 'Asia/Tokyo' },
  })
  expect(made).toMatchObject({ code: 0, err: '' })
  return file
}

const restore = async (file: string, url: string, secret = SECRET) =>
  run(['restore', file], { env: { DATABASE_URL: url, SECRET: secret } })

it('a whole office comes back elsewhere, row for row, and sends nothing until an administrator says so', async () => {
  const room = await openMailRoom()
  await room.render('en+km')
  await room.list(['en', 'km'], 'a', 'b', 'c')
  const dispatch = await room.order()
  const key = await signingKey(room.deps)
  const administrator = await room.office.person({ role: 'administrator', locale: null })
  const newcomer = 'newcomer@office.example'
  await makeInvitation(room.deps, administrator.id, { grants: [], email: newcomer })
  await submit(room.office, room.team.officer, { slug: 'visitors' })
  const url = room.deps.config.databaseUrl
  const file = await backUp(url)
  expect((await stat(file)).mode & 0o777, 'nobody else may read it').toBe(0o600)

  const elsewhere = await emptyDatabase()
  expect(await restore(file, elsewhere)).toMatchObject({ code: 0, err: '' })
  // What the copy says of itself: that it stands still, and what that stopped.
  const own = ['standstill', 'dispatch', 'audit_event', 'audit_head', 'migration', 'migration_lock']
  expect(await contentOf(elsewhere, own)).toEqual(await contentOf(url, own))
  const before = await ask(url, 'select seq, sha256 from audit_event order by seq')
  expect(
    (await ask(elsewhere, 'select seq, sha256 from audit_event order by seq')).slice(0, before.length),
  ).toEqual(before)

  const { smtpUrl } = room.deps.config
  const copy = await openOffice({ settings: { databaseUrl: elsewhere, smtpUrl, gatherMinutes: 0 } })
  expect(await verifyAudit(copy.deps.db)).toMatchObject({ whole: true })
  expect((await signingKey(copy.deps)).id).toBe(key.id)
  expect((await room.look(dispatch)).status).toBe('frozen')
  const standing = await copy.deps.db.selectFrom('dispatch').select('status').execute()
  expect(standing).toEqual([{ status: 'paused' }])

  // Its rules are on again, and its numbers go on.
  await expect(sql`delete from delivery`.execute(copy.deps.db)).rejects.toThrow(/not allowed/)
  await submit(copy, room.team.officer, { slug: 'delegates' })

  await copy.work('translate', 'review', 'mail')
  await moveDispatch(copy.deps, room.team.publisher.id, dispatch, 'resume')
  await until(async () => {
    const told = await copy.deps.db.selectFrom('notification').select('status').execute()
    return told.length > 0
  }, 'all other work goes on, until there is something to tell')
  const waiting = await copy.deps.db.selectFrom('outbox').select('job').distinct().execute()
  expect(waiting.map(({ job }) => job).sort()).toEqual(
    expect.arrayContaining(['deliver-dispatch', 'send-letter']),
  )
  // Whatever a queue remembers from before: no job gets round it.
  const queues = openQueues(copy.deps)
  await queues.add([{ job: 'deliver-dispatch', id: dispatch }])
  await queues.close()
  await expect(deliverDispatch.run(copy.deps, dispatch)).rejects.toThrow(/standstill/)
  expect(room.server.taken).toEqual([])

  const asks = async (method: 'GET' | 'DELETE', person: Person) =>
    copy.app.inject({ method, url: '/api/standstill', headers: await signIn(copy, person) })
  expect((await asks('GET', administrator)).json()).toMatchObject({ standstill: { reason: 'restored' } })
  expect((await asks('DELETE', room.team.officer)).statusCode).toBe(403)
  expect((await asks('DELETE', administrator)).statusCode).toBe(204)
  await until(async () => room.server.taken.some((mail) => mail.includes(newcomer)), 'letters leave')
  await until(async () => (await room.recipients()).filter(Boolean).length === 3, 'the dispatch leaves')
  expect(room.recipients().filter(Boolean)).toEqual(['a', 'b', 'c'])
  expect((await asks('DELETE', administrator)).json()).toMatchObject({ code: 'no-standstill' })
  expect(await verifyAudit(copy.deps.db)).toMatchObject({ whole: true })
})

it('a damaged backup is refused, and leaves the database empty', async () => {
  const office = await openOffice()
  await office.person({ role: 'administrator', locale: null })
  const file = await backUp(office.deps.config.databaseUrl)
  const whole = await readFile(file)
  const lines = gunzipSync(whole).toString('utf8')
  const elsewhere = await emptyDatabase()
  const damage: Record<string, Buffer> = {
    'cut off': whole.subarray(0, whole.length - 40),
    'a flipped bit': Buffer.from(whole.map((byte, at) => (at === whole.length >> 1 ? byte ^ 4 : byte))),
    'a changed row': gzipSync(lines.replace('"administrator"', '"publisher"')),
    'a row lost': gzipSync(lines.replace(/^\{"person_id".*\n/m, '')),
    'its end lost': gzipSync(lines.slice(0, lines.indexOf('#end'))),
    'something added': gzipSync(`${lines}{}\n`),
    'nothing in it': gzipSync(''),
    'no backup': Buffer.from('a press release'),
  }
  for (const [what, bytes] of Object.entries(damage)) {
    await writeFile(file, bytes)
    const { code, err } = await restore(file, elsewhere)
    expect({ what, code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not a whole backup'),
    })
    expect(await ask(elsewhere, `select 1 from pg_tables where schemaname = 'public'`), what).toEqual([])
  }
  await writeFile(file, whole)
  expect(await restore(file, elsewhere, 'another secret, with its 32 characters')).toMatchObject({
    code: 1,
    err: expect.stringContaining('another SECRET'),
  })
  const settings = await run(['restore', file, '--settings'], { env: {} })
  expect(settings.out).toContain(`SECRET=${SECRET}\n`)
  expect(settings.out).toContain('OFFICE_TIME_ZONE=Asia/Tokyo\n')
  expect(await restore(file, elsewhere)).toMatchObject({ code: 0 })
  expect(await restore(file, elsewhere)).toMatchObject({ code: 1, err: expect.stringContaining('not empty') })
})

it('a backup of an earlier schema comes back in the newest', async () => {
  const old = await emptyDatabase()
  const pool = createPool(old)
  await migrateTo(createDb(pool), '0012-api-keys')
  await pool.end()
  await ask(old, `insert into person (name, email) values ('Sok Dara', 'dara@office.example')`)
  const file = await backUp(old)
  expect(await ask(old, `select max(name) as last from migration`), 'a backup changes nothing').toEqual([
    { last: '0012-api-keys' },
  ])
  const elsewhere = await emptyDatabase()
  expect(await restore(file, elsewhere)).toMatchObject({ code: 0, err: '' })
  const copy = await openOffice({ settings: { databaseUrl: elsewhere } })
  const team = await copy.deps.db.selectFrom('person').select(['name', 'email']).execute()
  expect(team).toEqual([{ name: 'Sok Dara', email: 'dara@office.example' }])
  await submit(copy, await copy.person({ role: 'press-officer', locale: null }))
})
