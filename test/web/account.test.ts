import { encode } from 'uqr'
import { afterAll, expect, it } from 'vitest'
import { apiKeysOf } from '../../src/accounts/api-keys.ts'
import { text } from '../../src/i18n.ts'
import { type Locale, locales } from '../../src/language/model.ts'
import { codeOf, officer } from '../support/desk.ts'
import { look } from '../support/look.ts'
import { newcomer, password } from '../support/newcomer.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'

afterAll(closeBrowser)

const openAccount = async (locale: Locale = 'en') => {
  const rooms = await openRooms()
  const person = await newcomer(rooms, { name: 'SOK Dara', email: 'dara@office.example', locale }, officer)
  const seat = await rooms.seatOf(person)
  await seat.page.goto('/account')
  await seat.page.getByRole('heading', { level: 1 }).waitFor()
  const part = (key: string) =>
    seat.page.getByRole('region', { name: text(locale, `account:${key}.title`), exact: true })
  const press = (key: string) =>
    seat.page.getByRole('button', { name: text(locale, `account:${key}`), exact: true }).click()
  return { ...seat, rooms, part, press }
}

it.each(locales)('a second step is set up, and its codes are shown once (%s)', async (locale) => {
  const { page, part, press, rooms, person, faults } = await openAccount(locale)
  const second = part('second')
  await page.getByText(text(locale, 'account:keys.none')).waitFor()
  await look(page, `account-${locale}`)
  await press('second.begin')
  const field = second.locator('input[type=password]')
  await field.fill('something else')
  await page.keyboard.press('Enter')
  expect(await second.getByRole('alert').textContent()).toContain(text(locale, 'errors:credentials-wrong'))
  await field.fill(password)
  await page.keyboard.press('Enter')
  const code = second.locator('input[inputmode=numeric]')
  await code.waitFor()
  const secret = await second.locator('textarea').first().inputValue()
  await look(page, `account-enrol-${locale}`)
  await code.fill('000000')
  await page.keyboard.press('Enter')
  expect(await second.getByRole('alert').textContent()).toContain(text(locale, 'errors:code-wrong'))
  await code.fill(codeOf(`otpauth://totp/x?secret=${secret}`))
  await page.keyboard.press('Enter')
  await page.getByText(text(locale, 'account:codes.lead')).waitFor()
  await look(page, `account-codes-${locale}`)
  const codes = (await second.locator('textarea').first().inputValue()).split('\n')
  expect(new Set(codes).size).toBe(10)
  const download = page.waitForEvent('download')
  await second.getByRole('link').click()
  expect((await download).suggestedFilename()).toBe('bayon-backup-codes.txt')
  await press('codes.done')
  expect(await page.getByText(codes[0]!).count()).toBe(0)
  const isOn = () =>
    rooms.deps.db
      .selectFrom('person')
      .select('two_factor_enabled as on')
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow()
  expect(await isOn()).toEqual({ on: true })
  await press('second.end')
  await second.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByText(text(locale, 'account:second.off')).waitFor()
  expect(await isOn()).toEqual({ on: false })
  expect(faults).toEqual([])
})

it('a camera reads from the square what an app is told', async () => {
  const { page, part, press } = await openAccount()
  await press('second.begin')
  await part('second').locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  const drawn = part('second').locator('svg[role=img]')
  await drawn.waitFor()
  const secret = await part('second').locator('textarea').first().inputValue()
  const link = await part('second').locator('a[href^=otpauth]').getAttribute('href')
  expect(new URL(link!).searchParams.get('secret')).toBe(secret)
  const dark = encode(link!, { border: 4 }).data.flat().filter(Boolean).length
  expect((await drawn.locator('path').getAttribute('d'))!.split('M').length - 1).toBe(dark)
})

it('name, language and password are changed by oneself', async () => {
  const { page, part, press, rooms, person, faults } = await openAccount()
  await rooms.seatOf(person)
  await page.getByRole('textbox', { name: 'Name' }).fill('SOK Dara Chan')
  await page.getByLabel('ភាសាខ្មែរ').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name: text('km', 'account:title') }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('km')
  await page.getByLabel('English').check()
  await page.getByRole('button', { name: text('km', 'screens:save') }).click()
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  const old = part('password').getByRole('textbox', { name: 'Password until now' })
  const chosen = part('password').getByRole('textbox', { name: 'New password' })
  await old.fill('something else altogether')
  await chosen.fill('other words to remember')
  await press('password.submit')
  expect(await part('password').getByRole('alert').textContent()).toContain('do not belong together')
  await old.fill(password)
  await press('password.submit')
  await page.getByText('The password is changed').waitFor()
  expect(await old.inputValue()).toBe('')
  await part('sessions').getByText('this device').waitFor()
  await expect.poll(() => part('sessions').getByRole('listitem').count()).toBe(1)
  const { name } = await rooms.deps.db.selectFrom('person').select('name').executeTakeFirstOrThrow()
  expect(name).toBe('SOK Dara Chan')
  expect(faults).toEqual([])
})

it('other devices are signed out from here', async () => {
  const { page, part, press, rooms, person, faults } = await openAccount()
  const others = [await rooms.seatOf(person), await rooms.seatOf(person), await rooms.seatOf(person)]
  await rooms.deps.db
    .updateTable('session')
    .set({ user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0' })
    .where('person_id', '=', person.id)
    .execute()
  await page.reload()
  const rows = part('sessions').getByRole('listitem')
  await expect.poll(() => rows.count()).toBe(4)
  expect(await rows.first().textContent()).toContain('Firefox · Windows')
  await picture(page, 'account-sessions-en')
  await part('sessions').getByRole('button', { name: 'Sign out: Firefox' }).first().click()
  await expect.poll(() => rows.count()).toBe(3)
  await press('sessions.end-others')
  await expect.poll(() => rows.count()).toBe(1)
  expect(await rows.textContent()).toContain('this device')
  for (const { page: other } of others) {
    await other.goto('/account')
    await other.waitForURL('**/sign-in?**')
  }
  expect(faults).toEqual([])
})

it.each(locales)('a key is made, shown once and revoked (%s)', async (locale) => {
  const { page, part, press, rooms, person, faults } = await openAccount(locale)
  await press('keys.new')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Newsroom')
  await dialog.getByRole('combobox').selectOption('30')
  await page.keyboard.press('Escape')
  await press('keys.new')
  expect(await dialog.getByRole('textbox').inputValue()).toBe('')
  await dialog.getByRole('textbox').fill('Newsroom')
  await dialog.getByRole('combobox').selectOption('30')
  await dialog.locator('button[type=submit]').click()
  await dialog.locator('textarea').first().waitFor()
  const key = await dialog.locator('textarea').first().inputValue()
  const answer = await rooms.app.inject({ url: '/api/me', headers: { authorization: `Bearer ${key}` } })
  expect(answer.json().email).toBe(person.email)
  await look(page, `account-key-${locale}`)
  await press('keys.kept')
  await part('keys').getByText('Newsroom').waitFor()
  const [kept] = await apiKeysOf(rooms.deps.db, person.id)
  expect(Math.round((kept!.expiresAt!.getTime() - Date.now()) / 86_400_000)).toBe(30)
  await picture(page, `account-keys-${locale}`)
  await part('keys')
    .getByRole('button', { name: `${text(locale, 'account:keys.revoke')}: Newsroom` })
    .click()
  await dialog.getByText(text(locale, 'account:keys.revoke-lead')).waitFor()
  await dialog.getByRole('button', { name: text(locale, 'account:keys.revoke'), exact: true }).click()
  await page.getByText(text(locale, 'account:keys.none')).waitFor()
  expect(await apiKeysOf(rooms.deps.db, person.id)).toEqual([])
  expect(faults).toEqual([])
})
