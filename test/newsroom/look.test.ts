import { afterAll, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { publishRelease } from '../../src/newsroom/publish.ts'
import { findArtifact } from '../../src/publishing/queries.ts'
import { withdrawRelease } from '../../src/releases/withdraw.ts'
import { axe } from '../support/axe.ts'
import { published, revised } from '../support/newsroom.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'

afterAll(closeBrowser)

it('the public pages can be read by everybody, on a screen, a phone and paper, in light and dark', {
  timeout: 300_000,
}, async () => {
  const rooms = await openRooms()
  const team = await published(rooms)
  await revised(rooms, team)
  await publishRelease(rooms.deps, team.publisher.id, 'guests')
  const codes = await rooms.deps.db
    .selectFrom('edition_code as c')
    .innerJoin('edition as e', 'e.id', 'c.edition_id')
    .select(['c.code', 'e.name'])
    .where('e.name', '=', 'en+km')
    .orderBy('e.id')
    .execute()
  const overflows = 'document.documentElement.scrollWidth > innerWidth'
  for (const locale of locales) {
    const { page, faults } = await rooms.visitor(locale)
    const shots: [string, string][] = [
      ['index', `/news?lang=${locale}`],
      ['release', `/news/guests/${locale}`],
      ['earlier', `/news/guests/${locale}/revisions/1`],
      ['verify', `/verify/${codes[0]!.code}?lang=${locale}`],
    ]
    for (const [name, url] of shots) {
      await page.goto(url)
      await page.locator('details').evaluateAll((all) => {
        for (const one of all) one.setAttribute('open', '')
      })
      expect(await axe(page), url).toEqual([])
      await picture(page, `news-${name}-${locale}`)
      await page.setViewportSize({ width: 375, height: 800 })
      expect(await page.evaluate(overflows), url).toBe(false)
      await picture(page, `news-${name}-${locale}-phone`)
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await axe(page), `${url} in the dark`).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize({ width: 1360, height: 860 })
    }
    await page.goto(`/news/guests/${locale}`)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('header nav').first().isVisible()).toBe(false)
    await page.setViewportSize({ width: 794, height: 1123 })
    await picture(page, `news-print-${locale}`)
    await page.emulateMedia({ media: 'screen' })

    await page.goto(`/verify?lang=${locale}`)
    await page.locator('#text').fill((await page.locator('body').textContent())!.slice(0, 40))
    await page.locator('form[method=post] button').click()
    expect(new URL(page.url()).pathname).toBe('/verify')
    expect(await axe(page)).toEqual([])
    expect(faults).toEqual([])
  }
  const { page, faults } = await rooms.visitor('en')
  const { content } = (await findArtifact(rooms.deps.db, 'guests', 'en+km', 'document.pdf'))!
  await page.goto('/verify')
  await page
    .locator('#file')
    .setInputFiles({ name: 'guests.pdf', mimeType: 'application/pdf', buffer: content })
  await page.locator('form[method=post] button').click()
  expect(await page.getByRole('status').textContent()).toContain('byte for byte')
  await picture(page, 'news-verified-file')
  await page
    .locator('#text')
    .fill('Phnom Penh, 3 March 2025. The Minister welcomed the guests on 3 March 2024.')
  await page.locator('form[method=post] button').click()
  await picture(page, 'news-verified-text')
  expect(await axe(page)).toEqual([])
  expect(faults).toEqual([])

  await withdrawRelease(rooms.deps, team.publisher.id, 'guests', {
    en: 'The visit did not take place.',
    km: 'ដំណើរទស្សនកិច្ចមិនបានប្រព្រឹត្តទៅទេ។',
    ja: '訪問は行われませんでした。',
  })
  for (const locale of locales) {
    await page.goto(`/news/guests/${locale}`)
    expect(await axe(page)).toEqual([])
    await picture(page, `news-withdrawn-${locale}`)
  }
})
