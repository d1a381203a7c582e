import { join } from 'node:path'
import { Listr, PRESET_TIMER } from 'listr2'
import { firstInvitation } from '../../accounts/invite.ts'
import { verifyAudit } from '../../audit/verify.ts'
import { loadConfig } from '../../config.ts'
import { createDeps } from '../../deps.ts'
import { openSocket, startServer } from '../../http/server.ts'
import { sourceLocale } from '../../language/model.ts'
import { type Sink, startSink } from '../../mailing/sink.ts'
import { stageNames } from '../../pipeline.ts'
import { startWorking } from '../../process.ts'
import { openTemporaryDatabase } from '../database.ts'
import { download, fileMails, getTranslation, reviewSource, reviewTarget } from './acts.ts'
import { waitUntil } from './client.ts'
import { emptyFolder } from './folder.ts'
import { lists, type Office, openOffice } from './office.ts'
import { type Report, writeReport } from './report.ts'
import { loadSamples, readSample, sampleNames, targetLocales } from './samples.ts'

type Edition = Report['releases'][0]['editions'][0] & { status: string }

/** Says how far a step has come. */
type Say = (progress: string) => void

/**
 * Runs the main job and leaves what comes out in `out`.
 * @returns what happened, as tables to be printed
 * @throws Refusal 'folder-taken' if `out` holds other files
 */
export const runDemo = async (out: string): Promise<string> => {
  await emptyFolder(out)
  const report: Report = { notes: [], releases: [], refusals: [], dispatches: [], stages: [] }
  const closing: (() => Promise<unknown>)[] = []
  const settings = {
    ...loadConfig(),
    redisUrl: undefined,
    logLevel: 'warn' as const,
    recoverySeconds: 5,
    gatherMinutes: 0,
  }

  let office!: Office
  let deps!: ReturnType<typeof createDeps>
  let sink!: Sink

  const start = async () => {
    sink = await startSink({ dir: join(out, 'notices') })
    closing.unshift(() => sink.close())
    const socket = await openSocket(settings.host, 0)
    closing.unshift(() => socket.close())
    const database = await openTemporaryDatabase({
      ...settings,
      baseUrl: socket.url,
      smtpUrl: `smtp://127.0.0.1:${sink.port}`,
      mailFrom: { name: 'Press Office', address: 'press@office.example' },
    })
    closing.unshift(() => database.close())
    report.notes.push(...database.notes)
    deps = createDeps(database.config)
    closing.unshift(() => deps.close())
    const server = await startServer(deps, socket)
    closing.unshift(() => server.close())
    const working = await startWorking(deps, stageNames)
    closing.unshift(() => working.close())
  }

  const bringIn = async () => {
    office = await openOffice((await firstInvitation(deps))!)
    report.loaded = await loadSamples(deps.db)
  }

  const submit = async () => {
    for (const name of sampleNames) {
      await office.officer.call('POST', '/api/releases', {
        text: await readSample(name),
        slug: name,
        locales: targetLocales,
        unofficial: true,
      })
    }
  }

  const awaitReviews = async (say: Say) => {
    for (const name of sampleNames) {
      for (const locale of [sourceLocale, ...targetLocales]) {
        say(`${name}, ${locale}`)
        await waitUntil(
          `${name} is in review in ${locale}`,
          () => getTranslation(office.publisher, name, locale),
          (translation) => translation.status === 'in-review',
        )
      }
    }
    await waitUntil(
      'every notice is sent',
      () =>
        deps.db
          .selectFrom('notification')
          .select('id')
          .where('status', 'in', ['pending', 'sending'])
          .execute(),
      (waiting) => waiting.length === 0,
    )
  }

  const review = async (say: Say) => {
    for (const name of sampleNames) {
      const { title } = await getTranslation(office.publisher, name, sourceLocale)
      const outcome: Report['releases'][0] = { name, title, translations: [], editions: [], mails: [] }
      report.releases.push(outcome)
      outcome.translations.push(await reviewSource(office, name))
      for (const locale of targetLocales) {
        say(`${name}, ${locale}`)
        outcome.translations.push(await reviewTarget(office, name, locale, report))
      }
    }
  }

  const render = async (say: Say) => {
    for (const release of report.releases) {
      release.editions = await waitUntil(
        `${release.name} is rendered`,
        () => office.officer.call<Edition[]>('GET', `/api/releases/${release.name}/editions`),
        (editions) => {
          const done = editions.filter(({ status }) => status === 'rendered').length
          say(`${release.name}: ${done} of ${editions.length}`)
          return done === editions.length
        },
      )
      await download(office.officer, join(out, release.name), release)
    }
  }

  const send = async (say: Say) => {
    for (const { slug, name, edition, subscribers } of lists) {
      await office.publisher.call('POST', '/api/lists', { slug, name })
      await office.publisher.call('POST', `/api/lists/${slug}/subscribers`, { edition, subscribers })
    }
    for (const release of report.releases) {
      const before = sink.messages.length
      const { id } = await office.publisher.call<{ id: string }>(
        'POST',
        `/api/releases/${release.name}/dispatches`,
        { lists: lists.map((list) => list.slug) },
      )
      report.dispatches.push(
        await waitUntil(
          `${release.name} is sent`,
          () => office.publisher.call<Report['dispatches'][0]>('GET', `/api/dispatches/${id}`),
          ({ status, candidates, deliveries }) => {
            say(`${release.name}: ${deliveries.sent ?? 0} of ${candidates ?? '…'}`)
            return ['completed', 'failed'].includes(status)
          },
        ),
      )
      release.mails = await fileMails(sink, before, join(out, release.name, 'mail'))
    }
  }

  const steps: [string, (say: Say) => Promise<void>][] = [
    ['Start Postgres, the workers, HTTP and a mail server', start],
    ['Bring in the people, the termbase, and a memory of the 2022 release', bringIn],
    ['Submit both releases', submit],
    ['Draft Khmer and Japanese, check, open the reviews, tell the reviewers', awaitReviews],
    ['Complete what nobody has translated, review, approve', review],
    ['Render six editions of each, as email and PDF', render],
    ['Send to two lists, 25 subscribers', send],
    [
      'Verify the record',
      async () => {
        report.audit = await verifyAudit(deps.db)
      },
    ],
  ]
  try {
    await perform(steps, report)
    return await writeReport(report, out)
  } finally {
    for (const close of closing) await close()
  }
}

/** Does the steps one by one: shown as they go on a terminal, otherwise told in one plain line each. */
const perform = async (steps: [string, (say: Say) => Promise<void>][], { stages }: Report) => {
  const { isTTY } = process.stdout
  const tasks = steps.map(([title, step]) => ({
    title,
    task: async (_: unknown, task: { output: string }) => {
      const started = performance.now()
      await step((progress) => {
        if (isTTY) task.output = progress
      })
      const seconds = (performance.now() - started) / 1000
      stages.push({ title, seconds })
      if (!isTTY) process.stderr.write(`${seconds.toFixed(2)} s  ${title}\n`)
    },
  }))
  await (isTTY
    ? new Listr(tasks, { renderer: 'default', rendererOptions: { timer: PRESET_TIMER } }).run()
    : new Listr(tasks, { renderer: 'silent' }).run())
}
