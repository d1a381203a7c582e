import { firstInvitation } from '../src/accounts/invite.ts'
import { getTranslation, reviewSource, reviewTarget } from '../src/cli/demo/acts.ts'
import { waitUntil } from '../src/cli/demo/client.ts'
import { lists, type Office, openOffice } from '../src/cli/demo/office.ts'
import { loadSamples, readSample, sampleNames, targetLocales } from '../src/cli/demo/samples.ts'
import { createDeps, type Deps } from '../src/deps.ts'
import { openSocket, startServer } from '../src/http/server.ts'
import { sourceLocale } from '../src/language/model.ts'
import { stageNames } from '../src/pipeline.ts'
import { startWorking } from '../src/process.ts'

/** Of everybody in the made-up office. */
export const PASSWORD = 'only for trying out'

/**
 * Fills a new database with a made-up office, two lists, the sample releases, one approved in three languages and one
 * in review, with terms and memory. Leaves one that has people alone.
 */
export const seed = async (config: Deps['config'], { host, port }: { host: string; port: number }) => {
  const closing: { close(): Promise<unknown> }[] = []
  const opened = <T extends { close(): Promise<unknown> }>(thing: T): T => {
    closing.unshift(thing)
    return thing
  }
  try {
    const deps = opened(createDeps({ ...config, logLevel: 'warn', gatherMinutes: 0 }))
    const invitation = await firstInvitation(deps)
    if (!invitation) return
    opened(await startServer(deps, opened(await openSocket(host, port))))
    opened(await startWorking(deps, stageNames))
    await fill(deps, await openOffice(invitation, PASSWORD))
  } finally {
    for (const thing of closing) await thing.close()
  }
}

const fill = async (deps: Deps, office: Office) => {
  await loadSamples(deps.db)
  for (const { slug, name, edition, subscribers } of lists) {
    await office.publisher.call('POST', '/api/lists', { slug, name })
    await office.publisher.call('POST', `/api/lists/${slug}/subscribers`, { edition, subscribers })
  }
  for (const name of sampleNames) {
    await office.officer.call('POST', '/api/releases', {
      text: await readSample(name),
      slug: name,
      locales: targetLocales,
      unofficial: true,
    })
    for (const locale of [sourceLocale, ...targetLocales])
      await waitUntil(
        `${name} is in review in ${locale}`,
        () => getTranslation(office.publisher, name, locale),
        ({ status }) => status === 'in-review',
      )
  }
  const [approved] = sampleNames
  await reviewSource(office, approved)
  for (const locale of targetLocales) await reviewTarget(office, approved, locale, { refusals: [] })
}
