import { createApp } from '../src/http/app.ts'
import { openQueues } from '../src/jobs/queue.ts'
import { relayOnce } from '../src/jobs/relay.ts'
import { sweep } from '../src/jobs/sweep.ts'
import { listWaiting } from '../src/operations/waiting.ts'
import { writeReleases } from '../test/support/many-releases.ts'
import { signIn } from '../test/support/session.ts'
import { figure, median, time } from './support/measure.ts'
import type { Benchmark } from './support/model.ts'
import { type Office, openOffice } from './support/office.ts'
import { submit } from './support/release.ts'

const sizes = [100, 100_000]
const turns = 5

/** What an office does all day, each with how long it took in ms. */
const measure = async (office: Office, size: number) => {
  const { deps } = office
  const app = await createApp(deps)
  const queues = openQueues(deps)
  const headers = await signIn({ ...office, app } as never, office.publisher)
  const get = (url: string) => async () => {
    const answer = await app.inject({ url, headers })
    if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
  }
  let n = size * 10
  const { publication_id: before } = await deps.db
    .selectFrom('listing')
    .select('publication_id')
    .orderBy('at')
    .offset(size)
    .limit(1)
    .executeTakeFirstOrThrow()
  const ways: Record<string, () => Promise<unknown>> = {
    'a release comes in': () => submit(office, n++),
    'the relay looks': () => relayOnce(deps, queues),
    'the sweep looks': () => sweep(deps),
    'metrics look for what waits': () => listWaiting(deps),
    'what waits for a publisher': get('/api/waiting'),
    'the list of releases': get('/api/releases'),
    'the list, searched': get('/api/releases?q=seeded-77'),
    'a release': get('/api/releases/seeded-50'),
    'a translation, with its texts': get('/api/releases/seeded-50/translations/km'),
    'the record, newest first': get('/api/audit'),
    'the public index': get('/news'),
    'a public page': get('/news/seeded-50/en'),
    'a later page of it': get(`/news?before=${before}`),
    'a search of the public, common words': get('/news?q=Delegation%20Minister'),
    'a search of the public, a rare word': get('/news?q=number%2077'),
    'a search of the public, two letters': get(`/news?q=${encodeURIComponent('大臣')}`),
    'a feed': get('/news/feed/en.atom'),
  }
  const took: Record<string, number> = {}
  for (const [what, act] of Object.entries(ways)) {
    await act()
    const all: number[] = []
    for (let turn = 0; turn < turns; turn++) all.push(await time(act))
    took[what] = median(all)
  }
  await queues.close()
  await app.close()
  return took
}

export const benchmark: Benchmark = {
  title: 'what a step costs as the database grows',
  async run() {
    const office = await openOffice({ recoverySeconds: 30 })
    try {
      const found: Record<string, number>[] = []
      for (const [at, size] of sizes.entries()) {
        await writeReleases(office.deps.db, office, sizes[at - 1] ?? 0, size)
        found.push(await measure(office, size))
      }
      const [small, large] = found as [Record<string, number>, Record<string, number>]
      return {
        rows: Object.keys(small).map((what) => ({
          step: what,
          [`${figure(sizes[0]!)} releases, ms`]: figure(small[what]!),
          [`${figure(sizes[1]!)} releases, ms`]: figure(large[what]!),
          times: figure(large[what]! / small[what]!),
        })),
        how:
          `Medians of ${turns} after one to warm up, with a Postgres of its own at its defaults. The releases are written by SQL: three ` +
          'languages, approved and published, six editions, a dispatch to five readers, four events on the record each.',
      }
    } finally {
      await office.close()
    }
  },
}
