import { describe, expect, it } from 'vitest'
import { text } from '../../src/i18n.ts'
import { locales } from '../../src/language/model.ts'
import { createList, openToPublic, subscribe } from '../../src/mailing/lists.ts'
import { preferencesPath } from '../../src/mailing/preferences.ts'
import { openDesk } from '../support/desk.ts'
import { until } from '../support/office.ts'
import { openSession } from '../support/session.ts'

let visitors = 0

const open = async () => {
  const desk = await openDesk()
  const publisher = await desk.person({ role: 'publisher', locale: null })
  for (const slug of ['press', 'embassies', 'inner']) {
    await createList(desk.deps, publisher.id, { slug, name: `List ${slug}` })
    if (slug !== 'inner') await openToPublic(desk.deps, publisher.id, slug, true)
  }
  await desk.work('review')
  /** Somebody whom nobody knows, at an address of the network of their own. */
  const visitor = () => {
    const remoteAddress = `10.20.0.${++visitors}`
    return (method: 'GET' | 'POST', url: string, form: Record<string, string | string[]> = {}) =>
      desk.app.inject({
        method,
        url,
        remoteAddress,
        headers: { accept: 'text/html', 'accept-language': 'en' },
        ...(method === 'POST' && {
          headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(
            Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
          ).toString(),
        }),
      })
  }
  const wish = { list: ['press', 'inner'], edition: ['km', 'en'] }
  const linkIn = async (email: string, count = 1) => {
    const mails = await desk.mails(email, count)
    const [url] = /http\S+\/subscribe\/confirm\?token=\S+/.exec(mails.at(-1)!.text!)!
    const { pathname, search } = new URL(url)
    return pathname + search
  }
  return { ...desk, publisher, visitor, wish, linkIn }
}

it('a reader subscribes by a mail to them and not before, and what they agreed to is kept', async () => {
  const { deps, visitor, wish, linkIn, mails } = await open()
  const ask = visitor()
  const email = 'reader@reader.example'
  const page = await ask('GET', '/subscribe')
  expect(page.body).toContain('List press')
  expect(page.body).not.toContain('List inner')
  expect(page.body).not.toContain('<script')

  const asked = await ask('POST', '/subscribe?lang=km', { email: ' READER@reader.example ', ...wish })
  expect(asked.statusCode).toBe(200)
  expect(asked.body).toContain(text('km', 'pages:subscribe.asked'))
  const link = await linkIn(email)
  expect((await mails(email))[0]!.subject).toBe(text('km', 'notices:subscription.subject'))
  const subscribers = () =>
    deps.db.selectFrom('subscription').select(['locales', 'unsubscribed_at']).execute()
  expect((await ask('GET', link)).body).toContain('List press')
  expect(await subscribers(), 'a scanner follows links').toEqual([])

  const confirmed = await ask('POST', link)
  expect(confirmed.statusCode).toBe(303)
  expect(await subscribers()).toEqual([{ locales: ['en', 'km'], unsubscribed_at: null }])
  const consent = await deps.db.selectFrom('consent').selectAll().executeTakeFirstOrThrow()
  expect(consent).toMatchObject({
    email,
    said: text('km', 'pages:subscribe.consent', { site: deps.config.mailFrom.name }),
    asked_from: expect.stringMatching(/^10\.20\./),
    confirmed_from: expect.stringMatching(/^10\.20\./),
    confirmed_at: expect.any(Date),
  })
  const preferences = await ask('GET', confirmed.headers.location!)
  expect(preferences.headers['content-language']).toBe('km')
  expect(preferences.body).toContain(email)
  expect((await ask('POST', `${link}x`)).statusCode).toBe(410)
})

it('a known, an unknown and a blocked address get the same answer; three mails an hour and no more', async () => {
  const { deps, publisher, visitor, wish, sent } = await open()
  await subscribe(deps, publisher.id, 'press', ['en'], [{ email: 'known@reader.example', locale: 'en' }])
  await deps.db
    .insertInto('suppression')
    .values({ email: 'blocked@reader.example', reason: 'office' })
    .execute()
  const answers = []
  for (const name of ['known', 'unknown', 'blocked']) {
    const { body, statusCode } = await visitor()('POST', '/subscribe', {
      email: `${name}@reader.example`,
      ...wish,
    })
    answers.push({ body, statusCode })
  }
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
  for (let n = 0; n < 5; n++) {
    const { body } = await visitor()('POST', '/subscribe', { email: 'unknown@reader.example', ...wish })
    expect(body).toBe(answers[0]!.body)
  }
  await until(async () => {
    const waiting = await deps.db.selectFrom('letter').select('id').where('status', '=', 'pending').execute()
    return waiting.length === 0
  }, 'the letters have left')
  const count = (name: string) => sent.filter(({ to }) => to === `${name}@reader.example`).length
  expect([count('known'), count('unknown'), count('blocked')]).toEqual([1, 3, 0])

  const ask = visitor()
  const codes = []
  for (let n = 0; n < 6; n++)
    codes.push((await ask('POST', '/subscribe', { email: `r${n}@reader.example`, ...wish })).statusCode)
  expect(codes).toEqual([200, 200, 200, 200, 200, 429])
})

it.each<[Record<string, string | string[]>, string]>([
  [{ email: 'a"><b>@reader.example' }, 'address-invalid'],
  [{ list: [] }, 'form-incomplete'],
  [{ list: 'inner' }, 'form-incomplete'],
  [{ edition: 'fr' }, 'form-incomplete'],
])('a form with %j says what is wrong and keeps what was written', async (change, code) => {
  const { visitor, wish, deps } = await open()
  const form = { email: 'reader@reader.example', ...wish, ...change }
  const { statusCode, body } = await visitor()('POST', '/subscribe?lang=ja', form)
  expect(statusCode).toBe(422)
  expect(body).toContain(`role="alert">${text('ja', `pages:subscribe.wrong.${code}`)}<`)
  expect(body).toContain(
    `value="${form.email.replace('"', '&#34;').replaceAll('>', '&gt;').replace('<', '&lt;')}"`,
  )
  expect(await deps.db.selectFrom('consent').select('id').execute()).toEqual([])
})

describe('preferences', () => {
  const openSubscriber = async () => {
    const room = await open()
    const { deps, publisher } = room
    const email = 'reader@reader.example'
    for (const list of ['press', 'inner'])
      await subscribe(deps, publisher.id, list, ['en'], [{ email, locale: 'ja' }])
    const { id } = await deps.db.selectFrom('subscriber').select('id').executeTakeFirstOrThrow()
    const state = async () =>
      Object.fromEntries(
        (
          await deps.db
            .selectFrom('subscription as u')
            .innerJoin('mailing_list as l', 'l.id', 'u.list_id')
            .select(['l.slug', 'u.locales', 'u.unsubscribed_at'])
            .execute()
        ).map(({ slug, locales, unsubscribed_at }) => [slug, unsubscribed_at ? null : locales.join('+')]),
      )
    return { ...room, id, email, path: preferencesPath(deps, id), state }
  }

  it('are changed for each list: other languages, another list, one list less', async () => {
    const { visitor, path, state, deps } = await openSubscriber()
    const ask = visitor()
    for (const locale of locales)
      expect((await ask('GET', `${path}?lang=${locale}`)).body).toContain(
        text(locale, 'pages:preferences.title'),
      )
    const saved = await ask('POST', path, {
      list: ['press', 'embassies', 'inner'],
      'edition-press': ['ja', 'en'],
      'edition-embassies': 'km',
    })
    expect(saved.statusCode).toBe(303)
    expect(await state()).toEqual({ press: 'en+ja', embassies: 'km', inner: null })
    expect(await deps.db.selectFrom('consent').select('locales').execute()).toEqual([{ locales: ['km'] }])
    expect((await ask('GET', `${path.slice(0, -1)}x`)).statusCode).toBe(410)
  })

  it('end with being forgotten: nothing of the address stays, and a file that brings it again is found out', async () => {
    const room = await openSubscriber()
    const { visitor, path, deps, publisher, email } = room
    const ask = visitor()
    const gone = await ask('POST', `${path}/erasure`)
    expect(gone.body).toContain(text('ja', 'pages:preferences.erased'))
    const tables = [
      'subscriber',
      'delivery',
      'suppression',
      'consent',
      'letter',
      'bounce',
      'erased_address',
    ] as const
    for (const table of tables) {
      const rows = await deps.db.selectFrom(table).selectAll().execute()
      expect(JSON.stringify(rows), table).not.toContain(email)
    }
    expect((await ask('GET', path)).statusCode).toBe(410)
    const session = await openSession(room, publisher)
    const csv = `email\n${email}\nother@reader.example`
    const take = (step: string) =>
      session('POST', `/api/lists/press/${step}?edition=en&locale=en`, csv, { 'content-type': 'text/csv' })
    const preview = (await take('imports/preview')).json()
    expect(preview.lines.map(({ email, fate }: Record<string, string>) => [email, fate])).toEqual([
      [email, 'erased'],
      ['other@reader.example', 'new'],
    ])
    expect((await take('imports')).json().counts).toMatchObject({ new: 1, erased: 1 })
    expect((await session('GET', '/api/lists/press/subscribers')).json()).toHaveLength(1)
  })
})
