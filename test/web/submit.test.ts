import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { type Locale, locales } from '../../src/language/model.ts'
import { createList } from '../../src/mailing/lists.ts'
import { getRelease } from '../../src/releases/queries.ts'
import { axe } from '../support/axe.ts'
import type { Office } from '../support/office.ts'
import { openTeam, submit } from '../support/release.ts'
import { closeBrowser, openRooms, picture, type Rooms } from '../support/rooms.ts'

afterAll(closeBrowser)

const word = fileURLToPath(new URL('../releases/parse/fixtures/word-header.docx', import.meta.url))
const sample = readFileSync(
  new URL('../../samples/releases/2023-12-18-foreign-ministers.txt', import.meta.url),
  'utf8',
)
const words = (locale: Locale) =>
  JSON.parse(readFileSync(new URL(`../../locales/${locale}/submit.json`, import.meta.url), 'utf8'))
const en = words('en')

const officer = { role: 'press-officer', locale: null } as const
const seat = (rooms: Rooms, locale: Locale = 'en', more = {}) =>
  rooms.seat({ locale, name: 'SOK Dara', ...more }, officer)

const shown = (page: Page) =>
  page
    .locator('ol > li button[data-role]')
    .evaluateAll((all) =>
      all.map(
        (one) => [one.getAttribute('data-role')!, one.textContent!.replace(/^(• |\d+\. )/, '')] as const,
      ),
    )

const row = (page: Page, text: string) => page.locator('ol > li button[data-role]', { hasText: text })

/** What was written of a release, as whole lines without marks; the reference is no line of it. */
const written = async ({ deps }: Office, slug: string) => {
  const rows = await deps.db
    .selectFrom('segment as s')
    .innerJoin('block as b', 'b.id', 's.block_id')
    .innerJoin('revision as r', 'r.id', 's.revision_id')
    .innerJoin('release', 'release.id', 'r.release_id')
    .select(['b.position', 'b.type', 's.text'])
    .where('release.slug', '=', slug)
    .orderBy('s.position')
    .execute()
  return [...Map.groupBy(rows, ({ position }) => position).values()].map((segments) => [
    segments[0]!.type,
    segments
      .map(({ text }) => text)
      .join(' ')
      .replace(/\[([^[\]]+)\]\([^\s()]+\)/g, '$1')
      .replace(/\*+/g, ''),
  ])
}

const arrived = (page: Page) => page.waitForURL(/\/releases\/(?!new)[a-z0-9-]+$/)

it('a Word file is understood, mended by keyboard and mouse, and becomes the segments that were shown', async () => {
  const rooms = await openRooms()
  const { page, faults } = await seat(rooms)
  await page.goto('/releases/new')
  await page.locator('input[type=file]').setInputFiles(word)
  await row(page, 'Cambodia and Japan Sign').waitFor()
  expect(await shown(page)).toContainEqual(['unit', 'General Department of International Cooperation'])

  // Another role, chosen.
  await row(page, 'The notes enter into force').click()
  await page.getByLabel(en['what-it-is']).selectOption('paragraph')
  await page.getByRole('button', { name: en.done, exact: true }).click()
  // Split and joined by the keys of any word processor.
  await row(page, 'The third part').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type(' It is new.')
  await page.keyboard.press('Home')
  for (let n = 0; n < 'The third part was added at the request of the province.'.length; n++)
    await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  expect(await shown(page)).toContainEqual(['paragraph', 'It is new.'])
  await row(page, 'Funding').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Home')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Escape')
  // Deleted, and brought back.
  const before = await shown(page)
  await row(page, 'Bridges').click()
  await page.getByRole('button', { name: en.delete, exact: true }).click()
  expect(await shown(page)).not.toContainEqual(['list-item', 'Bridges'])
  await page.getByRole('button', { name: en.undo, exact: true }).click()
  expect(await shown(page)).toEqual(before)

  await row(page, 'Phnom Penh, 11 September').click()
  await page.getByLabel(en.place, { exact: true }).fill('Siem Reap')
  await page.getByLabel(en.date, { exact: true }).fill('2024-09-12')
  await page.getByRole('button', { name: en.done, exact: true }).click()
  const last = await shown(page)
  expect(last).toContainEqual(['dateline', 'Siem Reap, 12 September 2024'])
  const slug = await page.locator('#slug').inputValue()
  expect(slug).toBe('2024-09-12-cambodia-and-japan-sign-an-exchange-of-notes-on-rural-roads')

  await page.getByRole('button', { name: en.submit }).dblclick()
  await arrived(page)
  expect(await written(rooms, slug)).toEqual(last.filter(([role]) => role !== 'reference'))
  expect(await rooms.deps.db.selectFrom('release').select('slug').execute()).toEqual([{ slug }])
  await page.goto('/releases/new')
  await page.getByRole('button', { name: en['choose-file'] }).waitFor()
  expect(await shown(page), 'the next one begins anew').toEqual([])
  expect(faults).toEqual([])
})

it('a reload, a refusal and a lost connection lose nothing', async () => {
  const rooms = await openRooms()
  const { officer: other } = await openTeam(rooms)
  await submit(rooms, other, { slug: 'taken' })
  const { page, faults, setOffline } = await seat(rooms)
  await page.goto('/releases/new')
  await page.getByLabel(en.paste).fill(sample)
  await row(page, 'Foreign Ministers of Cambodia and Japan').click()
  const title = page.getByLabel(en['words-of'].replace('{{role}}', en.role.title))
  await title.fill('A title of our own')
  await page.getByRole('checkbox', { name: 'Khmer' }).uncheck()
  await page.getByLabel(en.deadline, { exact: true }).fill('2030-01-02T10:00')
  await page.locator('#slug').fill('taken')
  const before = await shown(page)

  await page.reload()
  const all = async () => ({
    lines: (await shown(page)).filter(([role]) => role !== 'title'),
    title: await row(page, 'A title of our own').count(),
    text: await page.getByLabel(en.paste).inputValue(),
    deadline: await page.getByLabel(en.deadline, { exact: true }).inputValue(),
    slug: await page.locator('#slug').inputValue(),
    khmer: await page.getByRole('checkbox', { name: 'Khmer' }).isChecked(),
    japanese: await page.getByRole('checkbox', { name: 'Japanese' }).isChecked(),
  })
  await row(page, 'A title of our own').waitFor()
  const given = {
    lines: before.filter(([role]) => role !== 'title'),
    title: 1,
    text: sample,
    deadline: '2030-01-02T10:00',
    slug: 'taken',
    khmer: false,
    japanese: true,
  }
  expect(await all()).toEqual(given)

  await page.getByRole('button', { name: en.submit }).click()
  await page.getByText('The name “taken” is taken.').first().waitFor()
  expect(await all()).toEqual(given)

  await setOffline(true)
  await page.getByRole('button', { name: en.submit }).click()
  await page.getByText('The server did not answer.').waitFor()
  expect(await all()).toEqual(given)
  await setOffline(false)
  await page.locator('#slug').fill('free')
  await page.getByRole('button', { name: en.submit }).click()
  await arrived(page)
  expect(
    await rooms.deps.db
      .selectFrom('revision')
      .select(['title', 'source'])
      .where('title', '=', 'A title of our own')
      .execute(),
  ).toMatchObject([{ source: expect.stringContaining('KAMIKAWA Yoko') }])
  const release = await rooms.deps.db
    .selectFrom('release')
    .selectAll()
    .where('slug', '=', 'free')
    .executeTakeFirstOrThrow()
  expect(release).toMatchObject({ locales: ['en', 'ja'], due_at: new Date('2030-01-02T03:00:00Z') })
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})

it('a file that is too large or cannot be read leaves what was there, and says so by its name', async () => {
  const rooms = await openRooms()
  const { page, faults } = await seat(rooms)
  await page.goto('/releases/new')
  const files = page.locator('input[type=file]')
  await files.setInputFiles(word)
  await row(page, 'Cambodia and Japan Sign').waitFor()
  const before = await shown(page)
  await files.setInputFiles({ name: 'large.docx', mimeType: '', buffer: Buffer.alloc(5_000_001) })
  await page.getByText('“large.docx” is larger than 5 MB').waitFor()
  await files.setInputFiles({ name: 'photo.docx', mimeType: '', buffer: Buffer.from([0x89, 0x50, 0, 1, 2]) })
  await page.getByText('“photo.docx” was not taken in.').waitFor()
  await page.getByText('word-header.docx').waitFor()
  expect(await shown(page)).toEqual(before)
  await page.reload()
  await page.getByText('word-header.docx').waitFor()
  expect(await shown(page)).toEqual(before)
  // The server says the same to whoever comes without our screens.
  const tooLarge = await page.evaluate(async () => {
    const body = JSON.stringify({ file: { filename: 'a.docx', base64: 'A'.repeat(8_000_000) } })
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/releases/preview', { method: 'POST', headers, body })).json()
  })
  expect(tooLarge).toMatchObject({ code: 'release-too-large', status: 413 })
  expect(tooLarge.detail).toContain('5 MB')
  expect(faults).toEqual([])
})

it('lists are proposed with a release', async () => {
  const rooms = await openRooms()
  const publisher = await rooms.person({ role: 'publisher', locale: null })
  for (const name of ['Press', 'Embassies'])
    await createList(rooms.deps, publisher.id, { slug: name.toLowerCase(), name })
  const { page, faults } = await seat(rooms)
  await page.goto('/releases/new')
  await page.locator('input[type=file]').setInputFiles(word)
  await page.getByLabel(en.lists).first().click()
  await page.getByRole('option', { name: 'Press', exact: true }).click()
  await page.getByRole('button', { name: en.submit, exact: true }).click()
  await arrived(page)
  const { slug, lists } = await getRelease(rooms.deps.db, new URL(page.url()).pathname.split('/').at(-1)!)
  expect([page.url().endsWith(slug), lists]).toEqual([true, ['press']])
  expect(faults).toEqual([])
})

it('a page without a title or a day is not submitted, and says where to mend it; the same text twice is told', async () => {
  const rooms = await openRooms()
  const { officer: other } = await openTeam(rooms)
  await submit(rooms, other, { slug: 'guests' })
  const { page, faults } = await seat(rooms)
  await page.goto('/releases/new')
  const { releaseText } = await import('../support/release.ts')
  await page.getByLabel(en.paste).fill(releaseText('Guests'))
  await page.getByText(en.twice).waitFor()
  expect(await page.locator('a[href="/releases/guests"]').count()).toBe(1)
  await row(page, '“Guests”').click()
  await page.getByRole('button', { name: en.delete, exact: true }).click()
  await page.getByRole('button', { name: en.submit }).click()
  await page.getByRole('alert').getByRole('button', { name: en.fault.title }).click()
  await page.keyboard.type('Guests again')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: en.submit }).click()
  await arrived(page)
  expect(faults).toEqual([])
})

it.each(locales)(
  'the screen for a new release can be used and read on a desk and on a phone (%s)',
  async (locale) => {
    const rooms = await openRooms()
    const t = words(locale)
    const { page, faults } = await seat(rooms, locale)
    await page.goto('/releases/new')
    await page.getByLabel(t.paste).waitFor()
    await picture(page, `submit-empty-${locale}`)
    expect(await axe(page)).toEqual([])
    await page.getByLabel(t.paste).fill(sample.replace('PRESS RELEASE\n', ''))
    await row(page, 'Her Excellency KAMIKAWA').last().waitFor()
    await row(page, 'fruitful telephone').click()
    await picture(page, `submit-${locale}`)
    expect(await axe(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await picture(page, `submit-phone-${locale}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await axe(page)).toEqual([])
    expect(faults).toEqual([])
  },
)
