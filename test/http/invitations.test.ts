import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { firstInvitation, invite } from '../../src/accounts/invite.ts'
import { text } from '../../src/i18n.ts'
import { openOffice } from '../support/office.ts'
import { form, openSession } from '../support/session.ts'

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

it('the page of a link asks, keeps what was typed, and leads in', async () => {
  const { deps, app, person } = await openDoor()
  const { email: taken } = await person()
  const link = new URL(await invite(deps, [{ role: 'publisher', locale: null }]))
  const page = await app.inject({ url: link.pathname + link.search, headers: { 'accept-language': 'ja' } })
  expect(page.body).toContain(text('ja', 'pages:invitation.lead'))
  const post = (fields: Partial<ReturnType<typeof newcomer>> & { locale?: string }) =>
    app.inject({
      method: 'POST',
      url: '/invitation',
      remoteAddress: '10.1.0.2',
      ...form({ ...newcomer(tokenOf(link.href)), locale: 'km', ...fields }),
    })
  const refusals: [Partial<ReturnType<typeof newcomer>>, number, string][] = [
    [{ email: taken }, 409, text('km', 'errors:email-taken')],
    [{ password: 'short' }, 422, text('km', 'pages:invitation.password')],
    [{ email: 'nobody' }, 422, text('km', 'pages:invitation.email')],
    [{ name: '  ' }, 422, text('km', 'pages:invitation.name')],
  ]
  for (const [fields, status, said] of refusals) {
    const again = await post(fields)
    expect(again.statusCode).toBe(status)
    expect(again.body).toMatch(new RegExp(`role="alert">[^<]*${said}`))
    expect(again.body).toContain(`value="${fields.email ?? 'new@office.example'}"`)
    expect(again.body).toContain(`value="${tokenOf(link.href)}"`)
    expect(again.body).not.toContain(password)
  }
  const entered = await post({})
  expect([entered.statusCode, entered.headers.location]).toEqual([303, '/'])
  const cookie = [entered.headers['set-cookie']]
    .flat()
    .map((one) => one!.split(';')[0])
    .join('; ')
  expect((await app.inject({ url: '/', headers: { cookie } })).body).toContain('Sok')
  const used = await app.inject({ url: link.pathname + link.search, headers: { accept: 'text/html' } })
  expect(used.statusCode).toBe(410)
  expect(used.body).toContain(text('en', 'errors:link-invalid'))
})

it('who cannot be signed in at once is told that the account stands', async () => {
  const { deps, app } = await openDoor()
  const remoteAddress = '10.1.0.3'
  const guess = { email: 'x@y.example', password: 'guess' }
  for (let attempt = 0; attempt < 11; attempt++)
    await app.inject({ method: 'POST', url: '/api/auth/sign-in/email', remoteAddress, payload: guess })
  const token = tokenOf(await invite(deps, [{ role: 'publisher', locale: null }]))
  const answer = await app.inject({
    method: 'POST',
    url: '/invitation',
    remoteAddress,
    ...form({ ...newcomer(token), locale: 'en' }),
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain(text('en', 'pages:invitation.done'))
  expect(answer.body).toContain('action="/sign-in"')
})
