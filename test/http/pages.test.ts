import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { invite } from '../../src/accounts/invite.ts'
import type { Person } from '../../src/accounts/permissions.ts'
import { text } from '../../src/i18n.ts'
import { type Locale, locales } from '../../src/language/model.ts'
import { unsubscribeUrl } from '../../src/mailing/unsubscribe.ts'
import { hostileTexts } from '../support/hostile-documents.ts'
import { elementsOf, htmlText } from '../support/html.ts'
import { openOffice } from '../support/office.ts'
import { inReview, openTeam, submit, translate } from '../support/release.ts'
import { openSession } from '../support/session.ts'

const html = { accept: 'text/html' }

const speaking = async ({ deps }: Awaited<ReturnType<typeof openOffice>>, person: Person, locale: Locale) => {
  await deps.db.updateTable('person').set({ locale }).where('id', '=', person.id).execute()
  return person
}

describe.each(locales)('in %s', (locale) => {
  it('every page names its language and its title, labels each field, and needs no script', async () => {
    const office = await openOffice()
    await office.work('translate', 'review')
    const team = await openTeam(office)
    await submit(office, team.officer, { slug: 'guests' })
    await inReview(office, 'guests', 'ja')
    const anonymous = await openSession(office)
    const reviewer = await openSession(office, await speaking(office, team.reviewer, locale))
    const link = new URL(await invite(office.deps, [{ role: 'publisher', locale: null }]))
    const leave = new URL(unsubscribeUrl(office.deps, '0199aaaa-0000-7000-8000-000000000000'))
    const asked = { ...html, 'accept-language': locale }
    const pages = [
      ...[
        '/',
        '/sign-in',
        link.pathname + link.search,
        leave.pathname,
        '/nothing',
        '/problems/four-eyes',
      ].map((url) => anonymous('GET', url, undefined, asked)),
      ...['/', '/releases/guests/en', '/releases/guests/ja', '/releases/none/ja'].map((url) =>
        reviewer('GET', url, undefined, html),
      ),
    ]
    for (const answer of await Promise.all(pages)) {
      const where = answer.raw.req.url
      expect(answer.headers, where).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-language': locale,
        'cache-control': 'no-store',
      })
      expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'/)
      const elements = elementsOf(parse(answer.body))
      const all = (tag: string) => elements.filter((element) => element.tag === tag)
      expect(all('html')[0]!.attributes.lang, where).toBe(locale)
      expect(all('h1'), where).toHaveLength(1)
      expect(all('main'), where).toHaveLength(1)
      expect(all('script'), where).toHaveLength(0)
      expect(all('title')[0]!.html, where).toMatch(/^\S.* · Bayon$/)
      const labels = all('label').map(({ attributes }) => attributes.for)
      const fields = elements.filter(
        ({ tag, attributes }) => ['input', 'select'].includes(tag) && attributes.type !== 'hidden',
      )
      expect(fields.map(({ attributes }) => attributes.id).sort(), where).toEqual(labels.sort())
      expect(htmlText(answer.body), where).not.toMatch(
        /pages:|screens:|errors:|problems:|undefined|\{\{|\[object/,
      )
    }
  })
})

it('the home page tells strangers where to sign in, and colleagues where every release stands', async () => {
  const office = await openOffice()
  await office.work('translate', 'review')
  const team = await openTeam(office)
  await submit(office, team.officer, { slug: 'guests', title: hostileTexts[1]! })
  await inReview(office, 'guests', 'ja')
  await inReview(office, 'guests', 'km')
  await inReview(office, 'guests', 'en')
  const stranger = await (await openSession(office))('GET', '/', undefined, html)
  expect(stranger.body).toContain('href="/sign-in"')
  expect(stranger.body).toContain('href="/api/openapi.json"')
  expect(stranger.body).not.toContain('guests')
  const reviewer = await speaking(office, team.reviewer, 'km')
  const home = await (await openSession(office, reviewer))('GET', '/', undefined, html)
  expect(home.body).toContain(reviewer.name)
  expect(home.body).not.toMatch(/<script|<img/)
  for (const locale of locales) expect(home.body).toContain(`href="/releases/guests/${locale}"`)
  expect(htmlText(home.body).split(text('km', 'pages:status.in-review'))).toHaveLength(4)
  const nobody = await (await openSession(office, await office.person()))('GET', '/', undefined, html)
  expect(nobody.body).not.toContain('guests')
})

it('the page of a translation shows source and target side by side, with origin, findings and state', async () => {
  const office = await openOffice()
  await office.work('translate', 'review')
  const team = await openTeam(office)
  await submit(office, team.officer, { slug: 'guests' })
  const wrong = '大臣は2024年3月4日に来賓を歓迎しました<b>。'
  await translate(office, team.translator, 'guests', 'ja')
  await office.deps.db
    .updateTable('target')
    .set({ text: wrong, edited_by: team.translator.id })
    .where('text', 'like', '%来賓を歓迎%')
    .execute()
  const { segments } = await inReview(office, 'guests', 'ja')
  const translator = await openSession(office, team.translator)
  await translator('PATCH', '/api/releases/guests/translations/ja/segments', {
    edits: segments
      .slice(0, 1)
      .map(({ id, version }) => ({ segmentId: id, version, text: 'カンボジア王国 ' })),
  })
  const page = await (await openSession(office, team.reviewer))('GET', '/releases/guests/ja', undefined, html)
  const elements = elementsOf(parse(page.body))
  const inLanguage = (lang: string) =>
    elements
      .filter(({ tag, attributes }) => tag === 'p' && attributes.lang === lang)
      .map((p) => p.text.trim())
  expect(inLanguage('en')).toEqual(segments.map(({ source }) => source))
  expect(inLanguage('ja')).toEqual(segments.map(({ target }) => target))
  expect(page.body).toContain('&lt;b&gt;')
  const said = htmlText(page.body)
  expect(said).toContain(text('en', 'pages:origin.edited'))
  expect(said).toContain(text('en', 'pages:origin.none'))
  expect(said).toMatch(/Error:.*3 March 2024/)
})

it('security headers stand on every answer; over plain HTTP nothing forces a browser to HTTPS', async () => {
  const plain = await openOffice({ settings: { baseUrl: 'http://127.0.0.1:3000' } })
  const secure = await openOffice({ settings: { baseUrl: 'https://bayon.example' } })
  for (const url of ['/', '/api/me', '/nothing', '/api/openapi.json', '/health']) {
    const answer = await plain.app.inject({ url })
    expect(answer.headers, url).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(answer.headers['content-security-policy'], url).toMatch(/frame-ancestors 'none'/)
    expect(answer.headers['content-security-policy'], url).not.toMatch(/upgrade-insecure/)
    expect(answer.headers, url).not.toHaveProperty('strict-transport-security')
    expect(answer.headers, url).not.toHaveProperty('access-control-allow-origin')
    expect((await secure.app.inject({ url })).headers).toHaveProperty('strict-transport-security')
  }
})
