import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { firstInvitation, invite } from '../../src/accounts/invite.ts'
import { openOffice } from '../support/office.ts'
import { openSession } from '../support/session.ts'

const password = 'a few words that I remember'
const newcomer = (token: string, email = 'new@office.example') => ({ token, name: 'Sok', email, password })
const tokenOf = (link: string) => new URL(link).searchParams.get('token')!

const openDoor = async () => {
  const office = await openOffice()
  const accept = (body: object) =>
    office.app.inject({ method: 'POST', url: '/api/invitations/acceptance', payload: body })
  return { ...office, accept }
}

it('a link lets one person in, once, with the roles that the administrator gave', async () => {
  const { deps, app, person, accept } = await openDoor()
  const administrator = await openSession(
    { deps, app },
    await person({ role: 'administrator', locale: null }),
  )
  const grants = [
    { role: 'translator', locale: 'km' },
    { role: 'publisher', locale: null },
  ]
  const made = await administrator('POST', '/api/invitations', { grants })
  const token = tokenOf(made.json().url)
  expect((await accept(newcomer(token))).statusCode).toBe(201)
  expect((await accept(newcomer(token, 'second@office.example'))).json()).toMatchObject({
    status: 410,
    code: 'link-invalid',
  })
  const entered = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    remoteAddress: '10.1.0.1',
    payload: { email: 'new@office.example', password },
  })
  const me = await app.inject({
    url: '/api/me',
    headers: { authorization: `Bearer ${entered.headers['set-auth-token']}` },
  })
  expect(me.json()).toMatchObject({ name: 'Sok', grants: expect.arrayContaining(grants) })
})

it('two who take one link up at once: one comes in', async () => {
  const { deps, accept } = await openDoor()
  const token = tokenOf(await invite(deps, [{ role: 'publisher', locale: null }]))
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((name) => accept(newcomer(token, `${name}@office.example`))),
  )
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 410, 410])
  expect(await deps.db.selectFrom('person').select('id').execute()).toHaveLength(1)
})

it('a link ends after seven days, and the database holds no word of it', async () => {
  const { deps, accept } = await openDoor()
  const token = tokenOf(await invite(deps, [{ role: 'publisher', locale: null }]))
  const kept = await deps.db.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()
  expect(kept.token_sha256).toEqual(createHash('sha256').update(token).digest())
  expect(JSON.stringify(kept)).not.toContain(token)
  expect(Math.round((kept.expires_at.getTime() - Date.now()) / 3_600_000)).toBe(7 * 24)
  await deps.db
    .updateTable('invitation')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .execute()
  expect((await accept(newcomer(token))).json().code).toBe('link-invalid')
})

it('an address that is taken does not use the link up', async () => {
  const { deps, person, accept } = await openDoor()
  const { email } = await person()
  const token = tokenOf(await invite(deps, [{ role: 'publisher', locale: null }]))
  expect((await accept(newcomer(token, email.toUpperCase()))).json()).toMatchObject({
    status: 409,
    code: 'email-taken',
  })
  expect((await accept(newcomer(token))).statusCode).toBe(201)
})

it('the first administrator’s link replaces earlier ones, and there is none once somebody is', async () => {
  const { deps, accept } = await openDoor()
  const [first, second] = [await firstInvitation(deps), await firstInvitation(deps)]
  expect((await accept(newcomer(tokenOf(first!)))).json().code).toBe('link-invalid')
  expect((await accept(newcomer(tokenOf(second!)))).statusCode).toBe(201)
  expect(await firstInvitation(deps)).toBeNull()
})
