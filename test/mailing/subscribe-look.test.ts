import { afterAll, expect, it } from 'vitest'
import { hashOf, tokenOf } from '../../src/accounts/links.ts'
import { locales } from '../../src/language/model.ts'
import { askForSubscription } from '../../src/mailing/consent.ts'
import { createList, openToPublic } from '../../src/mailing/lists.ts'
import { axe } from '../support/axe.ts'
import { closeBrowser, openRooms, picture } from '../support/rooms.ts'

afterAll(closeBrowser)

it('subscribing and its preferences can be read and used by everybody, in three languages, on a screen and a phone', {
  timeout: 300_000,
}, async () => {
  const rooms = await openRooms()
  const { deps } = rooms
  const { id } = await rooms.person({ role: 'publisher', locale: null })
  for (const [slug, name] of [
    ['press', 'សារព័ត៌មាន Press 報道'],
    ['embassies', 'Embassies'],
  ] as const) {
    await createList(deps, id, { slug, name })
    await openToPublic(deps, id, slug, true)
  }
  for (const locale of locales) {
    const email = `reader-${locale}@reader.example`
    const wish = { email, locale, lists: ['press'], edition: [locale], said: 'I agree', from: '10.0.0.1' }
    await askForSubscription(deps, wish)
    const consent = await deps.db
      .selectFrom('consent')
      .select(['id', 'token_sha256'])
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    const token = tokenOf(deps, 'subscription', consent.id)
    expect(consent.token_sha256).toEqual(hashOf(token))
    for (const [size, viewport] of [
      ['', { width: 1360, height: 860 }],
      ['-phone', { width: 390, height: 844 }],
    ] as const) {
      const { page, faults, close } = await rooms.visitor(locale, { viewport, javaScriptEnabled: true })
      const look = async (name: string) => {
        expect(await axe(page), `${name} ${locale}${size}`).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
        await picture(page, `${name}-${locale}${size}`)
      }
      await page.goto('/subscribe')
      await look('subscribe')
      await page.goto(`/subscribe/confirm?token=${token}`)
      await look('subscribe-confirm')
      await page.locator('main form button').click()
      await page.waitForURL('**/preferences/**')
      await page.locator('details').evaluate((one) => one.setAttribute('open', ''))
      await look('preferences')
      expect(faults).toEqual([])
      await close()
    }
  }
})
