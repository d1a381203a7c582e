import { expect, it } from 'vitest'
import { invite } from '../../src/accounts/invite.ts'
import { administrator, officer, openDesk } from '../support/desk.ts'
import { type Claims, startOidc } from '../support/oidc.ts'

const openDoor = async () => {
  const provider = await startOidc()
  const desk = await openDesk({ oidc: provider.settings })
  const claimsOf = (email: string, more: Partial<Claims> = {}): Claims => ({
    sub: `subject of ${email}`,
    email,
    email_verified: true,
    name: 'Sophea',
    ...more,
  })
  /** Goes to the provider and comes back. */
  const enter = async (claims: Claims, body: object = {}, browser = desk.browser()) => {
    const begun = await browser.ask('POST', '/api/auth/sign-in/oidc', body)
    expect(begun.statusCode).toBe(200)
    const path = provider.authorize(begun.json().url, claims)
    const back = await browser.ask('GET', path)
    expect(back.statusCode).toBe(303)
    const me = await browser.ask('GET', '/api/me')
    return { ...browser, path, to: back.headers.location, me: me.statusCode === 200 ? me.json() : null }
  }
  const tokenFor = async () => new URL(await invite(desk.deps, [officer])).searchParams.get('token')!
  const people = async () =>
    (await desk.deps.db.selectFrom('person').select('email').orderBy('email').execute()).map(
      ({ email }) => email,
    )
  return { ...desk, provider, claimsOf, enter, tokenFor, people }
}

it('the ways to sign in are told: a password, and the provider where one is set', async () => {
  const { browser } = await openDoor()
  const told = async (ask: ReturnType<typeof browser>['ask']) => (await ask('GET', '/api/auth/ways')).json()
  expect(await told(browser().ask)).toEqual({ password: true, oidc: { name: 'The ministry' } })
  const without = await openDesk()
  expect(await told(without.browser().ask)).toEqual({ password: true, oidc: null })
  const begun = await without.browser().ask('POST', '/api/auth/sign-in/oidc', {})
  expect(begun.json()).toMatchObject({ status: 404, code: 'oidc-off' })
})

it('nobody comes in whom nobody invited', async () => {
  const { claimsOf, enter, people } = await openDoor()
  const { to, me } = await enter(claimsOf('stranger@office.example'))
  expect([to, me]).toEqual(['/sign-in?refusal=oidc-stranger', null])
  expect(await people()).toEqual([])
})

it('who holds an invitation comes in by it, once, with its roles; afterwards without', async () => {
  const { claimsOf, enter, tokenFor, people, deps } = await openDoor()
  const invitation = await tokenFor()
  const first = await enter(claimsOf('New@office.example', { sub: 'one' }), {
    invitation,
    next: '/releases?locale=km',
  })
  expect(first.to).toBe('/releases?locale=km')
  expect(first.me).toMatchObject({
    name: 'Sophea',
    email: 'new@office.example',
    grants: [officer],
    password: false,
  })
  const again = await enter(claimsOf('new@office.example', { sub: 'one' }))
  expect([again.to, again.me.id]).toEqual(['/', first.me.id])
  const second = await enter(claimsOf('second@office.example'), { invitation })
  expect(second.to).toBe('/sign-in?refusal=oidc-stranger')
  expect(await people()).toEqual(['new@office.example'])
  const accounts = await deps.db.selectFrom('account').selectAll().execute()
  expect(accounts).toHaveLength(1)
  expect(accounts[0]).toMatchObject({ access_token: null, id_token: null, refresh_token: null })
})

it('who is here is linked at the first use, if both sides have proven the address', async () => {
  const { claimsOf, enter, somebody, deps } = await openDoor()
  const { id, email } = await somebody('km', officer)
  expect((await enter(claimsOf(email))).to).toBe('/sign-in?refusal=oidc-not-linked')
  await deps.db.updateTable('person').set({ email_verified: true }).where('id', '=', id).execute()
  expect((await enter(claimsOf(email, { email_verified: false }))).to).toBe(
    '/sign-in?refusal=oidc-not-linked',
  )
  expect((await enter(claimsOf(email))).me).toMatchObject({ id, name: 'Somebody 1', grants: [officer] })
  // Linked: the provider's name for the person counts from now on, not the address.
  const moved = claimsOf('moved@office.example', { sub: `subject of ${email}` })
  expect((await enter(moved)).me).toMatchObject({ id, email })
  const heir = claimsOf(email, { sub: 'somebody else who has the address now' })
  expect((await enter(heir)).to).toBe('/sign-in?refusal=oidc-failed')
})

it('who has a password too leaves the provider, and may come by it anew; who has none keeps the one way in', async () => {
  const { claimsOf, enter, somebody, tokenFor, deps } = await openDoor()
  const { me, ask } = await enter(claimsOf('new@office.example'), { invitation: await tokenFor() })
  expect(me).toMatchObject({ oidc: true, password: false })
  expect((await ask('DELETE', '/api/me/oidc')).json()).toMatchObject({ status: 409, code: 'oidc-only-way' })

  const dara = await somebody('km', officer)
  await deps.db.updateTable('person').set({ email_verified: true }).where('id', '=', dara.id).execute()
  const linked = await enter(claimsOf(dara.email))
  expect(linked.me).toMatchObject({ oidc: true, password: true })
  expect((await linked.ask('DELETE', '/api/me/oidc')).statusCode).toBe(204)
  expect((await dara.ask('GET', '/api/me')).json()).toMatchObject({ oidc: false, password: true })
  // Under another name at the provider, which the old link would have kept out.
  const renamed = await enter(claimsOf(dara.email, { sub: 'a new subject' }))
  expect(renamed.me).toMatchObject({ id: dara.id, oidc: true })
})

it('an address that the provider does not vouch for takes no invitation up', async () => {
  const { claimsOf, enter, tokenFor, people } = await openDoor()
  const invitation = await tokenFor()
  const unproven = claimsOf('new@office.example', { email_verified: false })
  expect((await enter(unproven, { invitation })).to).toBe('/sign-in?refusal=oidc-stranger')
  expect(await people()).toEqual([])
  expect((await enter(claimsOf('new@office.example'), { invitation })).me).not.toBeNull()
})

it('who is deactivated stays out', async () => {
  const { claimsOf, enter, tokenFor, somebody } = await openDoor()
  const { me } = await enter(claimsOf('new@office.example'), { invitation: await tokenFor() })
  const boss = await somebody('en', administrator)
  await boss.ask('POST', `/api/people/${me.id}/deactivation`)
  const { to, me: after } = await enter(claimsOf('new@office.example'))
  expect([to, after]).toEqual(['/sign-in?refusal=person-deactivated', null])
})

it('what did not come from the provider, or for another browser, lets nobody in', async () => {
  const { claimsOf, enter, tokenFor, provider, browser } = await openDoor()
  const claims = claimsOf('new@office.example')
  const { path } = await enter(claims, { invitation: await tokenFor() })
  const begun = await browser().ask('POST', '/api/auth/sign-in/oidc', {})
  const foreign = provider.authorize(begun.json().url, claims)
  for (const replayed of [path, foreign, '/api/auth/callback/oidc?code=x&state=y']) {
    const other = browser()
    expect((await other.ask('GET', replayed)).headers.location).toBe('/sign-in?refusal=oidc-failed')
    expect((await other.ask('GET', '/api/me')).statusCode).toBe(401)
  }
  provider.forge()
  expect((await enter(claims)).to).toBe('/sign-in?refusal=oidc-failed')
})

it.each(['//evil.example', 'https://evil.example', '/\\evil.example'])(
  'never leads to another site: %s',
  async (next) => {
    const { claimsOf, enter, tokenFor } = await openDoor()
    const { to } = await enter(claimsOf('new@office.example'), { invitation: await tokenFor(), next })
    expect(to).toBe('/')
  },
)

it('a provider that is down keeps nobody from signing in by password', async () => {
  const provider = await startOidc()
  provider.close()
  const desk = await openDesk({ oidc: provider.settings })
  const { email } = await desk.somebody('km', officer)
  expect((await desk.browser().signIn(email)).statusCode).toBe(204)
  const begun = await desk.browser().ask('POST', '/api/auth/sign-in/oidc', {})
  expect(begun.json()).toMatchObject({ status: 502, code: 'oidc-unreachable' })
})
