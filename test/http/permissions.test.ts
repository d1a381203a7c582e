import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Grant } from '../../src/accounts/permissions.ts'
import { paths } from '../../src/web/paths.ts'
import { openOffice } from '../support/office.ts'
import { inReview, submit, translate } from '../support/release.ts'
import { routesOf } from '../support/routes.ts'
import { openSession } from '../support/session.ts'

const people = {
  anonymous: null,
  'no role': [],
  'press-officer': [{ role: 'press-officer', locale: null }],
  'translator km': [{ role: 'translator', locale: 'km' }],
  'reviewer ja': [{ role: 'reviewer', locale: 'ja' }],
  publisher: [{ role: 'publisher', locale: null }],
  administrator: [{ role: 'administrator', locale: null }],
} satisfies Record<string, Grant[] | null>
type Who = keyof typeof people

const everyone = Object.keys(people) as Who[]
const signedIn = everyone.filter((who) => who !== 'anonymous')
const withRole = signedIn.filter((who) => who !== 'no role')

interface Rule {
  may: readonly Who[]
  /** What a route is asked with, so that it gets as far as asking who is asking. */
  url?: string
  body?: object
  /** Its answer has no end: only refusals are looked at here. */
  endless?: boolean
}

const translation = '/api/releases/nothing/translations'
const hash = '0'.repeat(64)
const edits = [{ segmentId: randomUUID(), version: 1, text: 'text' }]
const term = `/api/terms/${randomUUID()}`
const concept = { kind: 'phrase', terms: [{ locale: 'en', text: 'peace', status: 'preferred' }] }
const dispatch = `/api/dispatches/${randomUUID()}`

/** Who may use which route. A route that is missing here fails the test. */
const table: Record<string, Rule | Rule[]> = {
  // The application itself is no secret; what it shows is asked for by the routes below.
  ...Object.fromEntries(Object.values(paths).map((path) => [`GET ${path}`, { may: everyone }])),
  // /assets/*, of which Fastify prints the star.
  'GET /*': { may: everyone, url: '/assets/nothing.js' },
  'GET /health': { may: everyone },
  'GET /api/openapi.json': { may: everyone },
  'GET /problems/:code': { may: everyone, url: '/problems/four-eyes' },
  'GET /unsubscribe/:token': { may: everyone, url: '/unsubscribe/none' },
  'POST /unsubscribe/:token': { may: everyone, url: '/unsubscribe/none' },

  'POST /api/auth/sign-in/email': { may: everyone, body: { email: 'a@b.example', password: 'no' } },
  'POST /api/auth/sign-out': { may: signedIn },
  'POST /api/auth/change-password': {
    may: signedIn,
    body: { currentPassword: 'wrong', newPassword: 'long enough to be one' },
  },
  'GET /api/me': { may: signedIn },
  'GET /api/changes': { may: withRole, endless: true },
  'GET /api/waiting': { may: signedIn },
  'POST /api/invitations': {
    may: ['administrator'],
    body: { grants: [{ role: 'publisher', locale: null }] },
  },
  'POST /api/invitations/acceptance': {
    may: everyone,
    body: { token: 'none', name: 'A', email: 'a@b.example', password: 'long enough to be one' },
  },

  'GET /api/releases': { may: withRole },
  'POST /api/releases': { may: ['press-officer', 'publisher'], body: { text: ' ', locales: ['km'] } },
  'GET /api/releases/:slug': { may: withRole, url: '/api/releases/nothing' },
  'GET /api/releases/:slug/editions': { may: withRole, url: '/api/releases/nothing/editions' },
  'GET /api/releases/:slug/editions/:edition/:name': {
    may: withRole,
    url: '/api/releases/nothing/editions/en/email.html',
  },

  'GET /api/releases/:slug/revisions': { may: withRole, url: '/api/releases/nothing/revisions' },
  'POST /api/releases/:slug/revisions': {
    may: ['press-officer', 'publisher'],
    url: '/api/releases/nothing/revisions',
    body: { text: 'Text.' },
  },
  'GET /api/releases/:slug/translations/:locale/files/:format': {
    may: withRole,
    url: `${translation}/km/files/xliff`,
  },
  'POST /api/releases/:slug/translations/:locale/files/:format/preview': [
    { may: ['translator km'], url: `${translation}/km/files/xliff/preview`, body: { base64: 'AAAA' } },
    { may: ['reviewer ja'], url: `${translation}/ja/files/xliff/preview`, body: { base64: 'AAAA' } },
  ],
  'POST /api/releases/:slug/translations/:locale/files/:format': [
    { may: ['translator km'], url: `${translation}/km/files/xliff`, body: { base64: 'AAAA', sha256: hash } },
    { may: ['reviewer ja'], url: `${translation}/ja/files/docx`, body: { base64: 'AAAA', sha256: hash } },
  ],

  'GET /api/memory/concordance': { may: withRole, url: '/api/memory/concordance?locale=km&q=peace' },
  'POST /api/memory/matches': { may: withRole, body: { locale: 'km', texts: ['Text.'] } },
  'GET /api/memory/imported': { may: withRole },
  'PATCH /api/memory/imported/:id': {
    may: ['administrator'],
    url: `/api/memory/imported/${randomUUID()}`,
    body: { penalty: 5 },
  },
  'GET /api/memory/export': { may: withRole, url: '/api/memory/export?format=csv' },
  'POST /api/memory/imports': {
    may: ['administrator'],
    url: '/api/memory/imports?format=csv&name=memory.csv',
    body: {},
  },
  'GET /api/terms/export': { may: withRole, url: '/api/terms/export?format=csv' },
  'POST /api/terms/imports/preview': {
    may: ['administrator'],
    url: '/api/terms/imports/preview?format=csv',
    body: {},
  },
  'POST /api/terms/imports': {
    may: ['administrator'],
    url: '/api/terms/imports?format=csv&name=terms.csv',
    body: {},
  },
  'GET /api/terms': { may: withRole, url: '/api/terms?q=peace' },
  'GET /api/terms/:id': { may: withRole, url: term },
  'POST /api/terms': { may: ['reviewer ja', 'administrator'], body: concept },
  'PATCH /api/terms/:id': {
    may: ['reviewer ja', 'administrator'],
    url: term,
    body: { version: 1, note: 'A note' },
  },
  'DELETE /api/terms/:id': { may: ['reviewer ja', 'administrator'], url: term },
  'POST /api/terms/:id/confirmations': {
    may: ['reviewer ja'],
    url: `${term}/confirmations`,
    body: { locale: 'ja', version: 1 },
  },
  'GET /api/engines/usage': { may: ['administrator'] },
  'GET /api/engines/quality': { may: ['administrator'] },

  'GET /api/releases/:slug/translations/:locale': { may: withRole, url: `${translation}/km` },
  'PATCH /api/releases/:slug/translations/:locale/segments': [
    { may: ['translator km'], url: `${translation}/km/segments`, body: { edits } },
    { may: ['reviewer ja'], url: `${translation}/ja/segments`, body: { edits } },
    { may: [], url: `${translation}/en/segments`, body: { edits } },
  ],
  // Whoever may work on a text may ask; that they may also approve it is for the database to say.
  'POST /api/releases/:slug/translations/:locale/approval': [
    { may: ['translator km'], url: `${translation}/km/approval`, body: { contentSha256: hash } },
    { may: ['reviewer ja'], url: `${translation}/ja/approval`, body: { contentSha256: hash } },
    { may: [], url: `${translation}/en/approval`, body: { contentSha256: hash } },
  ],
  'POST /api/releases/:slug/translations/:locale/return': [
    { may: [], url: `${translation}/km/return`, body: { reason: 'because' } },
    { may: ['reviewer ja'], url: `${translation}/ja/return`, body: { reason: 'because' } },
  ],
  'POST /api/releases/:slug/translations/:locale/presence': {
    may: withRole,
    url: `${translation}/km/presence`,
    body: { segment: null },
  },
  'POST /api/releases/:slug/translations/:locale/preview': {
    may: withRole,
    url: `${translation}/km/preview`,
    body: { what: 'email', edition: 'km', proposed: [] },
  },
  'GET /preview-frame': { may: signedIn },
  'GET /api/releases/:slug/translations/:locale/segments/:segment/history': {
    may: withRole,
    url: `${translation}/km/segments/${randomUUID()}/history`,
  },
  'POST /api/releases/:slug/translations/:locale/hand-in': [
    { may: ['translator km'], url: `${translation}/km/hand-in` },
    { may: ['reviewer ja'], url: `${translation}/ja/hand-in` },
  ],
  'POST /api/releases/:slug/translations/:locale/findings/:finding/waiver': [
    { may: [], url: `${translation}/km/findings/${randomUUID()}/waiver`, body: { reason: 'because' } },
    {
      may: ['reviewer ja'],
      url: `${translation}/ja/findings/${randomUUID()}/waiver`,
      body: { reason: 'because' },
    },
  ],

  'GET /api/colleagues': { may: withRole },
  'GET /api/releases/:slug/translations/:locale/comments': {
    may: withRole,
    url: `${translation}/km/comments`,
  },
  'POST /api/releases/:slug/translations/:locale/comments': [
    {
      may: ['press-officer', 'translator km', 'publisher'],
      url: `${translation}/km/comments`,
      body: { segmentId: randomUUID(), body: 'Why?' },
    },
    {
      may: ['press-officer', 'reviewer ja', 'publisher'],
      url: `${translation}/ja/comments`,
      body: { segmentId: randomUUID(), body: 'Why?' },
    },
  ],
  'POST /api/releases/:slug/translations/:locale/comments/:comment/replies': {
    may: ['press-officer', 'translator km', 'publisher'],
    url: `${translation}/km/comments/${randomUUID()}/replies`,
    body: { body: 'Because.' },
  },
  'POST /api/releases/:slug/translations/:locale/comments/:comment/resolution': {
    may: ['press-officer', 'translator km', 'publisher'],
    url: `${translation}/km/comments/${randomUUID()}/resolution`,
  },
  'POST /api/releases/:slug/translations/:locale/comments/:comment/reopening': {
    may: ['press-officer', 'reviewer ja', 'publisher'],
    url: `${translation}/ja/comments/${randomUUID()}/reopening`,
  },

  'POST /api/lists': { may: ['publisher', 'administrator'], body: { slug: 'press', name: 'Press' } },
  'POST /api/lists/:list/subscribers': {
    may: ['publisher', 'administrator'],
    url: '/api/lists/nothing/subscribers',
    body: { edition: ['en'], subscribers: [{ email: 'a@b.example' }] },
  },
  'POST /api/releases/:slug/dispatches': {
    may: ['publisher'],
    url: '/api/releases/nothing/dispatches',
    body: { lists: ['press'] },
  },
  'GET /api/releases/:slug/dispatches': {
    may: ['press-officer', 'publisher', 'administrator'],
    url: '/api/releases/nothing/dispatches',
  },
  'GET /api/dispatches/:id': { may: ['press-officer', 'publisher', 'administrator'], url: dispatch },
  'POST /api/dispatches/:id/pause': { may: ['publisher'], url: `${dispatch}/pause` },
  'POST /api/dispatches/:id/resume': { may: ['publisher'], url: `${dispatch}/resume` },
  'POST /api/dispatches/:id/cancel': { may: ['publisher'], url: `${dispatch}/cancel` },

  'GET /api/audit': { may: ['publisher', 'administrator'] },
  'GET /api/audit/choices': { may: ['publisher', 'administrator'] },
  'GET /api/audit/export': { may: ['publisher', 'administrator'], url: '/api/audit/export?format=jsonl' },
  'GET /api/insight': { may: ['publisher', 'administrator'], url: '/api/insight?since=2024-01-01T00:00:00Z' },
  'GET /api/audit/verification': { may: ['publisher', 'administrator'] },
}

describe('who may do what', async () => {
  it('is told in the table for every route that there is, and for no other', async () => {
    const { app } = await openOffice()
    await app.ready()
    expect(routesOf(app).sort()).toEqual(Object.keys(table).sort())
  })

  it.each(everyone)('holds for %s on every route', async (who) => {
    const office = await openOffice()
    const grants = people[who]
    const wrong: string[] = []
    for (const [route, rules] of Object.entries(table)) {
      for (const { may, url, body, endless } of [rules].flat()) {
        if (endless && may.includes(who)) continue
        const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PATCH' | 'DELETE', string]
        // A session each: signing out is one of the routes.
        const ask = await openSession(office, grants ? await office.person(...grants) : undefined)
        const answer = await ask(method, url ?? path, body && JSON.stringify(body), {
          ...(body && { 'content-type': 'application/json' }),
        })
        const code = answer.headers['content-type']?.includes('problem') ? answer.json().code : ''
        const refused = ['not-signed-in', 'not-allowed'].includes(code)
        const right = may.includes(who)
          ? !refused && answer.statusCode !== 500
          : code === (grants ? 'not-allowed' : 'not-signed-in')
        if (!right) wrong.push(`${route} ${url ?? ''}: ${answer.statusCode} ${code}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

it('nobody edits or approves a language that is not theirs, however they ask', async () => {
  const office = await openOffice()
  await office.work('translate', 'review')
  const officer = await office.person({ role: 'press-officer', locale: null })
  await submit(office, officer, { slug: 'guests' })
  const translators = await office.person(
    { role: 'translator', locale: 'km' },
    { role: 'translator', locale: 'ja' },
  )
  for (const locale of ['km', 'ja'] as const) await translate(office, translators, 'guests', locale)
  const reviewers = {
    'translator km': 'not-a-reviewer',
    'reviewer ja': 'not-allowed',
    'press-officer': 'not-allowed',
    publisher: 'not-allowed',
    administrator: 'not-allowed',
  } as const
  for (const [who, code] of Object.entries(reviewers)) {
    const ask = await openSession(office, await office.person(...people[who as keyof typeof reviewers]))
    const { contentSha256, segments } = await inReview(office, 'guests', 'km')
    const approval = await ask('POST', `/api/releases/guests/translations/km/approval`, { contentSha256 })
    expect(approval.json(), who).toMatchObject({ status: 403, code })
    if (who === 'translator km') continue
    const [{ id, version }] = segments as [(typeof segments)[0]]
    const edit = await ask('PATCH', '/api/releases/guests/translations/km/segments', {
      edits: [{ segmentId: id, version, text: 'other' }],
    })
    expect(edit.json(), who).toMatchObject({ status: 403, code: 'not-allowed' })
    expect((await inReview(office, 'guests', 'km')).contentSha256).toBe(contentSha256)
  }
})
