import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openOffice, until } from '../support/office.ts'
import { openSession } from '../support/session.ts'

it('whoever comes when everybody waits is told to come again, and the others get their answers', async () => {
  const office = await openOffice()
  const ask = await openSession(office, await office.person({ role: 'press-officer', locale: null }))
  const locked = Promise.withResolvers<void>()
  const open = Promise.withResolvers<void>()
  const holding = office.deps.db.transaction().execute(async (trx) => {
    await sql`lock table person in access exclusive mode`.execute(trx)
    locked.resolve()
    await open.promise
  })
  await locked.promise
  // inject begins when it is waited for.
  const waiting = Array.from({ length: 400 }, async () => await ask('GET', '/api/me'))
  await until(async () => (await ask('GET', '/health')).statusCode === 503, 'every turn is taken')
  const refused = await ask('GET', '/api/me')
  expect(refused.statusCode).toBe(503)
  expect(refused.headers['retry-after']).toBe('2')
  expect(refused.json()).toMatchObject({ code: 'overloaded' })
  open.resolve()
  await holding
  const answers = await Promise.all(waiting)
  expect([...new Set(answers.map(({ statusCode }) => statusCode))]).toEqual([200])
  expect((await ask('GET', '/api/me')).statusCode, 'there is room again').toBe(200)
})

it('a database that is gone for a moment is 503 with a time to come again, and not a fault', async () => {
  const office = await openOffice({ settings: { databaseUrl: 'postgresql://nobody@127.0.0.1:1/nothing' } })
  for (const url of ['/news', '/api/standstill']) {
    const answer = await office.app.inject({ url, headers: { authorization: 'Bearer bayon_nothing' } })
    expect(answer.statusCode, url).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
  }
  const signedIn = await office.app.inject({
    url: '/api/me',
    headers: { authorization: 'Bearer a-token-of-a-session' },
  })
  expect(signedIn.statusCode).toBe(503)
  expect((await office.app.inject('/health')).statusCode).toBe(200)
  expect((await office.app.inject('/ready')).json()).toMatchObject({ ready: false, database: false })
})
