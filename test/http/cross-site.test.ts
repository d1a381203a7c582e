import { expect, it } from 'vitest'
import { openOffice } from '../support/office.ts'
import { openSession } from '../support/session.ts'

const own = 'http://127.0.0.1:3000'

// What a browser says of itself, and whether a request that changes things is carried out.
const cases: [string, Record<string, string>, boolean][] = [
  ['a program', {}, true],
  ['a page of ours', { 'sec-fetch-site': 'same-origin', origin: own }, true],
  ['a person who typed the address', { 'sec-fetch-site': 'none' }, true],
  ['a form of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
  ['a form that hides where it is from', { 'sec-fetch-site': 'cross-site', origin: 'null' }, false],
  [
    'a neighbour under the same domain',
    { 'sec-fetch-site': 'same-site', origin: 'http://x.127.0.0.1' },
    false,
  ],
  ['an older browser on a page of ours', { origin: own }, true],
  ['an older browser on another site', { origin: 'https://evil.example' }, false],
  ['an older browser that hides it', { origin: 'null' }, false],
  ['another port', { origin: 'http://127.0.0.1:3001' }, false],
  [
    'the same server by another of its names',
    { host: 'localhost:3000', origin: 'http://localhost:3000' },
    true,
  ],
]

it.each(cases)('what %s sends, with headers %j, is carried out: %j', async (_, headers, carriedOut) => {
  const office = await openOffice({ settings: { baseUrl: own } })
  const publisher = await openSession(office, await office.person({ role: 'publisher', locale: null }))
  const answer = await publisher('POST', '/api/lists', JSON.stringify({ slug: 'press', name: 'Press' }), {
    host: '127.0.0.1:3000',
    'content-type': 'application/json',
    ...headers,
  })
  if (carriedOut) expect(answer.statusCode).toBe(201)
  else expect(answer.json()).toMatchObject({ status: 403, code: 'cross-site' })
  const lists = await office.deps.db.selectFrom('mailing_list').select('slug').execute()
  expect(lists).toHaveLength(carriedOut ? 1 : 0)
})

it('neither sign-in nor an invitation nor a request without body can be driven from another site', async () => {
  const office = await openOffice({ settings: { baseUrl: own } })
  const publisher = await openSession(office, await office.person({ role: 'publisher', locale: null }))
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const id = '0199aaaa-0000-7000-8000-000000000000'
  for (const url of [
    '/api/invitations/acceptance',
    '/api/auth/sign-in/email',
    '/api/auth/sign-out',
    `/api/dispatches/${id}/cancel`,
  ]) {
    expect((await publisher('POST', url, undefined, evil)).json()).toMatchObject({ code: 'cross-site' })
  }
  expect((await publisher('GET', '/api/me')).statusCode).toBe(200)
})

it('reading is not driving: a link from another site opens', async () => {
  const office = await openOffice()
  const anonymous = await openSession(office)
  expect((await anonymous('GET', '/', undefined, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(200)
})
