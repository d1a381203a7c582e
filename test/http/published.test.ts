import { createHash } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { text } from '../../src/i18n.ts'
import { getDispatch } from '../../src/mailing/dispatch.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { orderDispatch } from '../../src/mailing/order.ts'
import { startSink } from '../../src/mailing/sink.ts'
import { unsubscribeUrl } from '../../src/mailing/unsubscribe.ts'
import { stageNames } from '../../src/pipeline.ts'
import { openOffice, until } from '../support/office.ts'
import { openTeam, publishable, submit } from '../support/release.ts'
import { openSession } from '../support/session.ts'

/** A release that was sent to one reader. */
const publish = async () => {
  const sink = await startSink()
  onTestFinished(() => sink.close())
  const office = await openOffice({ settings: { smtpUrl: `smtp://${sink.host}:${sink.port}` } })
  const { deps } = office
  await office.work(...stageNames)
  const team = await openTeam(office)
  await submit(office, team.officer, { slug: 'guests' })
  await publishable(office, team, 'guests')
  await createList(deps, team.publisher.id, { slug: 'press', name: 'Press' })
  await subscribe(
    deps,
    team.publisher.id,
    'press',
    ['en', 'km'],
    [{ email: 'r@reader.example', locale: 'km' }],
  )
  const { id } = await orderDispatch(deps, team.publisher.id, 'guests', { lists: ['press'] })
  await until(async () => (await getDispatch(deps, id)).status === 'completed', 'it is sent')
  return { office, team }
}

it('a file is told by its hash, sent once, sandboxed, and gone when an approval falls', async () => {
  const { office, team } = await publish()
  const { deps } = office
  // What was sent is public.
  expect((await office.app.inject('/news/guests/km')).statusCode).toBe(200)
  const officer = await openSession(office, team.officer)
  const url = '/api/releases/guests/editions/en+km'
  const listed = await officer('GET', '/api/releases/guests/editions')
  const edition = listed.json().find((one: { edition: string }) => one.edition === 'en+km')
  const types = {
    'document.pdf': 'application/pdf',
    'document-archive.pdf': 'application/pdf',
    'email.html': 'text/html; charset=utf-8',
    'email.txt': 'text/plain; charset=utf-8',
  }
  for (const [name, type] of Object.entries(types)) {
    const answer = await officer('GET', `${url}/${name}`)
    const sha256 = createHash('sha256').update(answer.rawPayload).digest('hex')
    expect(edition.artifacts.find((file: { name: string }) => file.name === name)).toMatchObject({ sha256 })
    expect(answer.headers).toMatchObject({
      'content-type': type,
      etag: `"${sha256}"`,
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename="guests.en+km.${name}"`,
      'x-content-type-options': 'nosniff',
    })
    // A browser's PDF viewer runs in no sandbox; nobody else may frame either.
    expect(answer.headers['content-security-policy']).toMatch(
      name.endsWith('.pdf')
        ? /^frame-ancestors 'self'$/
        : /default-src 'none'.*frame-ancestors 'self'; sandbox$/,
    )
    expect(answer.headers['x-frame-options']).toBe('SAMEORIGIN')
    const again = await officer('GET', `${url}/${name}`, undefined, { 'if-none-match': `W/"x", "${sha256}"` })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const other = await officer('GET', `${url}/${name}`, undefined, { 'if-none-match': '"other"' })
    expect(other.statusCode).toBe(200)
  }
  for (const missing of [
    `${url}/passwd`,
    `${url}/..%2femail.txt`,
    '/api/releases/guests/editions/ja+en/email.txt',
  ])
    expect((await officer('GET', missing)).json()).toMatchObject({ status: 404, code: 'artifact-unknown' })

  await deps.db.updateTable('target').set({ text: 'ផ្សេង' }).where('text', 'like', '%ភ្ញៀវ%').execute()
  const fallen = await officer('GET', `${url}/email.html`)
  expect(fallen.json()).toMatchObject({ status: 404, code: 'artifact-unknown' })
})

it('the link in a mail unsubscribes by its button and by the mail program, and by nothing else', async () => {
  const { office } = await publish()
  const { app, deps } = office
  const delivery = await deps.db.selectFrom('delivery').select('id').executeTakeFirstOrThrow()
  const url = new URL(unsubscribeUrl(deps, delivery.id)).pathname
  const subscribed = async () =>
    (await deps.db.selectFrom('subscription').select('unsubscribed_at').executeTakeFirstOrThrow())
      .unsubscribed_at === null

  const page = await app.inject({ url, headers: { accept: 'text/html', 'accept-language': 'km' } })
  expect(page.body).toContain(text('km', 'pages:unsubscribe.lead'))
  expect(page.body).toMatch(/<form method="post">/)
  await app.inject({ method: 'HEAD', url })
  const forgeries = [
    url.slice(0, -1),
    `${url}x`,
    url.replace(/\.(.)/, (_, c) => `.${c === 'A' ? 'B' : 'A'}`),
    '/unsubscribe/.',
    url.replace(delivery.id, '0199aaaa-0000-7000-8000-000000000000'),
  ]
  for (const forged of forgeries) {
    for (const method of ['GET', 'POST'] as const) {
      const refused = await app.inject({ method, url: forged, headers: { accept: 'text/html' } })
      expect(refused.statusCode).toBe(410)
      expect(refused.body).toContain(text('en', 'errors:link-invalid'))
    }
  }
  expect(await subscribed()).toBe(true)

  // RFC 8058 lets a mail program wrap its one field either way, from wherever it runs, without cookies.
  const ways = {
    'application/x-www-form-urlencoded': 'List-Unsubscribe=One-Click',
    'multipart/form-data; boundary=x':
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
  }
  for (const [type, payload] of Object.entries(ways)) {
    await deps.db.updateTable('subscription').set({ unsubscribed_at: null }).execute()
    const headers = { 'content-type': type, origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' }
    expect((await app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(200)
    expect(await subscribed()).toBe(false)
  }
  await deps.db.updateTable('subscription').set({ unsubscribed_at: null }).execute()
  const pressed = await app.inject({
    method: 'POST',
    url,
    headers: {
      accept: 'text/html',
      'accept-language': 'ja',
      'content-type': 'application/x-www-form-urlencoded',
    },
  })
  expect(pressed.body).toContain(text('ja', 'pages:unsubscribe.done'))
  expect(await subscribed()).toBe(false)
  const twice = await app.inject({ method: 'POST', url })
  expect(twice.statusCode).toBe(200)
})
