import { afterAll, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { inReview, openTeam, submit } from '../support/release.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'

afterAll(closeBrowser)

it.each(locales)('the releases begin with what waits for the reader (%s)', async (locale) => {
  const rooms = await openRooms()
  await rooms.work('translate', 'review')
  const { officer } = await openTeam(rooms)
  const { page, faults } = await rooms.seat(
    { locale, name: 'SOK Dara' },
    { role: 'translator', locale: 'km' },
    { role: 'publisher', locale: null },
  )
  await page.goto('/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await submit(rooms, officer, { slug: 'guests', title: 'Guests of the Kingdom' })
  await inReview(rooms, 'guests', 'km')
  // Told by the server: nobody loads the page again.
  await page.locator('a[href="/releases/guests/km"]').first().waitFor()
  await picture(page, `releases-${locale}`)
  expect(await page.locator('html').getAttribute('lang')).toBe(locale)
  expect(faults).toEqual([])
})
