import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { Listr } from 'listr2'
import { firstInvitation } from '../accounts/invite.ts'
import { verifyAudit } from '../audit/verify.ts'
import { loadConfig } from '../config.ts'
import { createDeps } from '../deps.ts'
import { openSocket, startServer } from '../http/server.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { startSink } from '../mailing/sink.ts'
import { stageNames } from '../pipeline.ts'
import { startWorking } from '../process.ts'
import { openTemporaryDatabase } from './database.ts'
import { ApiProblem, type Client, waitUntil } from './demo/client.ts'
import { lists, type Office, openOffice } from './demo/office.ts'
import { type Report, writeReport } from './demo/report.ts'
import { loadSamples, readPairs, readSample, sampleNames, targetLocales } from './demo/samples.ts'

export const demoCommand = new Command('demo')
  .description('the main job on the two sample releases, on embedded parts, start to finish')
  .option('--out <folder>', 'where everything that comes out is left', 'out')
  .action(async ({ out }: { out: string }) => {
    process.stdout.write(await runDemo(resolve(out)))
  })

interface Translation {
  status: string
  contentSha256: string
  segments: {
    id: string
    source: string
    target: string
    version: number
    origin: string
    draft: string | null
  }[]
  findings: { severity: string; message: string; check: string }[]
}

interface Edition {
  edition: string
  status: string
  artifacts: { name: string; size: number; sha256: string }[]
}

/**
 * Runs the main job and leaves what comes out in `out`.
 * @returns what happened, as a table to be printed
 */
export const runDemo = async (out: string): Promise<string> => {
  const report: Report = { notes: [], releases: [], refusals: [], dispatches: [], stages: [] }
  const closing: (() => Promise<unknown>)[] = []
  const settings = { ...loadConfig(), redisUrl: undefined, logLevel: 'warn' as const, recoverySeconds: 5 }

  let office!: Office
  let deps!: ReturnType<typeof createDeps>
  const slugs: Record<string, string> = {}
  const mailFolder = join(out, 'mail')

  const timed = (title: string, run: () => Promise<unknown>) => ({
    title,
    task: async () => {
      const started = performance.now()
      await run()
      report.stages.push({ title, seconds: (performance.now() - started) / 1000 })
    },
  })

  const tasks = new Listr(
    [
      timed('Start Postgres, the workers, HTTP and a mail server', async () => {
        await rm(out, { recursive: true, force: true })
        await mkdir(mailFolder, { recursive: true })
        const sink = await startSink({ dir: mailFolder })
        closing.unshift(() => sink.close())
        const socket = await openSocket(settings.host, 0)
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
      }),
      timed('Bring in the people, the termbase, and a memory of the 2022 release', async () => {
        office = await openOffice((await firstInvitation(deps))!)
        report.loaded = await loadSamples(deps.db)
      }),
      timed('Submit both releases', async () => {
        for (const name of sampleNames) {
          const { slug } = await office.officer.call<{ slug: string }>('POST', '/api/releases', {
            text: await readSample(name),
            slug: name,
            locales: targetLocales,
            unofficial: true,
          })
          slugs[name] = slug
        }
      }),
      timed('Draft Khmer and Japanese, check, open the reviews', async () => {
        for (const name of sampleNames) {
          for (const locale of [sourceLocale, ...targetLocales]) {
            await waitUntil(
              `${name} is in review in ${locale}`,
              () => getTranslation(office.publisher, name, locale),
              (translation) => translation.status === 'in-review',
            )
          }
        }
      }),
      timed('Complete what nobody has translated, review, approve', async () => {
        for (const name of sampleNames) {
          const outcome = {
            name,
            translations: [] as Report['releases'][0]['translations'],
            editions: [] as Edition[],
          }
          report.releases.push(outcome)
          outcome.translations.push(await reviewSource(office, name))
          for (const locale of targetLocales)
            outcome.translations.push(await reviewTarget(office, name, locale, report))
        }
      }),
      timed('Render six editions of each, as email and PDF', async () => {
        for (const release of report.releases) {
          release.editions = await waitUntil(
            `${release.name} is rendered`,
            () => office.officer.call<Edition[]>('GET', `/api/releases/${release.name}/editions`),
            (editions) => editions.every((edition) => edition.status === 'rendered'),
          )
          await download(office.officer, out, release)
        }
      }),
      timed('Send to two lists, 25 subscribers', async () => {
        for (const { slug, name, edition, subscribers } of lists) {
          await office.publisher.call('POST', '/api/lists', { slug, name })
          await office.publisher.call('POST', `/api/lists/${slug}/subscribers`, { edition, subscribers })
        }
        for (const name of sampleNames) {
          const { id } = await office.publisher.call<{ id: string }>(
            'POST',
            `/api/releases/${name}/dispatches`,
            {
              lists: lists.map((list) => list.slug),
            },
          )
          report.dispatches.push(
            await waitUntil(
              `${name} is sent`,
              () => office.publisher.call<Report['dispatches'][0]>('GET', `/api/dispatches/${id}`),
              (dispatch) => ['completed', 'failed'].includes(dispatch.status),
            ),
          )
        }
      }),
      timed('Verify the record', async () => {
        report.audit = await verifyAudit(deps.db)
      }),
    ],
    { renderer: process.stderr.isTTY ? 'default' : 'simple' },
  )

  try {
    await tasks.run()
    return await writeReport(report, out)
  } finally {
    for (const close of closing) await close()
  }
}

const path = (name: string, locale: Locale) => `/api/releases/${name}/translations/${locale}`
const getTranslation = (client: Client, name: string, locale: Locale) =>
  client.call<Translation>('GET', path(name, locale))

const count = (translation: Translation, before: Translation, approvedBy: string, locale: Locale) => ({
  locale,
  origins: Object.fromEntries(
    [...Map.groupBy(before.segments, ({ origin }) => origin)].map(([origin, segments]) => [
      origin,
      segments.length,
    ]),
  ),
  findings: translation.findings.map(({ severity, message }) => `${severity}: ${message}`),
  approvedBy,
  contentSha256: translation.contentSha256,
})

const approve = (client: Client, name: string, locale: Locale, { contentSha256 }: Translation) =>
  client.call('POST', `${path(name, locale)}/approval`, { contentSha256 })

const reviewSource = async ({ reviewerEn }: Office, name: string) => {
  const translation = await getTranslation(reviewerEn, name, sourceLocale)
  await approve(reviewerEn, name, sourceLocale, translation)
  return count(translation, translation, reviewerEn.name, sourceLocale)
}

/** A translator fills the open segments in and tries to approve them; somebody else reads and approves. */
const reviewTarget = async (
  office: Office,
  name: (typeof sampleNames)[number],
  locale: 'km' | 'ja',
  report: Report,
) => {
  const translator = locale === 'km' ? office.translatorKm : office.translatorJa
  const reviewer = locale === 'km' ? office.reviewerKm : office.reviewerJa
  const before = await getTranslation(translator, name, locale)
  const known = new Map((await readPairs(name, locale)).map(({ source, target }) => [source, target]))
  const edits = before.segments
    .filter((segment) => segment.target === '')
    .map(({ id, source, version, draft }) => ({
      segmentId: id,
      version,
      text: known.get(source) ?? draft ?? '',
    }))
  if (edits.length > 0) {
    await translator.call('PATCH', `${path(name, locale)}/segments`, { edits })
    const own = await getTranslation(translator, name, locale)
    try {
      await approve(translator, name, locale, own)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      report.refusals.push({
        who: translator.name,
        release: name,
        locale,
        status: error.status,
        code: error.code,
        said: error.message,
      })
    }
  }
  const translation = await getTranslation(reviewer, name, locale)
  await approve(reviewer, name, locale, translation)
  return count(translation, before, reviewer.name, locale)
}

const download = async (client: Client, out: string, { name, editions }: Report['releases'][0]) => {
  for (const { edition, artifacts } of editions) {
    const folder = join(out, name, edition)
    await mkdir(folder, { recursive: true })
    for (const artifact of artifacts) {
      const bytes = await client.download(`/api/releases/${name}/editions/${edition}/${artifact.name}`)
      await writeFile(join(folder, artifact.name), bytes)
    }
  }
}
