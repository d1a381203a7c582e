import { afterAll, expect, it, onTestFinished } from 'vitest'
import { firstInvitation } from '../../src/accounts/invite.ts'
import { linkOf } from '../../src/accounts/links.ts'
import { text } from '../../src/i18n.ts'
import { type Locale, locales } from '../../src/language/model.ts'
import { startSink } from '../../src/mailing/sink.ts'
import { administrator, codeOf, officer } from '../support/desk.ts'
import { look } from '../support/look.ts'
import { newcomer, password } from '../support/newcomer.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'
import { openSession } from '../support/session.ts'

afterAll(closeBrowser)

const openPeople = async (locale: Locale = 'en') => {
  const sink = await startSink()
  onTestFinished(sink.close)
  const rooms = await openRooms({ settings: { smtpUrl: `smtp://${sink.host}:${sink.port}` } })
  const seat = await rooms.seat({ name: 'CHAN Bopha', locale }, administrator)
  const dara = await newcomer(
    rooms,
    { name: 'SOK Dara', email: 'dara@office.example', locale: 'km' },
    officer,
    { role: 'translator', locale: 'km' },
    { role: 'reviewer', locale: 'ja' },
  )
  await seat.page.goto('/people')
  await seat.page.getByText('SOK Dara').waitFor()
  const say = (key: string) => text(locale, `people:${key}`)
  const dialog = seat.page.getByRole('dialog')
  const row = (name: string) => seat.page.locator('li', { hasText: name })
  const ask = (act: string, name: string) =>
    row(name)
      .getByRole('button', { name: say(`act.${act}.open`) })
      .click()
  return { ...seat, rooms, sink, dara, say, dialog, row, ask }
}

it.each(locales)('who sets the office up is led to inviting others (%s)', async (locale) => {
  const rooms = await openRooms()
  const { search } = new URL((await firstInvitation(rooms.deps))!)
  const { page, faults } = await rooms.visitor(locale)
  await page.goto(`/invitation${search}`)
  await page.locator('input[name=name]').fill('SOK Dara')
  await page.locator('input[name=email]').fill('first@office.example')
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  const on = page.getByRole('main').getByRole('link', { name: text(locale, 'releases:alone-do') })
  await on.waitFor()
  await page.getByText(text(locale, 'releases:sender'), { exact: true }).waitFor()
  await look(page, `first-run-${locale}`)
  await on.click()
  await page.getByText(text(locale, 'people:alone')).waitFor()
  await look(page, `people-alone-${locale}`)
  expect(faults).toEqual([])
})

it('whoever was invited by mail finds their address filled in; what an administrator began to fill in is kept', async () => {
  const { page, rooms, say, dialog, faults } = await openPeople()
  await page.getByRole('button', { name: say('invite.open') }).click()
  await dialog.getByLabel('E-mail address').fill('new@office.example')
  await dialog.getByRole('checkbox', { name: 'Publisher' }).check()
  await page.reload()
  await page.getByRole('button', { name: say('invite.open') }).click()
  expect(await dialog.getByLabel('E-mail address').inputValue()).toBe('new@office.example')
  await dialog.getByRole('button', { name: say('invite.mail') }).click()
  await dialog.waitFor({ state: 'detached' })
  const { id } = await rooms.deps.db
    .selectFrom('invitation')
    .select('id')
    .where('email', '=', 'new@office.example')
    .executeTakeFirstOrThrow()
  const visitor = await rooms.visitor()
  const { pathname, search } = new URL(linkOf(rooms.deps, 'invitation', id))
  await visitor.page.goto(pathname + search)
  await visitor.page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('input[name=email]')?.value === 'new@office.example',
  )
  await visitor.page.goto('/invitation?token=nothing')
  await visitor.page.getByText(text('en', 'errors:link-invalid')).waitFor()
  expect([...faults, ...visitor.faults]).toEqual([])
})

it.each(locales)('people are invited, by mail or by a link in the hand (%s)', async (locale) => {
  const { page, rooms, say, dialog, sink, faults } = await openPeople(locale)
  await rooms.work('review')
  const open = page.getByRole('button', { name: say('invite.open') })
  await open.click()
  await dialog.locator('button[type=submit]').click()
  await dialog.getByText(say('invite.no-role')).waitFor()
  await dialog.getByRole('checkbox').nth(1).check()
  await dialog.locator('input[type=email]').fill('new@office.example')
  await look(page, `people-invite-${locale}`)
  await dialog.getByRole('combobox').selectOption('ja')
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'hidden' })
  // Told without anybody asking for it.
  await page
    .locator('li', { hasText: 'new@office.example' })
    .getByText(say('open.mail.sent'), { exact: true })
    .waitFor()
  expect(sink.messages.map(({ to }) => to)).toEqual(['new@office.example'])
  await open.click()
  await dialog.getByRole('checkbox').last().check()
  await dialog.locator('button[type=submit]').click()
  const link = new URL(await dialog.locator('textarea').first().inputValue())
  await look(page, `people-link-${locale}`)
  await dialog.getByRole('button', { name: say('invite.kept'), exact: true }).click()
  await page.getByText(say('open.by-hand')).waitFor()
  await look(page, `people-${locale}`)
  await page
    .locator('li', { hasText: say('open.by-hand') })
    .getByRole('button')
    .click()
  await dialog.getByRole('button', { name: say('open.withdraw'), exact: true }).click()
  await page.getByText(say('open.by-hand'), { exact: true }).waitFor({ state: 'hidden' })
  const late = await rooms.visitor(locale)
  await late.page.goto(link.pathname + link.search)
  await late.page.locator('input[name=name]').fill('Late')
  await late.page.locator('input[name=email]').fill('late@office.example')
  await late.page.locator('input[type=password]').fill(password)
  await late.page.keyboard.press('Enter')
  expect(await late.page.getByRole('alert').first().textContent()).toContain(
    text(locale, 'errors:link-invalid'),
  )
  expect(faults).toEqual([])
})

it.each(locales)('roles are changed in sight of what they were (%s)', async (locale) => {
  const { page, rooms, dara, say, dialog, ask, row, faults } = await openPeople(locale)
  await ask('roles', 'SOK Dara')
  const boxes = dialog.getByRole('checkbox')
  expect(await boxes.count()).toBe(8)
  const save = dialog.locator('button[type=submit]')
  expect(await save.isDisabled()).toBe(true)
  await boxes.nth(0).uncheck()
  await boxes.nth(6).check()
  await look(page, `people-roles-${locale}`)
  await save.click()
  await dialog.waitFor({ state: 'hidden' })
  await row('SOK Dara').getByText(text(locale, 'screens:role.publisher')).waitFor()
  const kept = await rooms.deps.db
    .selectFrom('person_role')
    .select(['role', 'locale'])
    .where('person_id', '=', dara.id)
    .orderBy('role')
    .execute()
  expect(kept).toEqual([
    { role: 'publisher', locale: null },
    { role: 'reviewer', locale: 'ja' },
    { role: 'translator', locale: 'km' },
  ])
  // The only administrator stays one.
  await ask('roles', 'CHAN Bopha')
  await boxes.last().uncheck()
  await dialog.getByText(say('leaving')).waitFor()
  await save.click()
  await dialog.getByText(text(locale, 'errors:last-administrator')).waitFor()
  await look(page, `people-last-${locale}`)
  expect(faults).toEqual([])
})

it.each(locales)('who is deactivated is out at once, and can be let in again (%s)', async (locale) => {
  const { page, rooms, dara, say, dialog, ask, row, faults } = await openPeople(locale)
  const theirs = await rooms.seatOf(dara)
  await theirs.page.goto('/account')
  await theirs.page.getByRole('heading', { level: 1 }).waitFor()
  await ask('deactivation', 'SOK Dara')
  await dialog.getByText(say('act.deactivation.means.keys')).waitFor()
  await look(page, `people-deactivate-${locale}`)
  await dialog.getByRole('button', { name: say('act.deactivation.open'), exact: true }).click()
  await page.getByRole('heading', { name: say('gone') }).waitFor()
  await theirs.page.reload()
  await theirs.page.waitForURL('**/sign-in?**')
  await picture(page, `people-gone-${locale}`)
  await ask('reactivation', 'SOK Dara')
  await dialog.getByRole('button', { name: say('act.reactivation.open'), exact: true }).click()
  await row('SOK Dara')
    .getByRole('button', { name: say('act.deactivation.open') })
    .waitFor()
  expect(faults).toEqual([])
})

it('a second step is taken from who has lost the phone', async () => {
  const { page, rooms, dara, dialog, ask, row, faults } = await openPeople()
  const session = await openSession(rooms, dara)
  const { uri } = (await session('POST', '/api/auth/two-factor/enable', { password })).json()
  await session('POST', '/api/auth/two-factor/confirm', { code: codeOf(uri) })
  await page.reload()
  await row('SOK Dara').getByText('signs in with a second step').waitFor()
  await ask('two-factor-reset', 'SOK Dara')
  await look(page, 'people-reset-en')
  await dialog.getByRole('button', { name: 'Reset second step', exact: true }).click()
  await row('SOK Dara').getByText('signs in with a second step').waitFor({ state: 'hidden' })
  const { on } = await rooms.deps.db
    .selectFrom('person')
    .select('two_factor_enabled as on')
    .where('id', '=', dara.id)
    .executeTakeFirstOrThrow()
  expect(on).toBe(false)
  expect(faults).toEqual([])
})

it('people are found by what is known of them; others than administrators see none of it', async () => {
  const { page, rooms, dara, row } = await openPeople()
  const find = (words: string) => page.getByRole('searchbox').fill(words)
  await find('japanese')
  await row('CHAN Bopha').waitFor({ state: 'hidden' })
  expect(await row('SOK Dara').count()).toBe(1)
  await find('nobody like this')
  await page.getByText('Nobody is like that.').waitFor()
  await page.goto('/people?q=bopha')
  await row('CHAN Bopha').waitFor()
  expect(await row('SOK Dara').count()).toBe(0)
  const theirs = await rooms.seatOf(dara)
  await theirs.page.goto('/people')
  await theirs.page.getByText(text('km', 'screens:not-yours')).waitFor()
  expect(await theirs.page.getByRole('button', { name: text('km', 'people:invite.open') }).count()).toBe(0)
})
