import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { createPool } from '../../src/db/client.ts'
import { startTemporaryPostgres } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import type { Deps } from '../../src/deps.ts'
import { openQueues } from '../../src/jobs/queue.ts'
import { type Entity, jobSteps } from '../../src/pipeline.ts'
import { answering, materialOf, startModel } from './llm.ts'
import type { Queue } from './office.ts'
import { ask } from './postgres.ts'
import { wipeQueue } from './queue.ts'
import type { Random } from './random.ts'
import { translationOf } from './release.ts'

/** A Redis that can be killed and comes back on the same socket, empty. */
const startMortalRedis = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bayon-redis-'))
  const path = join(folder, 'redis.sock')
  const start = async () => {
    const args = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', folder]
    const server = spawn('redis-server', args, { stdio: 'ignore' })
    const client = new Redis(path, { maxRetriesPerRequest: null })
    client.on('error', () => {})
    await client.ping()
    client.disconnect()
    return server
  }
  let server = await start()
  const kill = async () => {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  onTestFinished(async () => {
    await kill()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    path,
    async restart() {
      await kill()
      await sleep(1000)
      server = await start()
    },
  }
}

/** Servers of one run's own, since they are to crash: durable, as in earnest. */
export const startOwnParts = async (queue: Queue) => {
  const postgres = await startTemporaryPostgres({ durable: true })
  onTestFinished(() => postgres.stop())
  const pool = createPool(postgres.url)
  await migrate(pool)
  await pool.end()
  const redis = queue === 'redis' ? await startMortalRedis() : null
  return {
    databaseUrl: postgres.url,
    redisUrl: redis?.path,
    /** Kills one of the server's processes, whereupon it drops every connection and recovers from its log. */
    async crashPostgres() {
      const victims = await ask(
        postgres.url,
        `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
      ).catch(() => [])
      if (victims[0]) process.kill(Number(victims[0].pid), 'SIGKILL')
    },
    forgetQueue: (deps: Deps) => (redis ? redis.restart() : wipeQueue(deps).catch(() => {})),
  }
}

/** What goes wrong inside. */
export const tamper = (deps: Deps) => ({
  /** For so many ms Postgres has no room for a file. */
  async fullDisk(ms: number) {
    const no = sql`create or replace function no_room() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`
    await deps.db
      .transaction()
      .execute(async (trx) => {
        await no.execute(trx)
        await sql`create trigger no_room before insert on blob for each row execute function no_room()`.execute(
          trx,
        )
      })
      .catch(() => {})
    await sleep(ms)
    for (;;) {
      const mended = await sql`drop trigger if exists no_room on blob`.execute(deps.db).then(
        () => true,
        () => false,
      )
      if (mended) return
      await sleep(200)
    }
  },
  /** Hands jobs over that nobody has asked for, several times, as a relay does whose deletions were lost. */
  async handOverAgain(random: Random) {
    const queues = openQueues(deps)
    try {
      for (const { entity, job } of jobSteps) {
        const rows = await deps.db
          .selectFrom(entity as Entity)
          .select('id')
          .limit(20)
          .execute()
        const some = rows.filter(() => random.once(2)).map(({ id }) => ({ job, id }))
        await Promise.all([queues.add(some), queues.add(some.toReversed())])
      }
    } catch {
      // The queue is away, too.
    } finally {
      // One that never comes back would never close either.
      await Promise.race([queues.close().catch(() => {}), sleep(2000)])
    }
  },
})

/** A language model that is slow, overloaded, silent, cut off or wrong, and right in between. */
export const startTroubledEngine = async (random: Random) => {
  const answers = new Map<string, number>()
  const model = await startModel(async (request) => {
    const kind = random.pick([
      'right',
      'right',
      'slow',
      'error',
      'busy',
      'silent',
      'cut',
      'nonsense',
    ] as const)
    answers.set(kind, (answers.get(kind) ?? 0) + 1)
    const locale = /Japanese/.test(JSON.stringify(request.messages)) ? 'ja' : 'km'
    const { release, translate } = materialOf(request)
    const textOf = (id: string) => release.find((segment) => segment.id === id)!.text
    if (kind === 'error') return { status: 500 }
    if (kind === 'busy') return { status: 429, headers: { 'retry-after': '1' } }
    if (kind === 'silent') return { silence: true }
    if (kind === 'cut') return { cutAfter: 40 }
    if (kind === 'nonsense') return { content: 'Certainly! Here is your translation.' }
    if (kind === 'slow') await sleep(random.between(500, 4000))
    return answering(translate.map((id) => ({ id, target: translationOf(textOf(id), locale) })))
  })
  return { ...model, answered: () => Object.fromEntries(answers) }
}
