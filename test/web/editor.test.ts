import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { submitRelease } from '../../src/releases/submit.ts'
import { withdrawRelease } from '../../src/releases/withdraw.ts'
import { editTargets } from '../../src/review/edit.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { axe } from '../support/axe.ts'
import { inReview, khmerOf, openTeam, submit, translate } from '../support/release.ts'
import { closeBrowser, openRooms, picture, type Rooms } from '../support/rooms.ts'
import { cookieOf } from '../support/session.ts'

afterAll(closeBrowser)

const sample = readFileSync(
  new URL('../../samples/releases/2023-12-18-foreign-ministers.txt', import.meta.url),
  'utf8',
)
const translator = { role: 'translator', locale: 'km' } as const
const reviewer = { role: 'reviewer', locale: 'km' } as const

/** A release whose Khmer is open for people. */
const openText = async () => {
  const rooms = await openRooms()
  await rooms.work('translate', 'review')
  const team = await openTeam(rooms)
  await submit(rooms, team.officer, { slug: 'guests' })
  await inReview(rooms, 'guests', 'km')
  return { rooms, team }
}

const enter = async (page: Page) => {
  await page.goto('/releases/guests/km')
  await page.locator('textarea').first().waitFor()
}
const field = (page: Page, english: RegExp) =>
  page.locator('li', { hasText: english }).locator('textarea').first()
const saved = (page: Page) => page.locator('[role=status][data-state=saved]').waitFor()
const kept = async ({ deps }: Rooms, english: string) =>
  (
    await deps.db
      .selectFrom('target as g')
      .innerJoin('segment as s', 's.id', 'g.segment_id')
      .innerJoin('translation as t', 't.id', 'g.translation_id')
      .select('g.text')
      .where('s.text', '=', english)
      .where('t.locale', '=', 'km')
      .executeTakeFirstOrThrow()
  ).text

const welcomed = 'The Minister welcomed the guests on 3 March 2024.'

it.each(locales)('shows the whole text, and the page beside it as it is typed (%s)', async (locale) => {
  const rooms = await openRooms()
  await rooms.work('translate', 'review')
  const { officer } = await openTeam(rooms)
  await submitRelease(rooms.deps, officer.id, { text: sample, locales: ['km', 'ja'], slug: 'ministers' })
  await inReview(rooms, 'ministers', 'km')
  const { page, faults } = await rooms.seat(
    { locale, name: 'SOK Dara', viewport: { width: 1500, height: 950 } },
    translator,
  )
  await page.goto('/releases/ministers/km')
  const title = page.locator('[data-type=title] textarea')
  await title.fill('«រដ្ឋមន្ត្រីការបរទេស»')
  await saved(page)
  const frame = page.frameLocator('iframe')
  await frame.locator('a[href="at:km:title"]').first().waitFor()
  await picture(page, `editor-${locale}`, false)
  // Into the page, and back to the segment.
  await page.locator('textarea').first().focus()
  await frame.locator('a[href="at:km:2"]').first().click()
  const active = page.locator('li[data-active]')
  expect(await active.getAttribute('data-type')).toBe('paragraph')
  expect(faults).toEqual([])
})

it('saves as one types, and nothing that was typed is lost: not by a dead connection, not by a reload', async () => {
  const { rooms } = await openText()
  const { page, setOffline } = await rooms.seat({ name: 'SOK Dara' }, translator)
  await enter(page)
  await field(page, /welcomed/).fill(khmerOf(welcomed))
  await saved(page)
  expect(await kept(rooms, welcomed)).toBe(khmerOf(welcomed))

  await setOffline(true)
  await field(page, /welcomed/).fill('ព្រឹក')
  await page.locator('[role=status][data-state=offline]').waitFor()
  await setOffline(false)
  await page.reload()
  await field(page, /welcomed/).waitFor()
  expect(await field(page, /welcomed/).inputValue()).toBe('ព្រឹក')
  await saved(page)
  expect(await kept(rooms, welcomed)).toBe('ព្រឹក')
})

it('leaves a composition alone until it ends', async () => {
  const { rooms } = await openText()
  const { page, context } = await rooms.seat({ name: 'SOK Dara' }, translator)
  await enter(page)
  const target = field(page, /welcomed/)
  await target.focus()
  const keyboard = await context.newCDPSession(page)
  const patches: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') patches.push(request.postData() ?? '')
  })
  for (const text of ['に', 'にほ', 'にほん'])
    await keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  // Saving is asked for in the middle of it: by a click elsewhere on the page's own button.
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  // Keys belong to the input method.
  await page.evaluate(() => {
    const event = new KeyboardEvent('keydown', {
      key: 'Enter',
      code: 'Enter',
      ctrlKey: true,
      isComposing: true,
      bubbles: true,
    })
    document.activeElement!.dispatchEvent(event)
  })
  expect(await target.inputValue()).toBe('にほん')
  expect(await target.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(patches).toEqual([])
  await keyboard.send('Input.insertText', { text: '日本' })
  await saved(page)
  expect(await kept(rooms, welcomed)).toBe('日本')
  expect(patches).toHaveLength(1)
})

it('two people see each other, and neither overwrites the other unseen', async () => {
  const { rooms } = await openText()
  const dara = await rooms.seat({ name: 'SOK Dara' }, translator)
  const bopha = await rooms.seat({ name: 'CHAN Bopha' }, translator)
  await enter(dara.page)
  await enter(bopha.page)
  await field(dara.page, /welcomed/).focus()
  await bopha.page
    .getByRole('img', { name: /SOK Dara/ })
    .first()
    .waitFor()

  await dara.setOffline(true)
  await field(dara.page, /welcomed/).fill('របស់ដារា')
  await field(bopha.page, /welcomed/).fill('របស់បុប្ផា')
  await saved(bopha.page)
  await dara.setOffline(false)
  const conflict = dara.page.getByRole('alert').filter({ hasText: 'Somebody else has changed this segment' })
  await conflict.waitFor()
  expect(await kept(rooms, welcomed)).toBe('របស់បុប្ផា')
  expect(await field(dara.page, /welcomed/).inputValue()).toBe('របស់ដារា')
  expect(await conflict.textContent()).toContain('បុប្ផា')
  await picture(dara.page, 'editor-conflict', false)
  await conflict.getByRole('button', { name: 'Keep mine' }).click()
  await saved(dara.page)
  expect(await kept(rooms, welcomed)).toBe('របស់ដារា')
  // The other sees it without a reload.
  await bopha.page.waitForFunction(() =>
    [...document.querySelectorAll('textarea')].some(({ value }) => value === 'របស់ដារា'),
  )
})

it('a reviewer reads, lets a finding stand with a reason, and approves on a phone', async () => {
  const { rooms, team } = await openText()
  await translate(rooms, team.translator, 'guests', 'km')
  await rooms.deps.db
    .updateTable('target')
    .set({ text: 'រដ្ឋមន្ត្រីបានស្វាគមន៍ភ្ញៀវ នៅថ្ងៃទី៤ ខែមីនា ឆ្នាំ២០២៤។', edited_by: team.translator.id })
    .where('text', 'like', '%ស្វាគមន៍ភ្ញៀវ%')
    .execute()
  const seat = await rooms.seat(
    { name: 'PICH Rith', locale: 'km', viewport: { width: 390, height: 844 } },
    reviewer,
  )
  const { page, faults } = seat
  await page.goto('/releases/guests/km')
  const approve = page.getByRole('button', { name: 'អនុម័ត…' })
  await approve.waitFor()
  // The finding comes with the next check of the text, which any edit asks for.
  await field(page, /again/).fill('ភាគីទាំងពីរបានឯកភាពជួបគ្នា ម្តងទៀត៕')
  await saved(page)
  await page.getByText(/កំហុស៖/).first().waitFor()
  expect(await approve.isDisabled()).toBe(true)
  expect(await page.getByText(/ភ្នែកបួន/).count()).toBe(1)
  await picture(page, 'editor-phone-km', false)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)

  const other = await rooms.seat({ name: 'NEANG Sopheap', viewport: { width: 390, height: 844 } }, reviewer)
  await other.page.goto('/releases/guests/km')
  await field(other.page, /welcomed/).focus()
  await other.page.getByRole('button', { name: 'Let it stand…' }).first().click()
  await other.page.getByLabel('Why may it stand?').fill('The meeting was moved by a day')
  await other.page.getByRole('button', { name: 'Let it stand', exact: true }).click()
  await other.page.getByText('Reason: The meeting was moved by a day').waitFor()
  for (;;) {
    const more = other.page.getByRole('button', { name: 'Let it stand…' })
    if ((await more.count()) === 0) break
    await more.first().click()
    await other.page.getByLabel('Why may it stand?').fill('The same')
    await other.page.getByRole('button', { name: 'Let it stand', exact: true }).click()
    await other.page.getByLabel('Why may it stand?').waitFor({ state: 'detached' })
  }
  await other.page.getByRole('button', { name: 'Approve…' }).click()
  await picture(other.page, 'editor-approve-phone', false)
  await other.page.getByRole('button', { name: 'Approve exactly this' }).click()
  await other.page.getByText('Approved. It is on the record.').waitFor()
  await other.page.getByText(/Approved by NEANG Sopheap/).waitFor()
  expect([...faults, ...other.faults]).toEqual([])
})

it('an open comment holds the approval, and whoever is named hears of it', async () => {
  const { rooms, team } = await openText()
  await translate(rooms, team.translator, 'guests', 'km')
  const dara = await rooms.seat({ name: 'SOK Dara' }, translator)
  const rith = await rooms.seat({ name: 'PICH Rith' }, reviewer)
  await enter(dara.page)
  await rith.page.goto('/releases/guests/km')
  await field(rith.page, /welcomed/).focus()
  await rith.page.getByRole('button', { name: 'Comments' }).click()
  await rith.page.getByLabel('Write a comment').fill('Is this the <b>right</b> day?')
  await rith.page.getByRole('button', { name: 'Send', exact: true }).dblclick()
  await rith.page.getByText('Open comments: 1').waitFor()
  await dara.page.getByText('1 open').waitFor()
  await field(dara.page, /welcomed/).focus()
  await dara.page.getByText('Is this the <b>right</b> day?').waitFor()
  await dara.page.getByRole('button', { name: 'Resolve' }).click()
  await rith.page.getByText('Open comments: 1').waitFor({ state: 'detached' })
  expect(await rith.page.getByRole('button', { name: 'Approve…' }).isEnabled()).toBe(true)
  expect(rith.faults).toEqual([])
})

it('a colleague is named by @ and the keys, hears of it by mail, and finds it among what waits', async () => {
  const { rooms, team } = await openText()
  const dara = await rooms.seat({ name: 'SOK Dara' }, translator)
  const { page, faults } = await rooms.seat({ name: 'PICH Rith' }, reviewer)
  await enter(page)
  await field(page, /welcomed/).focus()
  await page.getByRole('button', { name: 'Comments' }).click()
  const write = page.getByLabel('Write a comment')
  await write.pressSequentially('Please look, @sok')
  await page.getByRole('option', { name: 'SOK Dara' }).waitFor()
  await picture(page, 'editor-naming', false)
  expect(await axe(page)).toEqual([])
  await write.press('Enter')
  await page.getByText('Told by mail: SOK Dara').waitFor()
  expect(await write.inputValue()).toBe('Please look, @SOK Dara ')
  // What was typed is there after a reload, and gone once it is sent.
  await page.reload()
  await field(page, /welcomed/).focus()
  await page.getByRole('button', { name: 'Comments' }).click()
  expect(await write.inputValue()).toBe('Please look, @SOK Dara ')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Please look, @SOK Dara').first().waitFor()
  await page.waitForFunction(() => !Object.keys(localStorage).some((key) => /kept.*comment/.test(key)))
  const told = await rooms.deps.db
    .selectFrom('notification')
    .select('person_id')
    .where('kind', '=', 'mentioned')
    .execute()
  expect(told).toEqual([{ person_id: dara.person.id }])

  await dara.page.goto('/')
  await dara.page.getByRole('link', { name: /Answer a comment \(Khmer\)/ }).click()
  await dara.page.getByText('Please look, @SOK Dara').waitFor()
  await dara.page.getByLabel('Answer').fill('Done')
  await dara.page.getByRole('button', { name: 'Send', exact: true }).click()
  await dara.page.getByText('Done').waitFor()
  await dara.page.goto('/')
  await dara.page.getByRole('heading', { level: 1 }).waitFor()
  await dara.page.getByText('Nothing waits for you').waitFor()
  expect(team.translator.id).not.toBe(dara.person.id)
  expect([...faults, ...dara.faults]).toEqual([])
})

it('who is signed out while typing signs in again and finds the text; a withdrawn release is closed', async () => {
  const { rooms, team } = await openText()
  const { page, context, person, faults } = await rooms.seat({ name: 'SOK Dara' }, translator)
  await enter(page)
  // At the moment of saving: whatever the page asks before then would send it to sign in without the text.
  await page.route('**/segments', async (route) => {
    await rooms.deps.db.deleteFrom('session').where('person_id', '=', person.id).execute()
    await route.continue()
  })
  await field(page, /welcomed/).fill('ព្រឹក')
  await page.waitForURL(/sign-in\?next=/)
  await page.locator('input[name=password]').waitFor()
  expect(faults).toEqual([])
  await page.unroute('**/segments')
  await context.addCookies([{ ...(await cookieOf(rooms, person.id)), url: rooms.url }])
  await page.goto('/releases/guests/km')
  await saved(page)
  expect(await kept(rooms, welcomed)).toBe('ព្រឹក')

  await withdrawRelease(rooms.deps, team.publisher.id, 'guests', { en: 'It was a mistake.' })
  await page.getByText('This release was withdrawn.').waitFor()
  expect(await field(page, /welcomed/).isEditable()).toBe(false)
  const { id, target } = (await getTranslation(rooms.deps.db, 'guests', 'km', 'en')).segments[0]!
  const edit = { segmentId: id, version: 1, text: `${target}ក` }
  await expect(editTargets(rooms.deps, team.translator, 'guests', 'km', [edit])).rejects.toMatchObject({
    code: 'release-withdrawn',
  })
})
