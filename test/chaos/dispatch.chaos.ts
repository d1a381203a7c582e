/**
 * Large dispatches of both samples in three editions, ordered, watched, paused and resumed over the API, by a worker that is killed over
 * and over in their midst. At the end the mail server's log and the books agree to the last recipient. CHAOS_DISPATCH=100000x10 runs one
 * of another size: subscribers and kills.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { firstInvitation } from '../../src/accounts/invite.ts'
import { openTemporaryDatabase } from '../../src/cli/database.ts'
import { reviewSource, reviewTarget } from '../../src/cli/demo/acts.ts'
import { openOffice } from '../../src/cli/demo/office.ts'
import { loadSamples, readSample, sampleNames, targetLocales } from '../../src/cli/demo/samples.ts'
import { loadConfig } from '../../src/config.ts'
import { createDeps } from '../../src/deps.ts'
import { openSocket, startServer } from '../../src/http/server.ts'
import { startWorking } from '../../src/process.ts'
import { startLedger } from '../support/ledger.ts'
import { bringAbout } from '../support/persistence.ts'
import { root } from '../support/postgres.ts'
import { createRandom } from '../support/random.ts'

const sizes = (process.env.CHAOS_DISPATCH ?? '10000x200 100000x10')
  .split(' ')
  .map((size) => size.split('x').map(Number) as [number, number])

const editions = ['en+km', 'en+ja', 'en+km+ja']

interface Dispatch {
  id: string
  status: string
  deliveries: Record<string, number>
  perMinute: number
  endsAt: string | null
}

const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await sleep(250)
}

/** The process that sends; where it dies, the next one starts. */
const startMailWorker = (env: Record<string, string>) => {
  let stopped = false
  let kills = 0
  const start = () => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'workers/mail.ts'], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: 'ignore',
    })
    child.once('exit', () => {
      if (!stopped) running = start()
    })
    return child
  }
  let running = start()
  return {
    kill() {
      if (running.kill('SIGKILL')) kills++
    },
    kills: () => kills,
    async stop() {
      stopped = true
      const ended = once(running, 'exit')
      running.kill('SIGTERM')
      await ended
    },
  }
}

it.each(sizes)('%i subscribers, %i kills', { timeout: 7_200_000 }, async (subscribers, kills) => {
  const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)
  const random = createRandom(subscribers)
  const ledger = await startLedger()
  onTestFinished(() => void ledger.close())
  const socket = await openSocket('127.0.0.1', 0)
  const database = await openTemporaryDatabase({
    ...loadConfig({}),
    baseUrl: socket.url,
    smtpUrl: ledger.url,
    logLevel: 'error',
    recoverySeconds: 1,
  })
  onTestFinished(() => database.close())
  const deps = createDeps(database.config)
  onTestFinished(() => deps.close())
  const server = await startServer(deps, socket)
  onTestFinished(() => server.close())
  const working = await startWorking(deps, ['translate', 'review', 'render'])
  onTestFinished(() => working.close())

  const office = await openOffice((await firstInvitation(deps))!)
  const { publisher, officer } = office
  await loadSamples(deps.db)
  const report = { notes: [], releases: [], refusals: [], dispatches: [], stages: [] }
  for (const slug of sampleNames) {
    const text = await readSample(slug)
    await officer.call('POST', '/api/releases', { text, slug, locales: targetLocales })
    await bringAbout(`${slug} is in review`, async () => {
      const { translations } = await publisher.call<{ translations: { status: string }[] }>(
        'GET',
        `/api/releases/${slug}`,
      )
      return translations.length === 3 && translations.every(({ status }) => status === 'in-review')
    })
    await reviewSource(office, slug)
    for (const locale of targetLocales) await reviewTarget(office, slug, locale, report)
    await bringAbout(`${slug} is rendered`, async () => {
      const seen = await officer.call<{ status: string }[]>('GET', `/api/releases/${slug}/editions`)
      return seen.every(({ status }) => status === 'rendered')
    })
  }
  await publisher.call('POST', '/api/lists', { slug: 'press', name: 'Press' })
  const lines = function* () {
    yield Buffer.from('email,name,edition\n')
    for (let n = 0; n < subscribers; n++)
      yield Buffer.from(`reader.${n}@domain-${n % 100}.example,Reader ${n},${editions[n % 3]}\n`)
  }
  await publisher.send('/api/lists/press/imports?edition=en', 'text/csv', Readable.from(lines()))

  const mail = startMailWorker({
    DATABASE_URL: database.config.databaseUrl,
    SECRET: database.config.secret,
    QUEUE_PREFIX: database.config.queuePrefix,
    SMTP_URL: ledger.url,
    BASE_URL: socket.url,
    RECOVERY_SECONDS: '1',
    LOG_LEVEL: 'error',
  })
  onTestFinished(() => mail.stop())
  const start = performance.now()
  // So many messages after one another, and then it dies; each kill in the midst of messages.
  const notices = ledger.arrived()
  const between = (subscribers * sampleNames.length) / (kills + 1)
  let next = notices + random.between(1, between)
  let lastAt = 0
  ledger.listen((arrived) => {
    lastAt = performance.now()
    if (arrived < next || mail.kills() >= kills) return
    mail.kill()
    next = arrived + random.between(1, between)
  })
  const seen = { progress: 0, pausedAfterMs: [] as number[] }
  for (const slug of sampleNames) {
    const { id } = await publisher.call<Dispatch>('POST', `/api/releases/${slug}/dispatches`, {
      lists: ['press'],
    })
    const look = () => publisher.call<Dispatch>('GET', `/api/dispatches/${id}`)
    const begun = ledger.arrived()
    await until(async () => {
      const { perMinute, endsAt } = await look()
      if (perMinute > 0 && endsAt) seen.progress++
      return ledger.arrived() - begun > subscribers / 3
    })
    const wished = performance.now()
    await publisher.call('POST', `/api/dispatches/${id}/pause`)
    await until(async () => !(await look()).deliveries.sending)
    const held = ledger.arrived()
    seen.pausedAfterMs.push(Math.max(0, Math.round(lastAt - wished)))
    await sleep(2000)
    expect(await look()).toMatchObject({ status: 'paused' })
    expect(ledger.arrived(), 'nothing leaves while it is paused').toBe(held)
    await publisher.call('POST', `/api/dispatches/${id}/resume`)
    await until(async () => (await look()).status === 'completed')
    const { deliveries } = await look()
    expect(Object.values(deliveries).reduce((sum, n) => sum + n)).toBe(subscribers)
    tell({ slug, deliveries })
  }
  const seconds = (performance.now() - start) / 1000

  const rows = await deps.db.selectFrom('delivery').select(['id', 'status']).execute()
  const copies = new Map<string, number>()
  for (const id of await ledger.read()) copies.set(id, (copies.get(id) ?? 0) + 1)
  const wrong = rows.filter(({ id, status }) => {
    const taken = copies.get(id) ?? 0
    return status === 'sent' ? taken !== 1 : !(status === 'uncertain' && taken <= 1)
  })
  expect(wrong).toEqual([])
  const uncertain = rows.filter(({ status }) => status === 'uncertain')
  // Whatever is in doubt was on its way when its process died, or its answer was.
  expect(uncertain.length).toBeLessThanOrEqual(20 * mail.kills())
  expect(seen.progress).toBeGreaterThan(0)
  expect(mail.kills()).toBe(kills)
  tell({
    subscribers,
    messages: rows.length,
    seconds: Math.round(seconds),
    perSecond: Math.round(rows.length / seconds),
    kills: mail.kills(),
    uncertain: uncertain.length,
    'of them arrived': uncertain.filter(({ id }) => copies.has(id)).length,
    ...seen,
  })
})
