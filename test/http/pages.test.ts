import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import type { Person } from '../../src/accounts/permissions.ts'
import { type Locale, locales } from '../../src/language/model.ts'
import { unsubscribeUrl } from '../../src/mailing/unsubscribe.ts'
import { elementsOf, htmlText } from '../support/html.ts'
import { openOffice } from '../support/office.ts'
import { openSession } from '../support/session.ts'

const html = { accept: 'text/html' }

const speaking = async ({ deps }: Awaited<ReturnType<typeof openOffice>>, person: Person, locale: Locale) => {
  await deps.db.updateTable('person').set({ locale }).where('id', '=', person.id).execute()
  return person
}

describe.each(locales)('in %s', (locale) => {
  it('every page names its language and its title, labels each field, and needs no script', async () => {
    const office = await openOffice()
    const anonymous = await openSession(office)
    const colleague = await openSession(office, await speaking(office, await office.person(), locale))
    const leave = new URL(unsubscribeUrl(office.deps, '0199aaaa-0000-7000-8000-000000000000'))
    const pages = [
      ...[leave.pathname, '/nothing', '/problems/four-eyes'].map((url) =>
        anonymous('GET', url, undefined, { ...html, 'accept-language': locale }),
      ),
      colleague('GET', '/nothing/at/all/here', undefined, html),
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
      // What is no page needs no code.
      if (answer.statusCode === 404) expect(htmlText(answer.body), where).not.toContain('not-found')
    }
  })
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
