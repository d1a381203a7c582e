import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { submitRelease } from '../../src/releases/submit.ts'
import { inReview } from '../support/release.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'

afterAll(closeBrowser)

/** A release in bold, in front of the one person who reviews its English and translates it. */
const openBold = async () => {
  const rooms = await openRooms()
  await rooms.work('translate', 'review')
  const officer = await rooms.person({ role: 'press-officer', locale: null })
  const seat = await rooms.seat(
    { name: 'PICH Rith' },
    { role: 'reviewer', locale: 'en' },
    { role: 'translator', locale: 'km' },
  )
  await submitRelease(rooms.deps, officer.id, {
    slug: 'bold',
    locales: ['km'],
    document: {
      kind: 'press-release',
      letterhead: ['KINGDOM OF CAMBODIA'],
      unit: null,
      reference: null,
      title: 'Guests',
      blocks: [{ type: 'paragraph', text: 'The **Minister** welcomed the guests. Both sides agreed.' }],
      dateline: null,
    },
  })
  await inReview(rooms, 'bold', 'en')
  await inReview(rooms, 'bold', 'km')
  await seat.page.goto('/releases/bold/en')
  await seat.page.getByRole('button', { name: 'Approve…' }).waitFor()
  return { rooms, ...seat }
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

it('a text is approved by the keyboard alone, read as it will be, and leads on to what waits next', async () => {
  const { page, faults } = await openBold()
  // From the top of the text two presses lead to the decision.
  await page.getByText('← The release').focus()
  await page.keyboard.press('Shift+Tab')
  expect(await focused(page)).toBe('Go to the decision')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Approve…')
  expect(await page.getByRole('main').textContent()).not.toContain('**')

  await page.keyboard.press('Alt+KeyA')
  const dialog = page.getByRole('dialog')
  await dialog
    .locator('p', { hasText: 'The Minister welcomed the guests. Both sides agreed.' })
    .getByText('Minister', { exact: true })
    .waitFor()
  expect(await dialog.textContent()).not.toContain('**')
  await picture(page, 'editor-approve-en', false)
  await dialog.getByRole('button', { name: 'Approve exactly this' }).press('Enter')
  await page.getByText('Approved. It is on the record.').waitFor()
  await dialog.waitFor({ state: 'detached' })
  const next = page.getByRole('link', { name: 'Translate (Khmer)' })
  await next.waitFor()
  expect(await focused(page)).toContain('Approved. It is on the record.')
  await picture(page, 'editor-next-en')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/releases/bold/km')
  expect(faults).toEqual([])
})

it('the reason for sending a text back is kept until it is sent, and the words say who is told', async () => {
  const { page, faults } = await openBold()
  await page.keyboard.press('Alt+KeyR')
  await page.getByLabel('What is to be changed?').fill('The day is wrong')
  await page.reload()
  await page.getByRole('button', { name: 'Send back…' }).click()
  const field = page.getByLabel('What is to be changed?')
  await field.waitFor()
  expect(await field.inputValue()).toBe('The day is wrong')
  await page.getByRole('dialog').getByRole('button', { name: 'Send back' }).click()
  await page.getByText('Sent back. Whoever submitted it is told.').waitFor()
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /return/.test(key)))).toEqual([])
  expect(faults).toEqual([])
})
