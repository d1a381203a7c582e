import { describe, expect, it } from 'vitest'
import { refusals } from '../../src/errors.ts'
import { text } from '../../src/i18n.ts'
import { type Locale, locales } from '../../src/language/model.ts'
import { openOffice } from '../support/office.ts'
import { openTeam, submit } from '../support/release.ts'
import { openSession } from '../support/session.ts'

const json = { 'content-type': 'application/json' }
const release = (more: object = {}) =>
  JSON.stringify({ text: 'A title\n\nSome text.', locales: ['km'], ...more })

const openDesk = async () => {
  const office = await openOffice()
  const team = await openTeam(office)
  return { office, team, officer: await openSession(office, team.officer) }
}

describe('a refusal', () => {
  it('has every member of RFC 9457, and says what is wrong in the language that the browser asks for', async () => {
    const office = await openOffice()
    const anonymous = await openSession(office)
    for (const [asked, locale] of [
      ['km-KH,en;q=0.5', 'km'],
      ['fr, ja;q=0.9', 'ja'],
      ['fr', 'en'],
      ['kmr, jam', 'en'],
      ['', 'en'],
    ] as [string, Locale][]) {
      const answer = await anonymous('GET', '/api/me', undefined, { 'accept-language': asked })
      expect(answer.statusCode).toBe(401)
      expect(answer.headers).toMatchObject({
        'content-type': 'application/problem+json; charset=utf-8',
        'content-language': locale,
        'www-authenticate': expect.stringContaining('Bearer'),
      })
      expect(answer.json()).toEqual({
        type: '/problems/not-signed-in',
        code: 'not-signed-in',
        title: text(locale, 'problems:401'),
        status: 401,
        detail: text(locale, 'errors:not-signed-in'),
        instance: `urn:uuid:${answer.headers['x-request-id']}`,
      })
    }
  })

  it('is in the person’s own language, whatever the browser asks for', async () => {
    const office = await openOffice()
    const person = await office.person()
    await office.deps.db.updateTable('person').set({ locale: 'ja' }).where('id', '=', person.id).execute()
    const ask = await openSession(office, person)
    const answer = await ask('GET', '/api/releases', undefined, { 'accept-language': 'km' })
    expect(answer.json().detail).toMatch(/あなたの役割ではこの操作はできません/)
  })

  it('has a page behind its type, and its code explained to programs, in each language', async () => {
    const office = await openOffice()
    const anonymous = await openSession(office)
    for (const locale of locales) {
      const headers = { 'accept-language': locale }
      for (const [code, status] of Object.entries(refusals)) {
        const answer = await anonymous('GET', `/problems/${code}`, undefined, headers)
        const said = answer.json()
        expect(said).toMatchObject({ type: `/problems/${code}`, code, status })
        expect(said.title).not.toMatch(/^\d+$|problems:/)
        expect(said.detail).not.toMatch(/\{\{|^$|undefined/)
        expect(said.detail).not.toBe(code)
      }
      const page = await anonymous('GET', '/problems/slug-taken', undefined, {
        ...headers,
        accept: 'text/html',
      })
      expect(page.headers['content-type']).toMatch('text/html')
      expect(page.body).toContain(`<html lang="${locale}">`)
      expect(page.body).toContain(text(locale, 'errors:slug-taken'))
    }
    expect((await anonymous('GET', '/problems/constructor')).json().code).toBe('not-found')
  })

  it('of an address where nothing is, is a problem to a program and a page to a browser', async () => {
    const office = await openOffice()
    const anonymous = await openSession(office)
    expect((await anonymous('GET', '/nothing')).json()).toMatchObject({ code: 'not-found', status: 404 })
    const page = await anonymous('GET', '/nothing<b>', undefined, {
      accept: 'text/html',
      'accept-language': 'km',
    })
    expect(page.statusCode).toBe(404)
    expect(page.body).toContain(text('km', 'errors:not-found'))
    expect(page.body).not.toContain('<b>')
    const api = await anonymous('GET', '/api/nothing', undefined, { accept: 'text/html' })
    expect(api.json().code).toBe('not-found')
  })

  it('of a fault of ours tells nothing of the inside', async () => {
    const { office, officer } = await openDesk()
    await office.deps.db.schema.alterTable('release').renameTo('elsewhere').execute()
    const answer = await officer('GET', '/api/releases')
    expect(answer.json()).toMatchObject({ code: 'internal', status: 500 })
    expect(answer.body).not.toMatch(/relation|select|release"/)
    expect(answer.json().detail).toContain(answer.headers['x-request-id'])
  })
})

describe('what cannot be taken in', () => {
  it('is refused with the right status and a place, and leaves nothing behind', async () => {
    const { office, officer, team } = await openDesk()
    await submit(office, team.officer, { slug: 'guests' })
    const publisher = await openSession(office, team.publisher)
    const km = '/api/releases/guests/translations/km'
    const id = '0199aaaa-0000-7000-8000-000000000000'
    const edit = (text: string) => JSON.stringify({ edits: [{ segmentId: id, version: 1, text }] })
    const list = { slug: 'press', name: 'Press' }
    // biome-ignore format: one case a line
    const cases: [string, ReturnType<typeof officer>, number, string, RegExp?][] = [
      ['unknown locale', officer('GET', '/api/releases/guests/translations/fr'), 400, 'invalid-request', /params\/locale/],
      ['unknown locale', officer('POST', '/api/releases', release({ locales: ['fr'] }), json), 400, 'invalid-request', /body\/locales\/0/],
      ['no locale', officer('POST', '/api/releases', release({ locales: [] }), json), 400, 'invalid-request', /body\/locales/],
      ['bad slug', officer('POST', '/api/releases', release({ slug: '../etc' }), json), 400, 'invalid-request', /body\/slug/],
      ['long slug', officer('POST', '/api/releases', release({ slug: 'a'.repeat(121) }), json), 400, 'invalid-request', /body\/slug/],
      ['taken slug', officer('POST', '/api/releases', release({ slug: 'guests' }), json), 409, 'slug-taken', /guests/],
      ['neither text nor file', officer('POST', '/api/releases', JSON.stringify({ locales: ['km'] }), json), 400, 'invalid-request', /text or file/],
      ['not Base64', officer('POST', '/api/releases', JSON.stringify({ locales: ['km'], file: { filename: 'a', base64: '§' } }), json), 400, 'invalid-request', /body\/file/],
      ['a number for a moment', officer('POST', '/api/releases', release({ embargoAt: 1 }), json), 400, 'invalid-request', /body\/embargoAt/],
      ['a moment without offset', officer('POST', '/api/releases', release({ embargoAt: '2030-01-01T00:00:00' }), json), 400, 'invalid-request', /body\/embargoAt/],
      ['no text', officer('POST', '/api/releases', release({ text: ' \n ' }), json), 422, 'release-empty'],
      ['a PDF', officer('POST', '/api/releases', JSON.stringify({ locales: ['km'], file: { filename: 'a.pdf', base64: Buffer.from('%PDF-1.7').toString('base64') } }), json), 415, 'release-is-pdf'],
      ['text over 5 MB', officer('POST', '/api/releases', release({ text: 'word '.repeat(1_000_001) }), json), 413, 'release-too-large', /5 MB/],
      ['a file over 5 MB', officer('POST', '/api/releases', JSON.stringify({ locales: ['km'], file: { filename: 'a.txt', base64: Buffer.alloc(5_000_001, 65).toString('base64') } }), json), 413, 'release-too-large', /5 MB/],
      ['a body over 7.5 MB', officer('POST', '/api/releases', 'x'.repeat(7_500_001), json), 413, 'release-too-large', /5 MB/],
      ['a body over 2 MB', publisher('POST', '/api/lists', 'x'.repeat(2_000_001), json), 413, 'request-too-large', /2 MB/],
      ['half a JSON', officer('POST', '/api/releases', '{"text": ', json), 400, 'invalid-request'],
      ['a JSON that is no object', officer('POST', '/api/releases', '[]', json), 400, 'invalid-request'],
      ['a prototype', officer('POST', '/api/releases', '{"__proto__": {}, "text": "a", "locales": ["km"]}', json), 400, 'invalid-request'],
      ['a form', officer('POST', '/api/releases', 'text=a&locales=km', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'media-type'],
      ['a text', officer('POST', '/api/releases', release(), { 'content-type': 'text/plain' }), 415, 'media-type'],
      ['a multipart form', officer('POST', '/api/releases', '--x--', { 'content-type': 'multipart/form-data; boundary=x' }), 415, 'media-type'],
      ['a NUL in a target', officer('PATCH', `${km}/segments`, edit('a\u0000b'), json), 400, 'invalid-request', /body\/edits\/0\/text/],
      ['half a letter in a target', officer('PATCH', `${km}/segments`, edit('\ud800'), json), 400, 'invalid-request', /body\/edits\/0\/text/],
      ['a long target', officer('PATCH', `${km}/segments`, edit('a'.repeat(20_001)), json), 400, 'invalid-request', /body\/edits\/0\/text/],
      ['no edits', officer('PATCH', `${km}/segments`, JSON.stringify({ edits: [] }), json), 400, 'invalid-request', /body\/edits/],
      ['too many edits', officer('PATCH', `${km}/segments`, JSON.stringify({ edits: Array(2001).fill({ segmentId: id, version: 1, text: '' }) }), json), 400, 'invalid-request', /body\/edits/],
      ['a bell in a reason', officer('POST', `${km}/return`, JSON.stringify({ reason: 'because\u0007' }), json), 400, 'invalid-request', /body\/reason/],
      ['a short reason', officer('POST', `${km}/return`, JSON.stringify({ reason: ' .  ' }), json), 400, 'invalid-request', /body\/reason/],
      ['no hash', officer('POST', `${km}/approval`, JSON.stringify({ contentSha256: 'abc' }), json), 400, 'invalid-request', /body\/contentSha256/],
      ['a line end in a name', publisher('POST', '/api/lists', JSON.stringify({ ...list, name: 'a\nBcc: b' }), json), 400, 'invalid-request', /body\/name/],
      ['a NUL in a subscriber', publisher('POST', '/api/lists/press/subscribers', JSON.stringify({ edition: ['en'], subscribers: [{ email: 'a@b.example', name: '\u0000' }] }), json), 400, 'invalid-request', /body\/subscribers\/0\/name/],
      ['too many subscribers', publisher('POST', '/api/lists/press/subscribers', JSON.stringify({ edition: ['en'], subscribers: Array(10_001).fill({ email: 'a@b.example' }) }), json), 400, 'invalid-request', /body\/subscribers/],
      ['an address that is none', publisher('POST', '/api/lists/press/subscribers', JSON.stringify({ edition: ['en'], subscribers: [{ email: 'a b' }] }), json), 400, 'invalid-request', /body\/subscribers\/0\/email/],
      ['no list', publisher('POST', '/api/lists/none/subscribers', JSON.stringify({ edition: ['en'], subscribers: [{ email: 'a@b.example' }] }), json), 404, 'list-unknown', /none/],
      ['no release', officer('GET', '/api/releases/none'), 404, 'release-unknown', /none/],
      ['no id', publisher('GET', '/api/dispatches/1'), 400, 'invalid-request', /params\/id/],
      ['a limit beyond bounds', officer('GET', '/api/releases?limit=201'), 400, 'invalid-request', /querystring\/limit/],
      ['a cursor that is none', officer('GET', '/api/releases?before=1'), 400, 'invalid-request', /querystring\/before/],
      ['a broken percent sign', officer('GET', '/api/releases/%zz'), 400, 'invalid-request'],
    ]
    for (const [what, asking, status, code, said] of cases) {
      const answer = await asking
      const told = `${what}: ${answer.statusCode} ${answer.body.slice(0, 300)}`
      expect(answer.headers['content-type'], told).toMatch('application/problem+json')
      expect(answer.json(), told).toMatchObject({ code, status })
      expect(answer.statusCode, told).toBe(status)
      if (said) expect(answer.json().detail, told).toMatch(said)
    }
    const slugs = await office.deps.db.selectFrom('release').select('slug').execute()
    expect(slugs).toEqual([{ slug: 'guests' }])
    expect(await office.deps.db.selectFrom('mailing_list').selectAll().execute()).toEqual([])
  })

  it('a NUL in a release is left out, not a fault', async () => {
    const { officer } = await openDesk()
    const answer = await officer(
      'POST',
      '/api/releases',
      release({ text: 'A\u0000 title\n\nSome \ud800text.' }),
      json,
    )
    expect(answer.statusCode).toBe(201)
  })
})

it('more requests than a minute allows are told when to come again', async () => {
  const office = await openOffice()
  const anonymous = await openSession(office)
  let answer = await anonymous('POST', '/api/invitations/acceptance')
  for (let asked = 0; answer.statusCode !== 429 && asked < 100; asked++)
    answer = await anonymous('POST', '/api/invitations/acceptance', undefined, { 'accept-language': 'ja' })
  expect(answer.json()).toMatchObject({ code: 'too-many-requests', status: 429 })
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.json().detail).toContain(`${answer.headers['retry-after']}秒`)
})
