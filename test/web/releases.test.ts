import { afterAll, expect, it } from 'vitest'
import { text } from '../../src/i18n.ts'
import { locales } from '../../src/language/model.ts'
import { inReview, openTeam, submit, translate } from '../support/release.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'

afterAll(closeBrowser)

it.each(locales)('the releases begin with what waits for the reader (%s)', async (locale) => {
  const rooms = await openRooms()
  await rooms.work('translate', 'review')
  const { officer, translator } = await openTeam(rooms)
  const { page, faults } = await rooms.seat(
    { locale, name: 'SOK Dara' },
    { role: 'translator', locale: 'km' },
    { role: 'publisher', locale: null },
  )
  await page.goto('/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await submit(rooms, officer, { slug: 'guests', title: 'Guests of the Kingdom' })
  await inReview(rooms, 'guests', 'km')
  await translate(rooms, translator, 'guests', 'km')
  // Told by the server: nobody loads the page again.
  await page.locator('a[href="/releases/guests/km"]').first().waitFor()
  // By its title in the reader's language, where it has one.
  const title = locale === 'km' ? '«ភ្ញៀវ»' : '“Guests of the Kingdom”'
  const link = page.locator('a[href="/releases/guests"]')
  await link
    .getByText(title)
    .or(link.filter({ hasText: title }))
    .first()
    .waitFor()
  expect(await link.getAttribute('lang')).toBe(locale === 'km' ? 'km' : 'en')
  await picture(page, `releases-${locale}`)
  // What cannot be fetched any more, after an update of the server, is asked for again by loading the page.
  await page.route('**/assets/Release-*.js', (route) => route.abort())
  await link.click()
  await page.getByRole('alert').getByText(text(locale, 'screens:problem.unknown')).waitFor()
  await picture(page, `broken-${locale}`)
  await page.unroute('**/assets/Release-*.js')
  await page.getByRole('button', { name: text(locale, 'screens:again') }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe(locale)
  expect(faults.filter((fault) => !/ERR_FAILED|dynamically imported module/.test(fault))).toEqual([])
})
