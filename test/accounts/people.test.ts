import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { text } from '../../src/i18n.ts'
import { administrator, officer, openDesk, password } from '../support/desk.ts'
import { until } from '../support/office.ts'
import { submit } from '../support/release.ts'

const reviewer = { role: 'reviewer', locale: 'km' } as const

it('colleagues see who is here; an administrator sees everything, and who is gone', async () => {
  const desk = await openDesk()
  const [boss, press, gone] = [
    await desk.somebody('en', administrator),
    await desk.somebody('km', officer, reviewer),
    await desk.somebody('ja', officer),
  ]
  await boss.ask('POST', `/api/people/${gone.id}/deactivation`)
  expect((await press.ask('GET', '/api/people')).json()).toEqual([
    { id: boss.id, name: 'Somebody 1', locale: 'en', grants: [administrator] },
    { id: press.id, name: 'Somebody 2', locale: 'km', grants: [officer, reviewer] },
  ])
  const all = (await boss.ask('GET', '/api/people')).json()
  expect(all.map((person: { id: string }) => person.id)).toEqual([boss.id, press.id, gone.id])
  expect(all[2]).toEqual({
    id: gone.id,
    name: 'Somebody 3',
    locale: 'ja',
    grants: [officer],
    email: gone.email,
    twoFactor: false,
    createdAt: expect.any(String),
    deactivatedAt: expect.any(String),
  })
})

it('an administrator changes roles, and only what changed is on the record', async () => {
  const desk = await openDesk()
  const boss = await desk.somebody('en', administrator)
  const press = await desk.somebody('km', officer)
  const before = (await desk.decisions('person_role')).length
  const give = (grants: object[]) => boss.ask('PUT', `/api/people/${press.id}/grants`, { grants })
  expect((await give([{ role: 'reviewer', locale: null }])).statusCode).toBe(400)
  expect((await give([officer, reviewer, reviewer])).statusCode).toBe(204)
  expect((await press.ask('GET', '/api/me')).json().grants).toEqual(
    expect.arrayContaining([officer, reviewer]),
  )
  expect((await give([reviewer])).statusCode).toBe(204)
  expect((await press.ask('POST', '/api/releases', { text: 'x', locales: ['km'] })).json().code).toBe(
    'not-allowed',
  )
  expect((await desk.decisions('person_role')).slice(before)).toEqual([
    ['role-granted', boss.id],
    ['role-revoked', boss.id],
  ])
  const nobody = await boss.ask('PUT', `/api/people/${randomUUID()}/grants`, { grants: [] })
  expect(nobody.statusCode).toBe(404)
})

it('the last administrator stays one, however it is tried', async () => {
  const desk = await openDesk()
  const [one, two] = [await desk.somebody('en', administrator), await desk.somebody('en', administrator)]
  const outOfOffice = [
    await one.ask('PUT', `/api/people/${two.id}/grants`, { grants: [officer] }),
    await one.ask('PUT', `/api/people/${one.id}/grants`, { grants: [] }),
    await one.ask('POST', `/api/people/${one.id}/deactivation`),
  ]
  expect(outOfOffice.map((answer) => (answer.body ? answer.json().code : answer.statusCode))).toEqual([
    204,
    'last-administrator',
    'last-administrator',
  ])
  await expect(desk.deps.db.deleteFrom('person_role').execute()).rejects.toThrow('last-administrator')
})

it('two administrators who put each other out at once: one stays', async () => {
  const desk = await openDesk()
  const { db } = desk.deps
  const [one, two] = [await desk.person(administrator), await desk.person(administrator)]
  const first = await db.startTransaction().execute()
  await first.updateTable('person').set({ deactivated_at: new Date() }).where('id', '=', one.id).execute()
  const second = db.deleteFrom('person_role').where('person_id', '=', two.id).execute()
  const refused = expect(second).rejects.toThrow('last-administrator')
  await until(async () => {
    const { rows } = await sql`
      select from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and not l.granted`.execute(db)
    return rows.length > 0
  }, 'the second waits')
  await first.commit().execute()
  await refused
})

it('who is deactivated is out at once and stays out, until they are let in again', async () => {
  const desk = await openDesk()
  const boss = await desk.somebody('en', administrator)
  const press = await desk.somebody('km', officer)
  const act = (what: string) => boss.ask('POST', `/api/people/${press.id}/${what}`)
  expect((await act('deactivation')).statusCode).toBe(204)
  expect((await press.ask('GET', '/api/me')).statusCode).toBe(401)
  expect((await press.signIn(press.email)).json()).toMatchObject({ status: 403, code: 'person-deactivated' })
  expect((await press.signIn(press.email, 'wrong')).json().code).toBe('credentials-wrong')
  expect((await act('deactivation')).json().code).toBe('status-conflict')
  expect((await act('reactivation')).statusCode).toBe(204)
  expect((await press.ask('GET', '/api/me')).statusCode).toBe(401)
  expect((await press.signIn(press.email)).statusCode).toBe(204)
  expect(await desk.decisions('person')).toEqual([
    ['person-deactivated', boss.id],
    ['person-reactivated', boss.id],
  ])
})

it('nothing is given to do to who is deactivated, and nobody can turn to them', async () => {
  const desk = await openDesk()
  const [here, gone] = [await desk.person(reviewer), await desk.person(reviewer)]
  const boss = await desk.somebody('en', administrator)
  await boss.ask('POST', `/api/people/${gone.id}/deactivation`)
  await submit(desk, await desk.person(officer), { slug: 'guests' })
  await desk.work('translate', 'review')
  const assigned = await until(async () => {
    const rows = await desk.deps.db
      .selectFrom('assignment')
      .select('person_id')
      .where('role', '=', 'reviewer')
      .execute()
    return rows.length > 0 && rows
  }, 'somebody is assigned')
  expect(assigned).toEqual([{ person_id: here.id }])
})

it('a session that slipped in is worth nothing to who is deactivated', async () => {
  const desk = await openDesk()
  const press = await desk.somebody('km', officer)
  await desk.deps.db
    .updateTable('person')
    .set({ deactivated_at: new Date() })
    .where('id', '=', press.id)
    .execute()
  const token = 'a token that a sign-in made in the same moment'
  await desk.deps.db
    .insertInto('session')
    .values({ person_id: press.id, token, expires_at: new Date(Date.now() + 3_600_000) })
    .execute()
  const answer = await desk.app.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } })
  expect(answer.statusCode).toBe(401)
})

it('a person changes their own name and language, and nothing else', async () => {
  const desk = await openDesk()
  const press = await desk.somebody('km', officer)
  const change = (body: object) => press.ask('PATCH', '/api/me', body)
  expect((await change({ name: 'សុខ', locale: 'ja', email: 'boss@office.example' })).statusCode).toBe(204)
  expect((await press.ask('GET', '/api/me')).json()).toMatchObject({
    name: 'សុខ',
    locale: 'ja',
    email: press.email,
  })
  expect((await change({ name: ' ' })).statusCode).toBe(400)
  expect((await change({ locale: 'fr' })).json().detail).toMatch(/[ぁ-ん]/)
  expect((await change({})).statusCode).toBe(204)
})

it('an invitation goes by mail in the language chosen, and lets in whom it was mailed to', async () => {
  const desk = await openDesk()
  await desk.work('review')
  const boss = await desk.somebody('en', administrator)
  const email = 'New@office.example'
  const made = await boss.ask('POST', '/api/invitations', { grants: [reviewer], email, locale: 'km' })
  expect(made.statusCode).toBe(201)
  const [mail] = await desk.mails('new@office.example')
  expect(mail!.subject).toBe(text('km', 'notices:invitation.subject'))
  expect(mail!.text).toContain(made.json().url)
  const token = new URL(made.json().url).searchParams.get('token')!
  const accepted = await desk
    .browser()
    .ask('POST', '/api/invitations/acceptance', { token, name: 'New', email, password })
  expect(accepted.statusCode).toBe(201)
  const { email_verified } = await desk.deps.db
    .selectFrom('person')
    .select('email_verified')
    .where('id', '=', accepted.json().id)
    .executeTakeFirstOrThrow()
  expect(email_verified).toBe(true)
  const again = await boss.ask('POST', '/api/invitations', { grants: [reviewer], email })
  expect(again.json().code).toBe('email-taken')
})

it('open invitations are listed, can be taken back, and each of it is on the record', async () => {
  const desk = await openDesk()
  const boss = await desk.somebody('en', administrator)
  const before = (await desk.decisions('invitation')).length
  const make = async (grants: object[]) => (await boss.ask('POST', '/api/invitations', { grants })).json()
  const [first, second] = [await make([officer]), await make([reviewer])]
  const list = async () => (await boss.ask('GET', '/api/invitations')).json()
  expect(await list()).toEqual([
    expect.objectContaining({ id: second.id, grants: [reviewer], email: null, mail: null }),
    expect.objectContaining({ id: first.id, grants: [officer] }),
  ])
  expect(Date.parse((await list())[0].expiresAt) - Date.parse((await list())[0].createdAt)).toBe(
    7 * 86_400_000,
  )
  const accept = (url: string) =>
    desk.browser().ask('POST', '/api/invitations/acceptance', {
      token: new URL(url).searchParams.get('token'),
      name: 'New',
      email: 'new@office.example',
      password,
    })
  expect((await boss.ask('DELETE', `/api/invitations/${first.id}`)).statusCode).toBe(204)
  expect((await boss.ask('DELETE', `/api/invitations/${first.id}`)).json().code).toBe('invitation-unknown')
  expect((await accept(first.url)).json().code).toBe('link-invalid')
  const { id } = (await accept(second.url)).json()
  expect(await list()).toEqual([])
  expect((await desk.decisions('invitation')).slice(before)).toEqual([
    ['invitation-made', boss.id],
    ['invitation-made', boss.id],
    ['invitation-revoked', boss.id],
    ['invitation-accepted', id],
  ])
})
