import { readFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { type Locale, locales } from '../../src/language/model.ts'
import { reviseRelease } from '../../src/releases/revise.ts'
import { sendBack } from '../../src/review/decide.ts'
import { axe } from '../support/axe.ts'
import { until } from '../support/office.ts'
import { approveAs, inReview, openTeam, releaseText, submit, translate } from '../support/release.ts'
import { closeBrowser, openRooms, picture, type Rooms } from '../support/rooms.ts'

afterAll(closeBrowser)

const words = (locale: Locale, name: string) =>
  JSON.parse(readFileSync(new URL(`../../locales/${locale}/${name}.json`, import.meta.url), 'utf8'))
const en = words('en', 'release')
const enSubmit = words('en', 'submit')

const officer = { role: 'press-officer', locale: null } as const
const seat = (rooms: Rooms, locale: Locale = 'en') => rooms.seat({ locale, name: 'SOK Dara' }, officer)

it('the overview says what is next and who does it, and follows what others do', async () => {
  const rooms = await openRooms()
  await rooms.work('translate', 'review', 'render')
  const team = await openTeam(rooms)
  const name = { name: 'CHAN Sophal' }
  await rooms.deps.db.updateTable('person').set(name).where('id', '=', team.reviewer.id).execute()
  await submit(rooms, team.officer, { slug: 'guests' })
  await inReview(rooms, 'guests', 'km')
  const { page, faults } = await seat(rooms)
  await page.goto('/releases/guests')
  const next = page.getByRole('status').filter({ hasText: en.next })
  await next.getByText(/^Khmer: translate \d segments/).waitFor()
  await next.getByText(/^English: review and approve \(.*CHAN Sophal/).waitFor()
  // To publish is not the officer's: they may look.
  await page.getByRole('link', { name: en.watch }).waitFor()
  expect(await page.getByRole('link', { name: en.publish, exact: true }).count()).toBe(0)

  await translate(rooms, team.translator, 'guests', 'km')
  await next.getByText(/^Khmer: review and approve/).waitFor()
  await sendBack(rooms.deps, team.reviewer, 'guests', 'en', 'The weekday is wrong')
  await next.getByText(/^English: mend what was sent back and submit a new revision/).waitFor()
  await page.getByText('Sent back: The weekday is wrong').waitFor()

  await reviseRelease(rooms.deps, team.officer.id, 'guests', { text: releaseText('Other guests') })
  for (const locale of locales) {
    if (locale !== 'en') await translate(rooms, team.translator, 'guests', locale)
    await approveAs(rooms, team.reviewer, 'guests', locale)
  }
  await next.getByText('Everything is approved, and to be sent (a publisher)').waitFor({ timeout: 60_000 })
  await page
    .getByText(/^Approved by CHAN Sophal/)
    .first()
    .waitFor()
  const [pdf] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'E-mail', exact: false }).first().click(),
  ])
  await pdf.getByText('Other guests').first().waitFor()
  await page.getByText(/1 changed/).waitFor()
  expect(faults).toEqual([])
  // It renders six editions.
}, 120_000)

it('deadline and embargo are moved here, by whose clock is said', async () => {
  const rooms = await openRooms()
  const team = await openTeam(rooms)
  await submit(rooms, team.officer, { slug: 'guests', embargoAt: new Date('2030-05-01T00:00:00Z') })
  const { page, faults } = await seat(rooms)
  await page.goto('/releases/guests')
  const embargo = page.getByLabel(en.embargo, { exact: true })
  expect(await embargo.inputValue()).toBe('2030-05-01T07:00')
  await page.getByText('Asia/Phnom_Penh (UTC+7)').first().waitFor()
  await embargo.fill('')
  await page.getByText(en['embargo-lifted']).waitFor()
  await page.getByLabel(en.deadline, { exact: true }).fill('2030-04-01T17:30')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(en.saved).waitFor()
  const release = await rooms.deps.db.selectFrom('release').selectAll().executeTakeFirstOrThrow()
  expect(release).toMatchObject({ embargo_at: null, due_at: new Date('2030-04-01T10:30:00Z') })
  expect(faults).toEqual([])

  const translator = await rooms.seat({}, { role: 'translator', locale: 'km' })
  await translator.page.goto('/releases/guests')
  await translator.page.getByText(/^Deadline: 1 Apr 2030 17:30/).waitFor()
  expect(await translator.page.getByLabel(en.deadline, { exact: true }).count()).toBe(0)
})

it('a revision shows what it changes and what stays approved, keeps that over a reload, and is submitted once', async () => {
  const rooms = await openRooms()
  await rooms.work('translate', 'review')
  const team = await openTeam(rooms)
  await submit(rooms, team.officer, { slug: 'guests' })
  await approveAs(rooms, team.reviewer, 'guests', 'en')
  const { page, faults } = await seat(rooms)
  await page.goto('/releases/guests/revise')
  await page.getByText('Nothing is changed against revision 1.').waitFor()
  await page.locator('button[data-role=paragraph]').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Tea was served.')
  await page.getByText('English: 7 segments keep the text that was approved.').waitFor()
  expect(await page.locator('ins').allTextContents()).toEqual(['Tea was served.'])
  await page.reload()
  await page.getByText('1 are new').waitFor()
  await page.getByRole('button', { name: enSubmit['submit-revision'] }).dblclick()
  await page.waitForURL('**/releases/guests')
  await page.getByText('Revision 2').first().waitFor()
  const revisions = await rooms.deps.db.selectFrom('revision').select('number').orderBy('number').execute()
  expect(revisions).toEqual([{ number: 1 }, { number: 2 }])
  expect(faults).toEqual([])
})

it.each(locales)('both screens can be used and read on a desk and on a phone (%s)', async (locale) => {
  const rooms = await openRooms()
  await rooms.work('translate', 'review')
  const team = await openTeam(rooms)
  for (const [person, name] of [
    [team.reviewer, 'CHAN Sophal'],
    [team.translator, 'TANAKA Hanako'],
  ] as const)
    await rooms.deps.db.updateTable('person').set({ name }).where('id', '=', person.id).execute()
  const title = 'Cambodia and Japan Sign an Exchange of Notes on Rural Roads'
  await submit(rooms, team.officer, { slug: 'roads', title, embargoAt: new Date('2030-05-01T00:00:00Z') })
  await approveAs(rooms, team.reviewer, 'roads', 'en')
  await inReview(rooms, 'roads', 'ja')
  const { page, faults } = await seat(rooms, locale)
  const t = words(locale, 'submit')
  const look = async (name: string) => {
    await picture(page, `${name}-${locale}`)
    expect(await axe(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await picture(page, `${name}-phone-${locale}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await axe(page)).toEqual([])
    await page.setViewportSize({ width: 1360, height: 860 })
  }
  await page.goto('/releases/roads')
  await page.getByText('TANAKA Hanako').first().waitFor()
  await until(async () => (await page.getByRole('status').count()) >= 2)
  await look('release')
  await page.goto('/releases/roads/revise')
  await page.locator('button[data-role=paragraph]').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Tea was served.')
  await page.locator('ins').waitFor()
  await page.getByRole('button', { name: t.done, exact: true }).click()
  await look('revise')
  expect(faults).toEqual([])
})
