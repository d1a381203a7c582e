import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { administrator, officer, openDesk, password } from '../support/desk.ts'

it('a person sees where they are signed in, and ends one session or all others', async () => {
  const desk = await openDesk()
  const { email, ask } = await desk.somebody('km', officer)
  const [phone, tablet] = [desk.browser({ 'user-agent': 'A phone' }), desk.browser()]
  await phone.signIn(email)
  await tablet.signIn(email)
  const list = async () => (await ask('GET', '/api/me/sessions')).json() as Record<string, unknown>[]
  const seen = await list()
  expect(seen.map(({ current }) => current)).toEqual([false, false, true])
  expect(seen[1]).toEqual({
    id: expect.any(String),
    current: false,
    userAgent: 'A phone',
    ipAddress: expect.stringMatching(/^10\.9\./),
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
  })
  expect((await ask('DELETE', `/api/me/sessions/${seen[1]!.id}`)).statusCode).toBe(204)
  expect((await phone.ask('GET', '/api/me')).statusCode).toBe(401)
  expect((await tablet.ask('GET', '/api/me')).statusCode).toBe(200)
  expect((await ask('DELETE', '/api/me/sessions')).statusCode).toBe(204)
  expect((await tablet.ask('GET', '/api/me')).statusCode).toBe(401)
  expect((await list()).map(({ current }) => current)).toEqual([true])
})

it('nobody ends the session of another', async () => {
  const desk = await openDesk()
  const [one, other] = [await desk.somebody('km', officer), await desk.somebody('en', administrator)]
  const [{ id }] = (await one.ask('GET', '/api/me/sessions')).json()
  for (const target of [id, randomUUID()]) {
    expect((await other.ask('DELETE', `/api/me/sessions/${target}`)).json().code).toBe('session-unknown')
  }
  expect((await one.ask('GET', '/api/me')).statusCode).toBe(200)
})

it('a session gets another token at each sign-in and with a new password; the old one is worth nothing', async () => {
  const desk = await openDesk()
  const { email, ask, cookies, signIn } = await desk.somebody('km', officer)
  const worth = async (tokens: (string | undefined)[]) => {
    const answers = tokens.map((token) =>
      desk.app.inject({ url: '/api/me', headers: { cookie: `bayon.session_token=${token}` } }),
    )
    return (await Promise.all(answers)).map(({ statusCode }) => statusCode)
  }
  const tokens = [cookies.get('bayon.session_token')]
  await signIn(email)
  tokens.push(cookies.get('bayon.session_token'))
  expect(await worth(tokens)).toEqual([401, 200])
  await ask('POST', '/api/auth/change-password', {
    currentPassword: password,
    newPassword: 'other words to remember',
  })
  tokens.push(cookies.get('bayon.session_token'))
  expect(new Set(tokens).size).toBe(3)
  expect(await worth(tokens)).toEqual([401, 401, 200])
})

it('attempts are counted by the address that a trusted proxy names, and by no other', async () => {
  for (const trustProxy of [['127.0.0.1'], false] as const) {
    const desk = await openDesk({ trustProxy: trustProxy && [...trustProxy] })
    const from = (client: string) =>
      desk.app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        remoteAddress: trustProxy ? '127.0.0.1' : '127.0.0.2',
        headers: { 'x-forwarded-for': client },
        payload: { email: 'nobody@office.example', password: 'guess' },
      })
    for (let attempt = 0; attempt < 10; attempt++) expect((await from('10.8.0.1')).statusCode).toBe(401)
    expect((await from('10.8.0.1')).statusCode).toBe(429)
    expect((await from('10.8.0.2')).statusCode).toBe(trustProxy ? 401 : 429)
  }
})
