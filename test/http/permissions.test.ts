import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Grant } from '../../src/accounts/permissions.ts'
import type { Role } from '../../src/accounts/roles.ts'
import { locales } from '../../src/language/model.ts'
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
  'translator ja': [{ role: 'translator', locale: 'ja' }],
  'reviewer en': [{ role: 'reviewer', locale: 'en' }],
  'reviewer km': [{ role: 'reviewer', locale: 'km' }],
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

// Somebody else's release, which is there: a refusal has to come of who asks.
const release = '/api/releases/guests'
const hash = '0'.repeat(64)
const edits = [{ segmentId: randomUUID(), version: 1, text: 'text' }]
const term = `/api/terms/${randomUUID()}`
const concept = { kind: 'phrase', terms: [{ locale: 'en', text: 'peace', status: 'preferred' }] }
const dispatch = `/api/dispatches/${randomUUID()}`
const somebody = `/api/people/${randomUUID()}`
const webhook = `/api/webhooks/${randomUUID()}`
const reviewers: Who[] = ['reviewer en', 'reviewer km', 'reviewer ja']

/** Have a say in every language. */
const inEveryLanguage: Who[] = ['press-officer', 'publisher']

/** A rule for each language: who has one of the roles for it may, nobody of another language. */
const inOwnLanguage = (
  roles: readonly Role[],
  path: string,
  body?: object,
  also: readonly Who[] = [],
): Rule[] =>
  locales.map((locale) => ({
    may: everyone.filter(
      (who) =>
        also.includes(who) ||
        (people[who] ?? []).some((grant: Grant) => roles.includes(grant.role) && grant.locale === locale),
    ),
    url: `${release}/translations/${locale}${path}`,
    ...(body && { body }),
  }))

/** Who may use which route. A route that is missing here fails the test. */
const table: Record<string, Rule | Rule[]> = {
  // The application itself is no secret; what it shows is asked for by the routes below.
  ...Object.fromEntries(Object.values(paths).map((path) => [`GET ${path}`, { may: everyone }])),
  // /assets/*, of which Fastify prints the star.
  'GET /*': { may: everyone, url: '/assets/nothing.js' },
  'GET /health': { may: everyone },
  'GET /ready': { may: everyone },
  'GET /api/openapi.json': { may: everyone },
  'GET /problems/:code': { may: everyone, url: '/problems/four-eyes' },
  'GET /news': { may: everyone },
  'GET /news/:slug': { may: everyone, url: '/news/guests' },
  'GET /news/:slug/:locale': { may: everyone, url: '/news/guests/en' },
  'GET /news/:slug/:locale/revisions/:number': { may: everyone, url: '/news/guests/en/revisions/1' },
  'GET /news/:slug/:locale/document.pdf': { may: everyone, url: '/news/guests/en/document.pdf' },
  ...Object.fromEntries(
    locales.flatMap((locale) =>
      ['atom', 'json'].map((ending) => [`GET /news/feed/${locale}.${ending}`, { may: everyone }]),
    ),
  ),
  'GET /news/sitemap.xml': { may: everyone },
  'GET /robots.txt': { may: everyone },
  'GET /verify': { may: everyone },
  'POST /verify': { may: everyone },
  'GET /verify/:code': { may: everyone, url: '/verify/none' },
  'POST /verify/:code': { may: everyone, url: '/verify/none' },
  'GET /verify/:code.json': { may: everyone, url: '/verify/none.json' },
  'GET /.well-known/bayon-keys.json': { may: everyone },
  'GET /subscribe': { may: everyone },
  'POST /subscribe': { may: everyone },
  'GET /subscribe/confirm': { may: everyone, url: '/subscribe/confirm?token=none' },
  'POST /subscribe/confirm': { may: everyone, url: '/subscribe/confirm?token=none' },
  'GET /preferences/:token': { may: everyone, url: '/preferences/none' },
  'POST /preferences/:token': { may: everyone, url: '/preferences/none' },
  'POST /preferences/:token/erasure': { may: everyone, url: '/preferences/none/erasure' },
  'GET /unsubscribe/:token': { may: everyone, url: '/unsubscribe/none' },
  'POST /unsubscribe/:token': { may: everyone, url: '/unsubscribe/none' },

  'POST /api/auth/sign-in/email': { may: everyone, body: { email: 'a@b.example', password: 'no' } },
  'POST /api/auth/sign-out': { may: signedIn },
  'POST /api/auth/change-password': {
    may: signedIn,
    body: { currentPassword: 'wrong', newPassword: 'long enough to be one' },
  },
  'GET /api/auth/ways': { may: everyone },
  'POST /api/auth/sign-in/oidc': { may: everyone, body: {} },
  'GET /api/auth/callback/oidc': { may: everyone, url: '/api/auth/callback/oidc?state=none' },
  'POST /api/auth/two-factor/verify': { may: everyone, body: { code: '000000' } },
  'POST /api/auth/two-factor/enable': { may: signedIn, body: { password: 'wrong' } },
  'POST /api/auth/two-factor/confirm': { may: signedIn, body: { code: '000000' } },
  'POST /api/auth/two-factor/backup-codes': { may: signedIn, body: { password: 'wrong' } },
  'POST /api/auth/two-factor/disable': { may: signedIn, body: { password: 'wrong' } },
  'POST /api/auth/password-reset': { may: everyone, body: { email: 'a@b.example' } },
  'POST /api/auth/password-reset/confirmation': {
    may: everyone,
    body: { token: 'none', password: 'long enough to be one' },
  },
  'GET /api/me': { may: signedIn },
  'GET /api/changes': { may: withRole, endless: true },
  'GET /api/waiting': { may: signedIn },
  'PATCH /api/me': { may: signedIn, body: { locale: 'ja' } },
  'DELETE /api/me/oidc': { may: signedIn },
  'GET /api/me/sessions': { may: signedIn },
  'DELETE /api/me/sessions': { may: signedIn },
  'DELETE /api/me/sessions/:id': { may: signedIn, url: `/api/me/sessions/${randomUUID()}` },
  'GET /api/me/api-keys': { may: signedIn },
  'POST /api/me/api-keys': { may: signedIn, body: { name: 'A key' } },
  'DELETE /api/me/api-keys/:id': { may: signedIn, url: `/api/me/api-keys/${randomUUID()}` },
  'GET /api/people': { may: withRole },
  'PUT /api/people/:id/grants': {
    may: ['administrator'],
    url: `${somebody}/grants`,
    body: { grants: [] },
  },
  'POST /api/people/:id/deactivation': { may: ['administrator'], url: `${somebody}/deactivation` },
  'POST /api/people/:id/reactivation': { may: ['administrator'], url: `${somebody}/reactivation` },
  'POST /api/people/:id/two-factor-reset': {
    may: ['administrator'],
    url: `${somebody}/two-factor-reset`,
  },
  'GET /api/invitations': { may: ['administrator'] },
  'DELETE /api/invitations/:id': { may: ['administrator'], url: `/api/invitations/${randomUUID()}` },
  'POST /api/invitations': {
    may: ['administrator'],
    body: { grants: [{ role: 'publisher', locale: null }] },
  },
  'POST /api/invitations/lookup': { may: everyone, body: { token: 'none' } },
  'POST /api/invitations/acceptance': {
    may: everyone,
    body: { token: 'none', name: 'A', email: 'a@b.example', password: 'long enough to be one' },
  },

  'GET /api/releases': { may: withRole },
  'POST /api/releases': { may: ['press-officer', 'publisher'], body: { text: ' ', locales: ['km'] } },
  'POST /api/releases/preview': { may: ['press-officer', 'publisher'], body: { text: ' ' } },
  'PATCH /api/releases/:slug': {
    may: ['press-officer', 'publisher'],
    url: release,
    body: { dueAt: null },
  },
  'GET /api/releases/:slug/document': { may: withRole, url: `${release}/document` },
  'POST /api/releases/:slug/revisions/preview': {
    may: ['press-officer', 'publisher'],
    url: `${release}/revisions/preview`,
    body: {
      document: {
        kind: 'statement',
        letterhead: [],
        unit: null,
        reference: null,
        title: 'T',
        blocks: [],
        dateline: null,
      },
    },
  },
  'GET /api/releases/:slug': { may: withRole, url: release },
  'GET /api/releases/:slug/editions': { may: withRole, url: `${release}/editions` },
  'GET /api/releases/:slug/editions/:edition/:name': {
    may: withRole,
    url: `${release}/editions/en/email.html`,
  },

  'POST /api/releases/:slug/publication': { may: ['publisher'], url: `${release}/publication` },
  'GET /api/releases/:slug/revisions': { may: withRole, url: `${release}/revisions` },
  'POST /api/releases/:slug/revisions': {
    may: ['press-officer', 'publisher'],
    url: `${release}/revisions`,
    body: { text: 'Text.' },
  },
  'GET /api/releases/:slug/translations/:locale/files/:format': {
    may: withRole,
    url: `${release}/translations/km/files/xliff`,
  },
  'POST /api/releases/:slug/translations/:locale/files/:format/preview': inOwnLanguage(
    ['translator', 'reviewer'],
    '/files/xliff/preview',
    { base64: 'AAAA' },
  ),
  'POST /api/releases/:slug/translations/:locale/files/:format': inOwnLanguage(
    ['translator', 'reviewer'],
    '/files/xliff',
    { base64: 'AAAA', sha256: hash },
  ),

  'PUT /api/releases/:slug/translations/:locale/assignments': {
    may: ['press-officer', 'publisher', 'administrator'],
    url: '/api/releases/nothing/translations/km/assignments',
    body: { reviewers: [], translators: [] },
  },
  'GET /api/memory/concordance': { may: withRole, url: '/api/memory/concordance?locale=km&q=peace' },
  'POST /api/memory/matches': { may: withRole, body: { locale: 'km', texts: ['Text.'] } },
  'GET /api/memory/imported': { may: withRole },
  'PATCH /api/memory/imported/:id': {
    may: ['administrator'],
    url: `/api/memory/imported/${randomUUID()}`,
    body: { penalty: 5 },
  },
  'DELETE /api/memory/imported/:id': {
    may: ['administrator'],
    url: `/api/memory/imported/${randomUUID()}`,
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
  'POST /api/terms': { may: [...reviewers, 'administrator'], body: concept },
  'PATCH /api/terms/:id': {
    may: [...reviewers, 'administrator'],
    url: term,
    body: { version: 1, note: 'A note' },
  },
  'DELETE /api/terms/:id': { may: [...reviewers, 'administrator'], url: term },
  'POST /api/terms/:id/confirmations': {
    may: ['reviewer ja'], // of the language that is confirmed
    url: `${term}/confirmations`,
    body: { locale: 'ja', version: 1 },
  },
  'GET /api/engines/usage': { may: ['administrator'] },
  'GET /api/engines/quality': { may: ['administrator'] },

  'GET /api/releases/:slug/translations/:locale': { may: withRole, url: `${release}/translations/km` },
  'PATCH /api/releases/:slug/translations/:locale/segments': inOwnLanguage(
    ['translator', 'reviewer'],
    '/segments',
    { edits },
  ),
  // Whoever may work on a text may ask; that they may also approve it is for the database to say.
  'POST /api/releases/:slug/translations/:locale/approval': inOwnLanguage(
    ['translator', 'reviewer'],
    '/approval',
    { contentSha256: hash },
  ),
  'POST /api/releases/:slug/translations/:locale/return': inOwnLanguage(['reviewer'], '/return', {
    reason: 'because',
  }),
  'POST /api/releases/:slug/translations/:locale/presence': {
    may: withRole,
    url: `${release}/translations/km/presence`,
    body: { segment: null },
  },
  'POST /api/releases/:slug/translations/:locale/preview': {
    may: withRole,
    url: `${release}/translations/km/preview`,
    body: { what: 'email', edition: 'km', proposed: [] },
  },
  'GET /preview-frame': { may: signedIn },
  'GET /api/releases/:slug/translations/:locale/segments/:segment/history': {
    may: withRole,
    url: `${release}/translations/km/segments/${randomUUID()}/history`,
  },
  'POST /api/releases/:slug/translations/:locale/hand-in': inOwnLanguage(
    ['translator', 'reviewer'],
    '/hand-in',
  ),
  'POST /api/releases/:slug/translations/:locale/findings/:finding/waiver': inOwnLanguage(
    ['reviewer'],
    `/findings/${randomUUID()}/waiver`,
    { reason: 'because' },
  ),

  'GET /api/releases/:slug/translations/:locale/comments': {
    may: withRole,
    url: `${release}/translations/km/comments`,
  },
  'POST /api/releases/:slug/translations/:locale/comments': inOwnLanguage(
    ['translator', 'reviewer'],
    '/comments',
    { segmentId: randomUUID(), body: 'Why?' },
    inEveryLanguage,
  ),
  'POST /api/releases/:slug/translations/:locale/comments/:comment/replies': inOwnLanguage(
    ['translator', 'reviewer'],
    `/comments/${randomUUID()}/replies`,
    { body: 'Because.' },
    inEveryLanguage,
  ),
  'POST /api/releases/:slug/translations/:locale/comments/:comment/resolution': inOwnLanguage(
    ['translator', 'reviewer'],
    `/comments/${randomUUID()}/resolution`,
    undefined,
    inEveryLanguage,
  ),
  'POST /api/releases/:slug/translations/:locale/comments/:comment/reopening': inOwnLanguage(
    ['translator', 'reviewer'],
    `/comments/${randomUUID()}/reopening`,
    undefined,
    inEveryLanguage,
  ),

  'GET /api/office': { may: withRole },
  'GET /api/office/style': { may: ['administrator'] },
  'PUT /api/office/style': { may: ['administrator'], body: {} },
  'POST /api/office/style/preview': { may: ['administrator'], body: { style: {}, locales: ['en'] } },
  'GET /news/logo/:file': { may: everyone, url: `/news/logo/${hash}.png` },
  'GET /api/lists': { may: ['press-officer', 'publisher', 'administrator'] },
  'PATCH /api/lists/:list': {
    may: ['publisher', 'administrator'],
    url: '/api/lists/none',
    body: { isPublic: true },
  },
  'POST /api/lists/:list/subscribers/:id/erasure': {
    may: ['publisher', 'administrator'],
    url: `/api/lists/none/subscribers/${randomUUID()}/erasure`,
  },
  'GET /api/suppressions': { may: ['press-officer', 'publisher', 'administrator'] },
  'GET /api/returns': { may: ['publisher', 'administrator'] },
  'GET /api/returns/:id': { may: ['publisher', 'administrator'], url: `/api/returns/${randomUUID()}` },
  'GET /api/lists/:list/subscribers': {
    may: ['press-officer', 'publisher', 'administrator'],
    url: '/api/lists/nothing/subscribers',
  },
  'PATCH /api/lists/:list/subscribers/:id': {
    may: ['publisher', 'administrator'],
    url: `/api/lists/nothing/subscribers/${randomUUID()}`,
    body: { edition: ['en'] },
  },
  'POST /api/lists/:list/subscribers/:id/unsubscription': {
    may: ['publisher', 'administrator'],
    url: `/api/lists/nothing/subscribers/${randomUUID()}/unsubscription`,
  },
  'POST /api/lists/:list/imports/preview': {
    may: ['publisher', 'administrator'],
    url: '/api/lists/nothing/imports/preview?edition=en',
  },
  'POST /api/lists/:list/imports': {
    may: ['publisher', 'administrator'],
    url: '/api/lists/nothing/imports?edition=en',
  },
  'GET /api/lists/:list/export': {
    may: ['publisher', 'administrator'],
    url: '/api/lists/nothing/export',
  },
  'GET /api/releases/:slug/audience': {
    may: ['press-officer', 'publisher', 'administrator'],
    url: '/api/releases/nothing/audience?lists=press',
  },
  'POST /api/releases/:slug/test-mail': {
    may: ['press-officer', 'publisher'],
    url: '/api/releases/nothing/test-mail',
    body: { edition: 'en' },
  },
  'POST /api/releases/:slug/withdrawal': {
    may: ['publisher'],
    url: '/api/releases/nothing/withdrawal',
    body: { reason: { en: 'A mistake' } },
  },
  'GET /api/releases/:slug/withdrawal/notice': {
    may: ['press-officer', 'publisher', 'administrator'],
    url: '/api/releases/nothing/withdrawal/notice',
  },
  'GET /api/dispatches/:id/deliveries': {
    may: ['press-officer', 'publisher', 'administrator'],
    url: `${dispatch}/deliveries?status=uncertain`,
  },
  'POST /api/dispatches/:id/deliveries/:delivery/resend': {
    may: ['publisher'],
    url: `${dispatch}/deliveries/${randomUUID()}/resend`,
  },
  'POST /api/lists': { may: ['publisher', 'administrator'], body: { slug: 'press', name: 'Press' } },
  'POST /api/lists/:list/subscribers': {
    may: ['publisher', 'administrator'],
    url: '/api/lists/nothing/subscribers',
    body: { edition: ['en'], subscribers: [{ email: 'a@b.example' }] },
  },
  'POST /api/releases/:slug/dispatches': {
    may: ['publisher'],
    url: `${release}/dispatches`,
    body: { lists: ['press'] },
  },
  'GET /api/releases/:slug/dispatches': {
    may: ['press-officer', 'publisher', 'administrator'],
    url: `${release}/dispatches`,
  },
  'GET /api/dispatches/:id': { may: ['press-officer', 'publisher', 'administrator'], url: dispatch },
  'POST /api/dispatches/:id/pause': { may: ['publisher'], url: `${dispatch}/pause` },
  'POST /api/dispatches/:id/resume': { may: ['publisher'], url: `${dispatch}/resume` },
  'POST /api/dispatches/:id/cancel': { may: ['publisher'], url: `${dispatch}/cancel` },

  'GET /api/webhooks': { may: ['administrator'] },
  'POST /api/webhooks': { may: ['administrator'], body: { url: 'https://cms.example/bayon' } },
  'PATCH /api/webhooks/:id': { may: ['administrator'], url: webhook, body: { paused: true } },
  'DELETE /api/webhooks/:id': { may: ['administrator'], url: webhook },
  'GET /api/webhooks/:id/deliveries': { may: ['administrator'], url: `${webhook}/deliveries` },
  'POST /api/webhooks/:id/deliveries/:delivery/retry': {
    may: ['administrator'],
    url: `${webhook}/deliveries/${randomUUID()}/retry`,
  },
  'GET /api/standstill': { may: withRole },
  'DELETE /api/standstill': { may: ['administrator'] },

  // As the library has them; all of them only look.
  ...Object.fromEntries(
    [
      '',
      '/',
      '/*',
      '/metrics-history',
      '/job-schedulers',
      '/queue/:queueName',
      '/queue/:queueName/:jobId',
      '/api/queues',
      '/api/redis/stats',
      '/api/job-schedulers',
      ...[
        'metrics',
        'default-job-options',
        'workers',
        'rate-limit',
        'job-data-schema',
        ':jobId',
        ':jobId/logs',
        ':jobId/flow',
      ].map((part) => `/api/queues/:queueName/${part}`),
    ].map((path) => [
      `GET /queues${path}`,
      {
        may: ['administrator'] as const,
        url: `/queues${path.replace(':queueName', 'mail').replace(':jobId', 'none').replace('*', 'static/nothing.js')}`,
      },
    ]),
  ),

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
    await submit(office, await office.person({ role: 'press-officer', locale: null }), { slug: 'guests' })
    const grants = people[who]
    const wrong: string[] = []
    for (const [route, rules] of Object.entries(table)) {
      for (const { may, url, body, endless } of [rules].flat()) {
        if (endless && may.includes(who)) continue
        const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string]
        // A session each: signing out is one of the routes.
        const ask = await openSession(office, grants ? await office.person(...grants) : undefined)
        const answer = await ask(method, url ?? path, body && JSON.stringify(body), {
          ...(body && { 'content-type': 'application/json' }),
        })
        const code = answer.headers['content-type']?.includes('problem') ? answer.json().code : ''
        const refused = ['not-signed-in', 'not-allowed'].includes(code)
        const wanted = grants ? '403 not-allowed' : '401 not-signed-in'
        const right = may.includes(who)
          ? !refused && answer.statusCode !== 500
          : `${answer.statusCode} ${code}` === wanted
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
