import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import type { Locale } from '../../src/language/model.ts'
import { locales } from '../../src/language/model.ts'
import { entriesFromJson } from '../../src/translation/interchange/terms-json.ts'
import { searchConcepts } from '../../src/translation/search-terms.ts'
import { importConcepts } from '../../src/translation/termbase.ts'
import { axe } from '../support/axe.ts'
import { closeBrowser, openRooms, picture, type Rooms } from '../support/rooms.ts'

afterAll(closeBrowser)

const sample = entriesFromJson(
  JSON.parse(readFileSync(new URL('../../samples/termbase.json', import.meta.url), 'utf8')),
)

const openWithTerms = async () => {
  const rooms = await openRooms()
  await importConcepts(rooms.deps.db, sample)
  return rooms
}

const reviewer = (rooms: Rooms, locale: Locale = 'en', more = {}) =>
  rooms.seat({ locale, name: 'KEO Sopheap', ...more }, { role: 'reviewer', locale: 'km' })

const find = async ({ deps }: Rooms, q: string) => {
  const [concept] = await searchConcepts(deps.db, { q, limit: 1, offset: 0 })
  if (!concept) throw new Error(`there is no ${q}`)
  return concept
}

const isAsWideAsItsWindow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

it.each(locales)(
  'terms are browsed, found in any script and read with all that is known (%s)',
  async (locale) => {
    const rooms = await openWithTerms()
    const { page, faults } = await reviewer(rooms, locale)
    await page.goto('/terms')
    await page.locator('main li a').first().waitFor()
    expect(await axe(page)).toEqual([])
    await picture(page, `terms-${locale}`, false)
    await page.getByRole('searchbox').fill('カンボジア王国')
    await page.waitForURL(/q=/)
    const row = page.locator('main li a', { hasText: 'カンボジア王国' }).first()
    await row.click()
    const card = page.getByRole('dialog')
    await card.getByRole('heading', { level: 3 }).waitFor()
    expect(await card.locator('[lang=ja]').first().textContent()).toContain('カンボジア')
    expect(await axe(page)).toEqual([])
    await picture(page, `terms-card-${locale}`, false)
    await page.setViewportSize({ width: 390, height: 844 })
    await picture(page, `terms-card-phone-${locale}`, false)
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'hidden' })
    await page.goto('/terms')
    await page.locator('main li a').first().waitFor()
    expect(await isAsWideAsItsWindow(page)).toBe(true)
    await picture(page, `terms-phone-${locale}`, false)
    expect(faults).toEqual([])
  },
)

describe('the termbase', () => {
  it('is filtered by kind, language and what nobody vouches for, in the address', async () => {
    const rooms = await openWithTerms()
    await importConcepts(rooms.deps.db, [
      {
        kind: 'event',
        terms: [
          { locale: 'en', text: 'Water Festival', status: 'preferred' },
          { locale: 'km', text: 'បុណ្យអុំទូក', status: 'preferred' },
        ],
        confirmed: [],
      },
    ])
    const { page, faults } = await reviewer(rooms)
    await page.goto('/terms?kind=event&locale=km&unconfirmed=true')
    await page.getByText('Water Festival').waitFor()
    expect(await page.locator('main li a').count()).toBe(1)
    await page.getByLabel('Kind').selectOption('place')
    await page.waitForURL(/kind=place/)
    await page.getByText('Water Festival').waitFor({ state: 'hidden' })
    expect(faults).toEqual([])
  })

  it('takes a new concept, which its reviewer confirms and takes out again', async () => {
    const rooms = await openWithTerms()
    const { page, person, faults } = await reviewer(rooms)
    await page.goto('/terms')
    await page.getByRole('button', { name: 'Add concept' }).click()
    const drawer = page.getByRole('dialog')
    const group = (name: string) => drawer.getByRole('group', { name, exact: true })
    await group('English').getByLabel('Term', { exact: true }).fill('blue economy')
    await group('Khmer').getByLabel('Term', { exact: true }).fill('សេដ្ឋកិច្ចខៀវ')
    expect(await axe(page)).toEqual([])
    await picture(page, 'terms-form-en', false)
    await drawer.getByRole('button', { name: 'Save' }).click()
    await drawer.getByRole('button', { name: 'Confirm the Khmer terms' }).click()
    await drawer.getByText(`Confirmed by ${person.name}`).waitFor()
    expect((await find(rooms, 'blue economy')).confirmed).toEqual(['km'])
    await drawer.getByRole('button', { name: 'Take out' }).click()
    const question = page.getByRole('dialog').filter({ hasText: 'cannot be undone' })
    expect(await question.textContent()).toContain('“blue economy” and its 2 terms')
    await question.getByRole('button', { name: 'Take out' }).click()
    await page.getByText('The concept', { exact: false }).waitFor({ state: 'hidden' })
    expect(await searchConcepts(rooms.deps.db, { q: 'blue economy', limit: 1, offset: 0 })).toEqual([])
    expect(faults).toEqual([])
  })

  it.each(locales)(
    'shows both versions where two change one concept, and loses neither (%s)',
    async (locale) => {
      const rooms = await openWithTerms()
      const concept = await find(rooms, 'KINGDOM OF CAMBODIA')
      const first = await reviewer(rooms, locale)
      const second = await rooms.seat({}, { role: 'reviewer', locale: 'ja' })
      await first.page.goto(`/terms?concept=${concept.id}`)
      const drawer = first.page.getByRole('dialog')
      await drawer.locator('button:has(.tabler-icon-pencil)').click()
      const note = drawer.locator('textarea').first()
      await note.fill('My note, typed for an hour')
      // A reload loses nothing of it.
      await first.page.reload()
      await note.waitFor()
      expect(await note.inputValue()).toBe('My note, typed for an hour')
      const answer = await second.context.request.patch(`/api/terms/${concept.id}`, {
        data: { version: concept.version, note: 'Their note' },
      })
      expect(answer.ok()).toBe(true)
      const conflict = drawer.getByRole('alert')
      await conflict.waitFor()
      expect(await conflict.textContent()).toContain('Their note')
      expect(await conflict.textContent()).toContain('My note, typed for an hour')
      expect(await note.inputValue()).toBe('My note, typed for an hour')
      expect(await axe(first.page)).toEqual([])
      await picture(first.page, `terms-conflict-${locale}`, false)
      await conflict.getByRole('button').last().click()
      await drawer.locator('button[type=submit]').click()
      await drawer.locator('form').waitFor({ state: 'hidden' })
      expect((await find(rooms, 'KINGDOM OF CAMBODIA')).note).toBe('My note, typed for an hour')
      expect(first.faults).toEqual([])
    },
  )

  it.each(locales)(
    'is imported after a look at what would change, wrong lines told, and exported (%s)',
    async (locale) => {
      const rooms = await openWithTerms()
      const { page, context, faults } = await rooms.seat({ locale }, { role: 'administrator', locale: null })
      const csv = [
        'concept,kind,locale,term,status',
        '1,phrase,en,digital economy,preferred',
        '1,phrase,km,សេដ្ឋកិច្ចឌីជីថល,preferred',
        '2,planet,en,Mars,preferred',
        '3,phrase,en,KINGDOM OF CAMBODIA,preferred',
        '3,phrase,ja,カンボジア,preferred',
      ].join('\n')
      await page.goto('/terms')
      await page.locator('button:has(.tabler-icon-upload)').click()
      const modal = page.getByRole('dialog')
      await modal
        .locator('input[type=file]')
        .or(page.locator('input[type=file]'))
        .first()
        .setInputFiles({ name: 'new.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await modal.getByText('សេដ្ឋកិច្ចឌីជីថល').waitFor()
      // Line 4 has a kind that there is not.
      await modal.locator('td', { hasText: /^[4៤]$/ }).waitFor()
      expect(await searchConcepts(rooms.deps.db, { q: 'digital economy', limit: 1, offset: 0 })).toEqual([])
      expect(await modal.locator(`a[href*="concept="]`).count()).toBe(1)
      expect(await axe(page)).toEqual([])
      await picture(page, `terms-import-${locale}`, false)
      await modal.locator('button').last().click()
      await expect
        .poll(() => searchConcepts(rooms.deps.db, { q: 'digital economy', limit: 1, offset: 0 }), {
          timeout: 15_000,
        })
        .toHaveLength(1)
      const tbx = await context.request.get('/api/terms/export?format=tbx')
      expect(tbx.headers()['content-disposition']).toContain('terms.tbx')
      expect(await tbx.text()).toContain('<term>digital economy</term>')
      expect(faults).toEqual([])
    },
  )
})
