import { afterAll, expect, it } from 'vitest'
import type { Grant } from '../../src/accounts/permissions.ts'
import { roles } from '../../src/accounts/roles.ts'
import { locales, sourceLocale } from '../../src/language/model.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { paths } from '../../src/web/paths.ts'
import { look } from '../support/look.ts'
import { inReview, openTeam, submit, translate } from '../support/release.ts'
import { closeBrowser, openRooms } from '../support/rooms.ts'

afterAll(closeBrowser)

/** In ms: every screen, twice, in three languages. */
const LONG = 600_000

/** Every role, in every language where it is for one. */
const everything: Grant[] = roles.flatMap((role): Grant[] =>
  role === 'translator' || role === 'reviewer'
    ? locales
        .filter((locale) => role === 'reviewer' || locale !== sourceLocale)
        .map((locale) => ({ role, locale }))
    : [{ role, locale: null }],
)

it(
  'in every language, at a desk and on a phone, axe finds nothing on any screen and nothing sticks out',
  async () => {
    const rooms = await openRooms()
    await rooms.work('translate', 'review')
    const team = await openTeam(rooms)
    await createList(rooms.deps, team.publisher.id, { slug: 'press', name: 'Press' })
    await subscribe(
      rooms.deps,
      team.publisher.id,
      'press',
      ['en'],
      [{ email: 'a@reader.example', locale: 'en' }],
    )
    await submit(rooms, team.officer, { slug: 'guests', title: 'Guests of the Kingdom', lists: ['press'] })
    await inReview(rooms, 'guests', 'ja')
    await translate(rooms, team.translator, 'guests', 'km')
    const screens = Object.entries(paths).flatMap(([name, path]): [string, string][] =>
      name === 'translation'
        ? locales.map((locale) => [`${name}-${locale}`, path.replace(':locale', locale)])
        : [[name, path]],
    )
    const entrances = ['signIn', 'invitation', 'forgotten', 'resetPassword']
    const found: string[] = []
    for (const locale of locales) {
      const inside = await rooms.seat({ locale, name: 'SOK Dara' }, ...everything)
      const outside = await rooms.visitor(locale)
      for (const [name, path] of screens) {
        const { page } = entrances.includes(name) ? outside : inside
        await page.goto(path.replace(':slug', 'guests').replace(':list', 'press'))
        await page.locator('h1').waitFor()
        await page.locator('[aria-busy]').first().waitFor({ state: 'detached' })
        expect(await page.locator('html').getAttribute('lang')).toBe(locale)
        await look(page, `every-${name}-${locale}`).catch((error) => found.push(String(error.message)))
      }
      expect([...inside.faults, ...outside.faults], locale).toEqual([])
      await inside.close()
      await outside.close()
    }
    expect(found).toEqual([])
  },
  LONG,
)
