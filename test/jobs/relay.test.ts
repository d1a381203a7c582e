import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openQueues, openWorker, type Queues } from '../../src/jobs/queue.ts'
import { relayOnce, startRelay } from '../../src/jobs/relay.ts'
import { openReview } from '../../src/review/open.job.ts'
import { queues as backends, openOffice, type Queue, until } from '../support/office.ts'
import { openTeam, submit } from '../support/release.ts'

/** A release whose English waits for its review to be opened, and nothing else; jobs of the stage run when `work` is called. */
const openPost = async (queue: Queue) => {
  const office = await openOffice({ queue })
  const { deps } = office
  const queues = openQueues(deps)
  onTestFinished(() => queues.close())
  const team = await openTeam(office)
  await submit(office, team.officer, { slug: 'guests' })
  const english = await deps.db
    .selectFrom('translation')
    .select('id')
    .where('locale', '=', 'en')
    .executeTakeFirstOrThrow()
  await deps.db.deleteFrom('outbox').where('job', '<>', 'open-review').execute()
  const ran: string[] = []
  return {
    deps,
    db: deps.db,
    queues,
    english: english.id,
    /** The payloads that came. */
    ran,
    async work() {
      const worker = openWorker(deps, 'review', 1, async (name, data) => {
        const { id } = data as { id: string }
        if (name === 'open-review') await openReview.run(deps, id)
        ran.push(id)
      })
      onTestFinished(() => worker.close())
      await worker.ready()
    },
  }
}

describe.each(backends())('with the queue on %s', (queue) => {
  it('what a transaction asks for arrives when it is committed', async () => {
    const { deps, queues, ran, english, work, db } = await openPost(queue)
    await work()
    expect(await relayOnce(deps, queues)).toBe(1)
    await until(async () => ran.length === 1, 'the job has run')
    expect(ran).toEqual([english])
    const left = await db.selectFrom('outbox').select('job').where('job', '=', 'open-review').execute()
    expect(left).toEqual([])
  })

  it('a relay that dies between handing over and forgetting hands over again, without harm', async () => {
    const { deps, queues, ran, english, work, db } = await openPost(queue)
    const dying: Queues = {
      ...queues,
      async add(jobs) {
        await queues.add(jobs)
        throw new Error('killed')
      },
    }
    await expect(relayOnce(deps, dying)).rejects.toThrow('killed')
    await expect(relayOnce(deps, dying), 'while the first still waits').rejects.toThrow('killed')
    await work()
    await until(async () => ran.length === 1, 'the job has run')
    expect(await relayOnce(deps, queues), 'when it has run: it runs again').toBeGreaterThanOrEqual(1)
    await until(async () => ran.filter((id) => id === english).length === 2, 'the job has run again')
    const reviews = await db.selectFrom('review').select('translation_id').execute()
    expect(reviews).toEqual([{ translation_id: english }])
    const notices = await db.selectFrom('notification').select('id').execute()
    expect(notices).toHaveLength(1)
  })

  it('the relay goes on when the database drops its connection', async () => {
    const { deps, queues, ran, work, db } = await openPost(queue)
    await work()
    const relay = startRelay(deps, queues)
    onTestFinished(() => relay.close())
    await until(async () => ran.length > 0, 'the first job has run')
    const { numAffectedRows } = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query = 'listen bayon_outbox'`.execute(db)
    expect(numAffectedRows ?? 1n).toBeGreaterThan(0n)
    const id = crypto.randomUUID()
    await db
      .insertInto('outbox')
      .values({ job: 'open-review', payload: JSON.stringify({ id }) })
      .execute()
    await until(async () => ran.includes(id), 'a job asked for later has run')
  })
})

it('what a transaction asks for and takes back was never asked for', async () => {
  const { deps, queues, db } = await openPost('postgres')
  await db.deleteFrom('outbox').execute()
  const draft = (trx: typeof db) =>
    trx.updateTable('translation').set({ status: 'drafted' }).where('status', '=', 'pending').execute()
  const change = db.transaction().execute(async (trx) => {
    await draft(trx)
    throw new Error('taken back')
  })
  await expect(change).rejects.toThrow('taken back')
  expect(await relayOnce(deps, queues)).toBe(0)
  await db.transaction().execute(draft)
  expect(await relayOnce(deps, queues)).toBe(2)
})

it('what is asked for later waits until then', async () => {
  const { deps, queues, db } = await openPost('postgres')
  await db.updateTable('outbox').set({ run_at: sql<Date>`now() + interval '1 hour'` }).execute()
  expect(await relayOnce(deps, queues)).toBe(0)
  await db.updateTable('outbox').set({ run_at: sql<Date>`now()` }).execute()
  expect(await relayOnce(deps, queues)).toBe(1)
})

it('two relays at once hand nothing over twice', async () => {
  const { deps, queues, db } = await openPost('postgres')
  const ids = Array.from({ length: 50 }, () => crypto.randomUUID())
  await db.deleteFrom('outbox').execute()
  await db
    .insertInto('outbox')
    .values(ids.map((id) => ({ job: 'open-review', payload: JSON.stringify({ id }) })))
    .execute()
  const handedOver: string[] = []
  const recording: Queues = {
    ...queues,
    async add(jobs) {
      handedOver.push(...jobs.map(({ id }) => id))
      await queues.add(jobs)
    },
  }
  await Promise.all([relayOnce(deps, recording), relayOnce(deps, recording)])
  expect(handedOver.sort()).toEqual(ids.sort())
})
