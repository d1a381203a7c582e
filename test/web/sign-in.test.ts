import type { Page } from 'playwright-core'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { invite } from '../../src/accounts/invite.ts'
import { linkOf } from '../../src/accounts/links.ts'
import { text } from '../../src/i18n.ts'
import { type Locale, locales } from '../../src/language/model.ts'
import { startSink } from '../../src/mailing/sink.ts'
import { codeOf, officer } from '../support/desk.ts'
import { look } from '../support/look.ts'
import { newcomer, password } from '../support/newcomer.ts'
import { until } from '../support/office.ts'
import { startOidc } from '../support/oidc.ts'
import { closeBrowser, openRooms, type Rooms } from '../support/rooms.ts'
import { openSession } from '../support/session.ts'

afterAll(closeBrowser)

const email = 'dara@office.example'

/** Somebody who signs in by a second step. */
const withSecondStep = async (rooms: Rooms, locale: Locale) => {
  const person = await newcomer(rooms, { name: 'SOK Dara', email, locale }, officer)
  const ask = await openSession(rooms, person)
  const { uri, backupCodes } = (await ask('POST', '/api/auth/two-factor/enable', { password })).json()
  expect((await ask('POST', '/api/auth/two-factor/confirm', { code: codeOf(uri) })).statusCode).toBe(204)
  return { uri: uri as string, backupCodes: backupCodes as string[] }
}

const fillIn = async (page: Page, by = password) => {
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(by)
  await page.keyboard.press('Enter')
}
const inside = (page: Page) => page.getByRole('button', { name: 'SOK Dara' }).waitFor()
const alert = (page: Page) => page.getByRole('alert').first().textContent()
const code = (page: Page) => page.locator('input[autocomplete=one-time-code]')

it('the password is followed by the code, and a trusted device is not asked again', async () => {
  const rooms = await openRooms()
  const { uri, backupCodes } = await withSecondStep(rooms, 'en')
  const { page, faults } = await rooms.visitor('en')
  await page.goto('/account')
  await fillIn(page, 'something else altogether')
  expect(await alert(page)).toContain(text('en', 'errors:credentials-wrong'))
  await fillIn(page)
  await code(page).waitFor()
  await code(page).fill('000000')
  await page.keyboard.press('Enter')
  expect(await alert(page)).toContain(text('en', 'errors:code-wrong'))
  await page.getByRole('checkbox', { name: 'Trust this device' }).check()
  await code(page).fill(codeOf(uri))
  await page.keyboard.press('Enter')
  await inside(page)
  expect(new URL(page.url()).pathname).toBe('/account')
  await page.getByRole('button', { name: 'SOK Dara' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await fillIn(page)
  await inside(page)
  expect(faults).toEqual([])

  const elsewhere = await rooms.visitor('en')
  await elsewhere.page.goto('/sign-in')
  await fillIn(elsewhere.page)
  await elsewhere.page.getByRole('button', { name: 'backup code' }).click()
  await elsewhere.page.getByLabel('Backup code').fill(backupCodes[0]!)
  await elsewhere.page.keyboard.press('Enter')
  await inside(elsewhere.page)
})

it.each(locales)('the doors read well (%s)', async (locale) => {
  const provider = await startOidc()
  const rooms = await openRooms({ settings: { oidc: provider.settings } })
  await withSecondStep(rooms, locale)
  const { page, faults } = await rooms.visitor(locale)
  await page.goto('/sign-in?refusal=oidc-stranger')
  expect(await alert(page)).toContain(text(locale, 'errors:oidc-stranger'))
  await page.getByRole('button', { name: provider.settings.name }).waitFor()
  await look(page, `sign-in-${locale}`)
  await fillIn(page)
  await code(page).waitFor()
  await look(page, `sign-in-code-${locale}`)
  await page.goto('/forgotten-password')
  await look(page, `forgotten-${locale}`)
  await page.goto('/reset-password?token=of-yesterday')
  await page.locator('input[type=password]').fill('words that are new here')
  await page.keyboard.press('Enter')
  expect(await alert(page)).toContain(text(locale, 'errors:link-invalid'))
  await look(page, `reset-${locale}`)
  await page.goto('/invitation?token=whatever')
  await page.getByRole('button', { name: provider.settings.name }).waitFor()
  await look(page, `invitation-${locale}`)
  expect(faults).toEqual([])
})

it('the identity provider lets in who is invited, where they wanted to go, and says why it does not', async () => {
  const provider = await startOidc()
  const rooms = await openRooms({ settings: { oidc: provider.settings } })
  const { page, faults } = await rooms.visitor('en')
  const claims = { sub: 'one', email, email_verified: true, name: 'SOK Dara' }
  await page.route(`${provider.settings.issuer}/**`, async (route) => {
    const back = rooms.url + provider.authorize(route.request().url(), claims)
    await route.fulfill({
      contentType: 'text/html',
      body: `<meta http-equiv="refresh" content="0;url=${back.replaceAll('&', '&amp;')}">`,
    })
  })
  const go = () => page.getByRole('button', { name: 'The ministry' }).click()
  await page.goto('/account')
  await go()
  await page.waitForURL('**/sign-in?refusal=oidc-stranger')
  expect(await alert(page)).toContain(text('en', 'errors:oidc-stranger'))
  const { search } = new URL(await invite(rooms.deps, [officer]))
  await page.goto(`/invitation${search}`)
  await go()
  await inside(page)
  await page.context().clearCookies()
  await page.goto('/account')
  await go()
  await inside(page)
  expect(new URL(page.url()).pathname).toBe('/account')
  expect(faults).toEqual([])
})

it('a forgotten password is replaced by way of a mail', async () => {
  const sink = await startSink()
  onTestFinished(sink.close)
  const rooms = await openRooms({ settings: { smtpUrl: `smtp://${sink.host}:${sink.port}` } })
  await rooms.work('review')
  await newcomer(rooms, { name: 'SOK Dara', email, locale: 'en' }, officer)
  const { page, faults } = await rooms.visitor('en')
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
  await page.locator('input[name=email]').fill(email)
  await page.keyboard.press('Enter')
  await page.getByText(`the address ${email}`).waitFor()
  await look(page, 'forgotten-sent-en')
  const { id } = await until(() =>
    rooms.deps.db.selectFrom('letter').select('id').where('status', '=', 'sent').executeTakeFirst(),
  )
  const link = new URL(linkOf(rooms.deps, 'password-reset', id))
  await page.goto(link.pathname + link.search)
  await page.getByLabel('New password').fill('other words to remember')
  await page.keyboard.press('Enter')
  await page.getByText('The new password is set').waitFor()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await fillIn(page, 'other words to remember')
  await inside(page)
  expect(faults).toEqual([])
})
