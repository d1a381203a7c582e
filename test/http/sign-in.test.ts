import { describe, expect, it } from 'vitest'
import { acceptInvitation, invite } from '../../src/accounts/invite.ts'
import { text } from '../../src/i18n.ts'
import { openOffice } from '../support/office.ts'

const password = 'a few words that I remember'
const email = 'sophea@office.example'

const openDesk = async () => {
  const office = await openOffice()
  const link = new URL(await invite(office.deps, [{ role: 'publisher', locale: null }]))
  const token = link.searchParams.get('token')!
  await acceptInvitation(office.deps, { token, name: 'Sophea', email, password, locale: 'km' })
  const from =
    (remoteAddress: string) =>
    (credentials: object, headers: Record<string, string> = {}) =>
      office.app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: credentials,
        remoteAddress,
        headers,
      })
  const me = (headers: Record<string, string>) =>
    office.app.inject({ method: 'GET', url: '/api/me', headers })
  return { ...office, from, me }
}

const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie']]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .join('; ')

// Attempts are counted by address across the process: each test comes from one of its own.
describe('signing in', () => {
  it('gives a cookie to a browser and a token to a program, until signing out', async () => {
    const { app, from, me } = await openDesk()
    const answer = await from('10.0.0.1')({ email: email.toUpperCase(), password })
    expect(answer.statusCode).toBe(204)
    const setCookie = String([answer.headers['set-cookie']].flat()[0])
    expect(setCookie).toMatch(/^bayon\.session_token=/)
    expect(setCookie).toMatch(/HttpOnly/)
    expect(setCookie).toMatch(/SameSite=Lax/)
    const cookie = { cookie: cookieOf(answer) }
    const bearer = { authorization: `Bearer ${answer.headers['set-auth-token']}` }
    for (const headers of [cookie, bearer]) {
      expect((await me(headers)).json()).toMatchObject({ name: 'Sophea', email, locale: 'km' })
    }
    await app.inject({ method: 'POST', url: '/api/auth/sign-out', headers: bearer })
    for (const headers of [cookie, bearer]) expect((await me(headers)).statusCode).toBe(401)
  })

  it('answers a wrong password and an unknown address alike, word for word', async () => {
    const { from } = await openDesk()
    const signIn = from('10.0.0.2')
    const wrong = await signIn({ email, password: 'not the password' }, { 'accept-language': 'ja' })
    const unknown = await signIn({ email: 'nobody@office.example', password }, { 'accept-language': 'ja' })
    expect(wrong.json()).toMatchObject({ status: 401, code: 'credentials-wrong' })
    expect(wrong.json().detail).toBe(text('ja', 'errors:credentials-wrong'))
    expect({ ...unknown.json(), instance: '' }).toEqual({ ...wrong.json(), instance: '' })
    expect(wrong.headers['set-cookie']).toBeUndefined()
  })

  it('is refused after ten attempts from one address, whatever the client says where it comes from', async () => {
    const { from } = await openDesk()
    const signIn = from('10.0.0.3')
    for (let attempt = 0; attempt < 10; attempt++) {
      const spoofed = {
        'x-forwarded-for': `192.0.2.${attempt}`,
        'x-bayon-client-address': `192.0.2.${attempt}`,
      }
      expect((await signIn({ email, password: 'guess' }, spoofed)).statusCode).toBe(401)
    }
    const refused = await signIn({ email, password })
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await from('10.0.0.4')({ email, password })).statusCode).toBe(204)
  })

  it('ends with the password: a change ends every other session', async () => {
    const { app, from, me } = await openDesk()
    const bearer = async () => ({
      authorization: `Bearer ${(await from('10.0.0.5')({ email, password })).headers['set-auth-token']}`,
    })
    const [mine, other] = [await bearer(), await bearer()]
    const change = (currentPassword: string) =>
      app.inject({
        method: 'POST',
        url: '/api/auth/change-password',
        headers: mine,
        payload: { currentPassword, newPassword: 'other words to remember' },
        remoteAddress: '10.0.0.5',
      })
    expect((await change('wrong')).json()).toMatchObject({ status: 401, code: 'credentials-wrong' })
    expect((await me(other)).statusCode).toBe(200)
    expect((await change(password)).statusCode).toBe(204)
    expect((await me(other)).statusCode).toBe(401)
    expect((await from('10.0.0.5')({ email, password })).statusCode).toBe(401)
  })

  it('is not where people make accounts, and none of the library’s other doors is open', async () => {
    const { app } = await openDesk()
    for (const url of [
      'sign-up/email',
      'update-user',
      'delete-user',
      'change-email',
      'sign-in/social',
      'request-password-reset',
    ]) {
      const answer = await app.inject({
        method: 'POST',
        url: `/api/auth/${url}`,
        payload: { email: 'new@office.example', password, name: 'New' },
      })
      expect(answer.json().code).toBe('not-found')
    }
  })

  it('knows a session that has run out, a forged token and a person who is gone', async () => {
    const { deps, from, me } = await openDesk()
    const { headers } = await from('10.0.0.6')({ email, password })
    const token = String(headers['set-auth-token'])
    const forged = `${token.slice(0, -4)}${token.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`
    expect((await me({ authorization: `Bearer ${forged}` })).statusCode).toBe(401)
    expect((await me({ cookie: `bayon.session_token=${forged}` })).statusCode).toBe(401)
    await deps.db
      .updateTable('session')
      .set({ expires_at: new Date(0) })
      .execute()
    expect((await me({ authorization: `Bearer ${token}` })).statusCode).toBe(401)
  })
})
