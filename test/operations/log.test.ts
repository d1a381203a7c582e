import { expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { startCollector } from '../support/collector.ts'
import { startModel } from '../support/llm.ts'
import { openOffice, until } from '../support/office.ts'
import { openTeam, publishable, releaseText } from '../support/release.ts'
import { openSession } from '../support/session.ts'
import { startMailServer } from '../support/smtp.ts'

/** What a log writes, by line. */
const openLog = () => {
  const lines: string[] = []
  return { lines, log: createLog('trace', { write: (line) => void lines.push(line) }) }
}

it('takes out whatever looks like an address, wherever it stands', () => {
  const { lines, log } = openLog()
  log.info({ to: 'Sok Dara <dara@reader.example>', n: 1 }, 'to ដារ៉ា@ឧទាហរណ៍.កម្ពុជា')
  const err = Object.assign(new Error('550 <a.b+c@reader.example> unknown'), {
    detail: 'Key (email)=(x@y.example), name=Sok Dara',
  })
  log.warn({ err }, 'refused')
  log.error({ error: 'connect smtp://press:very-secret@mail.example:587' }, 'lost')
  const all = lines.join('')
  expect(all).not.toMatch(/reader\.example|y\.example|កម្ពុជា|very-secret|name=Sok/)
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['to …', 'refused', 'lost'])
})

it('a release is followed from the request through every stage, in logs and in one trace, and nobody is named on the way', async () => {
  const { lines, log } = openLog()
  let bounced = false
  const server = await startMailServer((moment, _, line) => {
    if (moment !== 'RCPT' || !line.includes('bopha') || bounced) return undefined
    bounced = true
    return `550 5.1.1 ${line.replace('RCPT TO:', '')}: nobody here by the name of Bopha`
  })
  onTestFinished(server.close)
  const collector = await startCollector()
  const model = await startModel(() => ({ status: 400 }))
  const office = await openOffice({
    log,
    settings: {
      smtpUrl: `smtp://${server.host}:${server.port}`,
      gatherMinutes: 0,
      traceEndpoint: collector.endpoint,
      engine: loadConfig({ ENGINE: 'llm', LLM_URL: model.url, LLM_MODEL: 'a-model' }).engine,
    },
  })
  const team = await openTeam(office)
  await office.work('translate', 'review', 'render', 'mail')
  await createList(office.deps, team.publisher.id, { slug: 'press', name: 'Press' })
  const readers = ['bopha', 'chan'].map((name) => ({
    email: `${name}@reader.example`,
    name: `${name.toUpperCase()} Sreymom`,
    locale: 'en' as const,
  }))
  await subscribe(office.deps, team.publisher.id, 'press', ['en', 'km'], readers)

  const officer = await openSession(office, team.officer)
  const body = { slug: 'guests', text: releaseText('Guests'), locales: ['km', 'ja'] }
  const submitted = await officer('POST', '/api/releases', body)
  expect(submitted.statusCode).toBe(201)
  // What fails says so in the log, too, with what was typed left out.
  await officer('POST', '/api/auth/sign-in/email', {
    email: readers[0]!.email,
    password: 'a wrong password, long enough',
  })
  await publishable(office, team, 'guests')
  const publisher = await openSession(office, team.publisher)
  await publisher('POST', '/api/releases/guests/dispatches', { lists: ['press'] })
  await until(async () => {
    const { rows } = { rows: await office.deps.db.selectFrom('dispatch').select('status').execute() }
    return rows.every(({ status }) => status === 'completed') && bounced
  }, 'the dispatch is at its end')

  const told = lines.map((line) => JSON.parse(line))
  const request = told.find(({ request }) => request === submitted.headers['x-request-id'])
  expect(request).toMatchObject({ method: 'POST', route: '/api/releases', status: 201, release: 'guests' })
  const jobs = new Set(told.filter(({ release }) => release === 'guests').map(({ job }) => job))
  for (const job of [
    'draft-translation',
    'open-review',
    'send-notification',
    'render-edition',
    'freeze-dispatch',
  ])
    expect(jobs, `${job} names the release`).toContain(job)
  await until(async () =>
    lines.some((line) => line.includes('"job":"deliver-dispatch"') && line.includes('guests')),
  )

  const { spans } = collector
  const named = (name: string) => spans.filter((span) => span.name === name)
  await until(
    async () => named('smtp').length > 0 && named('POST /api/releases').length > 0,
    'the trace is told',
  )
  const [root] = named('POST /api/releases')
  expect(root).not.toHaveProperty('parentSpanId')
  expect(spans.filter(({ spanId }) => spanId === root!.spanId)).toHaveLength(1)
  const within = (name: string, parent: string) =>
    named(name).some(
      (span) =>
        span.traceId === root!.traceId && named(parent).some(({ spanId }) => spanId === span.parentSpanId),
    )
  for (const [name, parent] of [
    ['outbox draft-translation', 'POST /api/releases'],
    ['draft-translation', 'POST /api/releases'],
    ['engine llm', 'draft-translation'],
    ['open-review', 'POST /api/releases'],
    ['POST /api/releases/:slug/dispatches', 'POST /api/releases'],
    ['render', 'render-edition'],
    ['smtp', 'deliver-dispatch'],
  ] as const)
    expect(within(name, parent), `${name} within ${parent}, in the trace of the release`).toBe(true)
  expect(named('engine llm')[0]!.status.code, 'an engine that failed').toBe(2)
  const sent = named('smtp').flatMap(({ attributes }) =>
    attributes.filter(({ key }) => key.startsWith('bayon.deliveries.')),
  )
  expect(
    sent.map(({ key, value }) => [key, value.intValue]).sort(),
    'one span, however many readers',
  ).toEqual([
    ['bayon.deliveries.bounced', 1],
    ['bayon.deliveries.sent', 1],
  ])

  const people = await office.deps.db.selectFrom('person').select(['name', 'email']).execute()
  const secrets = [
    ...people.flatMap(({ name, email }) => [name, email]),
    ...readers.flatMap(({ name, email }) => [name, email, email.split('@')[0]!]),
    'a wrong password',
    'The Minister welcomed',
    office.deps.config.secret,
  ]
  const all = lines.join('') + JSON.stringify(spans)
  expect(secrets.filter((secret) => all.toLowerCase().includes(secret.toLowerCase()))).toEqual([])
})
