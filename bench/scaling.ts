import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { openQueues } from '../src/jobs/queue.ts'
import { locales } from '../src/language/model.ts'
import type { JobName } from '../src/pipeline.ts'
import { startWorking } from '../src/process.ts'
import { startRedis } from '../test/support/redis.ts'
import { openList, order } from './support/audience.ts'
import { figure, time } from './support/measure.ts'
import type { Benchmark } from './support/model.ts'
import { type Office, openOffice } from './support/office.ts'
import { decide, submit, untilEach } from './support/release.ts'
import { startSink } from './support/sink.ts'
import { withProcesses } from './support/workers.ts'

const counts = [1, 2, 4]
const releases = 8
const readers = 250
const idleJobs = 3000

/** Keeps a job back until `release` is called. */
const hold = async ({ deps: { db } }: Office, job: JobName) => {
  await sql`create function hold() returns trigger language plpgsql as $$
    begin new.run_at := 'infinity'; return new; end $$`.execute(db)
  await sql`create trigger hold before insert on outbox for each row when (new.job = ${sql.lit(job)})
    execute function hold()`.execute(db)
  return async () => {
    await sql`drop function hold cascade`.execute(db)
    await sql`update outbox set run_at = now() where run_at = 'infinity'`.execute(db)
    await sql`notify bayon_outbox`.execute(db)
  }
}

/** How many jobs a second the queue gives away to processes that do nothing. */
const giveAway = async (office: Office, count: number): Promise<number> => {
  const queues = openQueues(office.deps)
  try {
    const ms = await withProcesses(office, 'bench/support/idle-worker.ts', count, () =>
      time(async () => {
        await queues.add(
          Array.from({ length: idleJobs }, () => ({ job: 'open-review' as const, id: randomUUID() })),
        )
        while (Object.values(await queues.counts('review')).some((left) => left > 0)) await sleep(10)
      }),
    )
    return (idleJobs / ms) * 1000
  } finally {
    await queues.close()
  }
}

/** Takes releases through the three stages, each by so many processes of it and nothing else; how much of each in a second. */
const takeThrough = async (office: Office, first: number, count: number) => {
  const numbers = Array.from({ length: releases }, (_, n) => first + n)
  const by = (stage: string, work: () => Promise<unknown>) =>
    withProcesses(office, `workers/${stage}.ts`, count, () => time(work))

  const startDrafting = await hold(office, 'draft-translation')
  const revisions: string[] = []
  for (const n of numbers) revisions.push((await submit(office, n)).revisionId)
  const each = (table: 'translation' | 'edition', status: string) =>
    Promise.all(revisions.map((revision) => untilEach(office, table, revision, status)))
  const drafted = await by('translate', async () => {
    await startDrafting()
    await each('translation', 'drafted')
  })

  const startRendering = await hold(office, 'render-edition')
  const reviewing = await startWorking({ ...office.deps, stop() {} }, ['review'])
  await each('translation', 'in-review')
  for (const n of numbers) for (const locale of locales) await decide(office, n, locale)
  await reviewing.close()
  const rendered = await by('render', async () => {
    await startRendering()
    await each('edition', 'rendered')
  })

  const startSending = await hold(office, 'freeze-dispatch')
  for (const n of numbers) await order(office, n, ['readers'])
  const sent = await by('mail', async () => {
    await startSending()
    for (;;) {
      const { rows } = await sql`select from dispatch where status <> 'completed' limit 1`.execute(
        office.deps.db,
      )
      if (rows.length === 0) return
      await sleep(20)
    }
  })
  return {
    'translations a second': figure((releases * locales.length * 1000) / drafted),
    'editions a second': figure((releases * 6 * 1000) / rendered),
    'messages a second': figure((releases * readers * 1000) / sent),
  }
}

export const benchmark: Benchmark = {
  title: 'throughput by the number of processes',
  async run() {
    const sink = await startSink()
    const redis = await startRedis()
    const rows: Record<string, string | number>[] = []
    try {
      for (const [queue, redisUrl] of [['Postgres', undefined], ...(redis ? [['Redis', redis.url]] : [])]) {
        const office = await openOffice({ smtpUrl: sink.url, redisUrl })
        try {
          await openList(office, 'readers', ['en', 'km'], readers)
          for (const [at, count] of counts.entries()) {
            const idle = await giveAway(office, count)
            const done = await takeThrough(office, at * releases, count)
            rows.push({
              queue: queue!,
              processes: count,
              ...done,
              'jobs a second that do nothing': figure(idle),
            })
          }
        } finally {
          await office.close()
        }
      }
      return {
        rows,
        how:
          `One turn each. ${releases} releases of three languages wait for a stage, then so many processes of that stage and nothing ` +
          `else take them: drafts from an empty memory, six editions in four files each, ${readers} readers a release, at a server that takes ` +
          `every message. Beside them, ${idleJobs} jobs handed to bare BullMQ workers that do nothing. All on the same cores, ` +
          'Postgres, the mail server and Redis among them: with as many processes as cores, more cannot help.',
      }
    } finally {
      await redis?.stop()
      await sink.close()
    }
  },
}
