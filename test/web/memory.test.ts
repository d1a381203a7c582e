import { afterAll, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { importUnits } from '../../src/translation/memory.ts'
import { axe } from '../support/axe.ts'
import { approveAs, inReview, openTeam, submit, translate } from '../support/release.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'

afterAll(closeBrowser)

it.each(locales)(
  'a phrase is found in either language, marked in both texts, with where it comes from (%s)',
  async (locale) => {
    const rooms = await openRooms()
    await rooms.work('translate', 'review')
    const team = await openTeam(rooms)
    await submit(rooms, team.officer, { slug: 'guests', title: 'Guests of the Kingdom' })
    await inReview(rooms, 'guests', 'km')
    await translate(rooms, team.translator, 'guests', 'km')
    await approveAs(rooms, team.reviewer, 'guests', 'km')
    await importUnits(rooms.deps.db, 'km', 'ASEAN 2022', [
      { source: 'The guests were welcomed at the **palace**.', target: 'ភ្ញៀវត្រូវបានស្វាគមន៍នៅ**វាំង**។' },
    ])
    const { page, faults } = await rooms.seat({ locale }, { role: 'administrator', locale: null })
    await page.goto('/memory?locale=km')
    await page.getByRole('searchbox').fill('ភ្ញៀវ')
    const units = page.locator('main ul > li')
    await units.first().waitFor()
    expect(await page.locator('mark').allTextContents()).toContain('ភ្ញៀវ')
    expect(await page.locator('a[href="/releases/guests/km"]').first().textContent()).toBe(
      '“Guests of the Kingdom”',
    )
    expect(await page.getByText('ASEAN 2022').count()).toBe(2)
    expect(await axe(page)).toEqual([])
    await picture(page, `memory-${locale}`)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true)
    await picture(page, `memory-phone-${locale}`)
    expect(faults).toEqual([])
  },
)

it('a memory is imported with its wrong lines told, trusted less, and exported', async () => {
  const rooms = await openRooms()
  const { page, context, faults } = await rooms.seat({}, { role: 'administrator', locale: null })
  const csv = 'en,km\nPeace and security,សន្តិភាព និងសន្តិសុខ\n,គ្មានអង់គ្លេស\nOnly English,\n'
  await page.goto('/memory')
  await page.getByRole('button', { name: 'Import' }).click()
  const modal = page.getByRole('dialog')
  await modal.waitFor()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'old.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await modal.getByLabel('Name of the memory').fill('Old office')
  await modal.getByRole('button', { name: 'Import' }).click()
  await modal.getByText('1 units added').waitFor()
  expect(await modal.locator('tbody tr').allTextContents()).toEqual([
    '3no English text',
    '4no text in a language that Bayon knows beside English',
  ])
  expect(await axe(page)).toEqual([])
  await picture(page, 'memory-import-en', false)
  await page.keyboard.press('Escape')
  const penalty = page.getByLabel('Penalty of Old office')
  await penalty.fill('12')
  await penalty.press('Enter')
  await page.getByText('The penalty is saved').waitFor()
  expect(await rooms.deps.db.selectFrom('memory').select(['name', 'penalty']).execute()).toEqual([
    { name: 'Old office', penalty: 12 },
  ])
  const told = await rooms.deps.db
    .selectFrom('audit_event')
    .innerJoin('person', 'person.id', 'audit_event.actor_id')
    .select('action')
    .where('entity', '=', 'memory')
    .orderBy('seq')
    .execute()
  expect(told.map(({ action }) => action)).toEqual(['memory-imported', 'memory-penalty-set'])

  const tmx = await context.request.get('/api/memory/export?format=tmx&locale=km')
  expect(await tmx.text()).toContain('សន្តិភាព និងសន្តិសុខ')

  await page.getByRole('button', { name: 'Remove Old office' }).click()
  await page.getByRole('button', { name: 'Remove the memory' }).click()
  await page.getByText('No memory has been imported').waitFor()
  expect(faults).toEqual([])
})
