import { deflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { verifyAudit } from '../../src/audit/verify.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { normaliseTags, readTags } from '../../src/mailing/tags.ts'
import { pack } from '../../src/releases/parse/zip.ts'
import { type Office, openOffice } from '../support/office.ts'
import { openSession } from '../support/session.ts'

const open = async () => {
  const office = await openOffice()
  const publisher = await office.person({ role: 'publisher', locale: null })
  await createList(office.deps, publisher.id, { slug: 'press', name: 'Press' })
  const add = (...names: string[]) =>
    subscribe(
      office.deps,
      publisher.id,
      'press',
      ['km', 'en'],
      names.map((name) => ({ email: `${name}@reader.example`, locale: 'km' as const })),
    )
  return { office, publisher, add, ask: await openSession(office, publisher) }
}

const upload = (ask: Awaited<ReturnType<typeof openSession>>, path: string, csv: string | Buffer) =>
  ask('POST', `/api/lists/press/${path}?edition=en%2Bkm&locale=km`, csv, { 'content-type': 'text/csv' })

const subscribers = async (ask: Awaited<ReturnType<typeof openSession>>, query = '') =>
  ((await ask('GET', `/api/lists/press/subscribers?${query}`)).json() as { email: string }[]).map(
    ({ email }) => email,
  )

const actions = async ({ deps }: Office) =>
  (await deps.db.selectFrom('audit_event').select(['action', 'actor_id']).orderBy('seq').execute()).filter(
    ({ action }) => /list|subscri/.test(action),
  )

const file = [
  'Email,Name,Edition,Language',
  'new@reader.example,SOK Dara,en+ja,ja',
  'KNOWN@reader.example,,,',
  'new@reader.example,,,',
  'left@reader.example,,,',
  'back@reader.example,,,',
  'not an address,,,',
  'x@reader.example,,fr,',
  'y@reader.example,,,fr',
  'short@reader.example',
  'តារា@ឧទាហរណ៍.example,តារា,,',
].join('\n')

it('a file says line by line what it would do, does exactly that, and done again does nothing', async () => {
  const { office, add, ask } = await open()
  await add('known', 'left', 'other')
  const [left] = (await ask('GET', '/api/lists/press/subscribers?q=left')).json()
  expect((await ask('POST', `/api/lists/press/subscribers/${left.id}/unsubscription`)).statusCode).toBe(204)
  await office.deps.db
    .insertInto('suppression')
    .values({ email: 'back@reader.example', reason: 'bounced' })
    .execute()

  const preview = (await upload(ask, 'imports/preview', file)).json()
  expect(
    preview.lines.map(({ line, fate, edition }: Record<string, string>) => [line, fate, edition]),
  ).toEqual([
    [2, 'new', 'en+ja'],
    [3, 'known', 'en+km'],
    [4, 'repeated', 'en+km'],
    [5, 'unsubscribed', 'en+km'],
    [6, 'suppressed', 'en+km'],
    [7, 'invalid', ''],
    [8, 'invalid', ''],
    [9, 'invalid', ''],
    [10, 'invalid', ''],
    [11, 'new', 'en+km'],
  ])
  expect(new Set(preview.lines.map(({ words }: { words: string }) => words)).size).toBe(5)
  expect(await subscribers(ask), 'a preview changes nothing').toEqual([
    'known@reader.example',
    'left@reader.example',
    'other@reader.example',
  ])

  const taken = (await upload(ask, 'imports', file)).json()
  expect(taken).toEqual(preview)
  expect(taken.counts).toEqual({
    new: 2,
    known: 1,
    repeated: 1,
    unsubscribed: 1,
    suppressed: 1,
    erased: 0,
    invalid: 4,
  })
  expect(await subscribers(ask, 'state=active')).toEqual([
    'known@reader.example',
    'new@reader.example',
    'other@reader.example',
    'តារា@ឧទាហរណ៍.example',
  ])
  expect((await upload(ask, 'imports', file)).json().counts).toMatchObject({ new: 0, known: 3 })
  expect((await ask('GET', '/api/lists')).json()).toMatchObject([
    {
      slug: 'press',
      subscribers: 4,
      unsubscribed: 1,
      byEdition: [
        { edition: 'en+km', count: 3 },
        { edition: 'en+ja', count: 1 },
      ],
    },
  ])
})

const workbook = (options: Omit<Parameters<typeof writeXlsx>[0], 'sheets'> = {}, rows = whole) =>
  writeXlsx({ sheets: [{ name: 'Readers', rows: rows.map((line) => line.split(',')) }], ...options })

/** Every line with as many cells as the head: a workbook knows no shorter ones. */
const whole = file.split('\n').filter((line) => line.split(',').length === 4)

/** A zip of one part that unpacks to far more than it says. */
const bomb = () => {
  const zip = pack(new Map([['xl/worksheets/sheet1.xml', deflateRawSync(Buffer.alloc(160_000_000, ' '))]]))
  zip.writeUInt16LE(8, 8)
  zip.writeUInt16LE(8, zip.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 10)
  return zip
}

it('an Excel workbook is told and taken as the same table in CSV is; a hostile one is refused in words', async () => {
  const { ask, add } = await open()
  await add('known')
  const send = (path: string, bytes: Uint8Array) =>
    ask('POST', `/api/lists/press/${path}?edition=en%2Bkm&locale=km`, Buffer.from(bytes), {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    })
  const preview = (await send('imports/preview', await workbook())).json()
  expect(preview).toEqual((await upload(ask, 'imports/preview', whole.join('\n'))).json())
  expect(preview.counts).toMatchObject({ new: 4, known: 1, repeated: 1, invalid: 3 })
  expect((await send('imports', await workbook())).json()).toEqual(preview)
  expect((await send('imports', await workbook())).json().counts).toMatchObject({ new: 0, known: 5 })

  const good = Buffer.from(await workbook())
  const refused: [string, Uint8Array][] = [
    ['workbook-locked', await workbook({ encryption: { password: 'secret', spinCount: 10 } })],
    ['workbook-macros', await workbook({ vbaProject: Buffer.from('macros') })],
    ['workbook-too-large', bomb()],
    ['workbook-broken', good.subarray(0, good.length - 100)],
    ['workbook-broken', Buffer.from('email\na@reader.example')],
    ['file-columns', await workbook({}, ['name', 'Dara'])],
    ['request-too-large', Buffer.alloc(25_000_001)],
  ]
  for (const [code, bytes] of refused)
    expect((await send('imports', bytes)).json(), code).toMatchObject({ code, detail: expect.any(String) })
})

it('a file that breaks off leaves nothing behind, however much of it was good', async () => {
  const { ask } = await open()
  const good = Array.from({ length: 5000 }, (_, n) => `r${n}@reader.example`).join('\n')
  const broken = Buffer.concat([Buffer.from(`email\n${good}\n`), Buffer.from([0xff, 0xfe, 0x0a])])
  expect((await upload(ask, 'imports', broken)).json()).toMatchObject({ code: 'file-not-unicode' })
  expect(await subscribers(ask)).toEqual([])
  expect((await upload(ask, 'imports', 'name\nDara')).json()).toMatchObject({ code: 'file-columns' })
})

it('what was written out can be taken in elsewhere, and nobody who has left is in it', async () => {
  const { ask, add } = await open()
  await add('a', 'b', 'left')
  const [left] = (await ask('GET', '/api/lists/press/subscribers?q=left')).json()
  await ask('POST', `/api/lists/press/subscribers/${left.id}/unsubscription`)
  const csv = (await ask('GET', '/api/lists/press/export')).body
  expect(csv).toBe(
    '\ufeffemail,name,language,edition,tags\r\na@reader.example,,km,en+km,\r\nb@reader.example,,km,en+km,\r\n',
  )
  await ask('POST', '/api/lists', { slug: 'second', name: 'Second' })
  const taken = await ask('POST', '/api/lists/second/imports?edition=ja', csv, { 'content-type': 'text/csv' })
  expect(taken.json().counts).toMatchObject({ new: 2, invalid: 0 })
})

it('subscribers are found by a part of the address, and paged without a gap', async () => {
  const { ask, add } = await open()
  await add(...Array.from({ length: 7 }, (_, n) => `r${n}`), 'other')
  const pages: string[] = []
  for (let after = ''; ; ) {
    const page = await subscribers(ask, `q=r&limit=3&after=${after}`)
    if (page.length === 0) break
    pages.push(...page)
    after = page.at(-1)!
  }
  expect(pages).toHaveLength(8)
  expect(new Set(pages).size).toBe(8)
  expect(await subscribers(ask, 'q=%25')).toEqual([])
  expect(await subscribers(ask, 'q=OTHER')).toEqual(['other@reader.example'])
})

it('what the office does for a subscriber is on the record, in the name of who did it', async () => {
  const { office, publisher, ask, add } = await open()
  expect(await add('a')).toEqual({ subscribed: 1, known: 0, unsubscribed: 0, suppressed: 0, erased: 0 })
  const [{ id }] = (await ask('GET', '/api/lists/press/subscribers')).json()
  const path = `/api/lists/press/subscribers/${id}`
  expect((await ask('PATCH', path, { edition: ['ja', 'en'] })).statusCode).toBe(204)
  expect((await ask('GET', '/api/lists/press/subscribers')).json()).toMatchObject([{ locales: ['en', 'ja'] }])
  expect((await ask('POST', `${path}/unsubscription`)).statusCode).toBe(204)
  expect((await ask('POST', `${path}/unsubscription`)).json()).toMatchObject({ code: 'subscription-unknown' })
  expect(await add('a'), 'who has left stays away').toMatchObject({ subscribed: 0, unsubscribed: 1 })
  await ask('GET', '/api/lists/press/export')
  const events = await actions(office)
  expect(events.map(({ action }) => action)).toEqual([
    'list-made',
    'subscribers-added',
    'subscription-changed',
    'subscription-ended',
    'list-exported',
  ])
  expect(new Set(events.map(({ actor_id }) => actor_id))).toEqual(new Set([publisher.id]))
  expect(await verifyAudit(office.deps.db)).toMatchObject({ whole: true })
})

it('tags are small letters without doubles in one order, in any script; what cannot be one is told', () => {
  expect(normaliseTags(['Zebra', ' press ', 'ＰＲＥＳＳ', 'ទូរ\u200bទស្សន៍', '報道', '', 'ea\u0301'])).toEqual([
    'eá',
    'press',
    'zebra',
    'ទូរទស្សន៍',
    '報道',
  ])
  expect(normaliseTags(['ﾀﾞ', '\u{1f600}', '\ue000'])).toEqual(['ダ', '\ue000', '\u{1f600}'])
  expect(readTags('Press; 報道；tv,,  ')).toEqual(['press', 'tv', '報道'])
  const many = (count: number) => Array.from({ length: count }, (_, n) => `t${n}`)
  expect([many(21), ['a,b'], ['a;b'], ['a\nb'], ['x'.repeat(41)], ['\ud800']].map(normaliseTags)).toEqual(
    Array(6).fill(null),
  )
  for (const words of [[...many(20), 't0', ''], ['😀'.repeat(40)], ['İŞ ẞ ΟΔΟΣ Ǆ ℡ ㍿ \u00b4']]) {
    const tags = normaliseTags(words)!
    expect(normaliseTags(tags)).toEqual(tags)
  }
})

it('tags come in with a file, go out with it, are found by, and changed, and nobody else sees them', async () => {
  const { office, ask, add } = await open()
  await add('known')
  const tagged = [
    'email,tags',
    'a@reader.example,Press; 報道；press',
    'b@reader.example,ទូរទស្សន៍',
    'c@reader.example,',
    'known@reader.example,press',
    `d@reader.example,${'x'.repeat(41)}`,
  ].join('\n')
  const preview = (await upload(ask, 'imports/preview', tagged)).json()
  expect(preview.counts).toMatchObject({ new: 3, known: 1, invalid: 1 })
  expect(preview.lines.at(-1)).toMatchObject({ line: 6, words: expect.stringContaining('40') })
  expect((await upload(ask, 'imports', tagged)).json()).toEqual(preview)
  const tagsOf = async (query: string) =>
    (await ask('GET', `/api/lists/press/subscribers?${query}`))
      .json()
      .map(({ email, tags }: { email: string; tags: string[] }) => [email.split('@')[0], ...tags])
  expect(await tagsOf('')).toEqual([['a', 'press', '報道'], ['b', 'ទូរទស្សន៍'], ['c'], ['known']])

  const csv = (await ask('GET', '/api/lists/press/export')).body
  await ask('POST', '/api/lists', { slug: 'second', name: 'Second' })
  await ask('POST', '/api/lists/second/imports?edition=ja', csv, { 'content-type': 'text/csv' })
  expect((await ask('GET', '/api/lists/second/export')).body).toBe(csv)
  const rows = csv
    .replace('\ufeff', '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
  await ask('POST', '/api/lists', { slug: 'third', name: 'Third' })
  const xlsx = Buffer.from(await writeXlsx({ sheets: [{ name: 'Readers', rows }] }))
  await ask('POST', '/api/lists/third/imports?edition=ja', xlsx, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
  expect((await ask('GET', '/api/lists/third/export')).body).toBe(csv)

  const added = { edition: ['en'], subscribers: [{ email: 'e@reader.example', tags: ['ＰＲＥＳＳ', 'tv'] }] }
  expect((await ask('POST', '/api/lists/press/subscribers', added)).json()).toMatchObject({ subscribed: 1 })
  expect(await tagsOf('tag=Press')).toEqual([
    ['a', 'press', '報道'],
    ['e', 'press', 'tv'],
  ])
  const [{ id }] = (await ask('GET', '/api/lists/press/subscribers?q=e@')).json()
  const path = `/api/lists/press/subscribers/${id}`
  expect((await ask('PATCH', path, { tags: ['a;b'] })).statusCode).toBe(400)
  expect((await ask('PATCH', path, {})).statusCode).toBe(400)
  expect((await ask('PATCH', path, { tags: ['Radio'] })).statusCode).toBe(204)
  expect((await ask('GET', '/api/lists/press/subscribers?tag=radio')).json()).toMatchObject([
    { id, locales: ['en'], tags: ['radio'] },
  ])
  expect((await ask('GET', '/api/lists')).json()[0].tags).toEqual([
    { tag: 'press', count: 1 },
    { tag: 'radio', count: 1 },
    { tag: 'ទូរទស្សន៍', count: 1 },
    { tag: '報道', count: 1 },
  ])

  // The words about somebody go with them, and stand in no record.
  expect((await ask('POST', `${path}/erasure`)).statusCode).toBe(204)
  const kept = await office.deps.db
    .selectFrom('subscription')
    .select('tags')
    .where('subscriber_id', '=', id)
    .execute()
  expect(kept).toEqual([{ tags: [] }])
  const record = await office.deps.db.selectFrom('audit_event').selectAll().execute()
  expect(JSON.stringify(record)).not.toContain('radio')
  expect(record.filter(({ action }) => action === 'subscription-changed')).toHaveLength(1)
})
