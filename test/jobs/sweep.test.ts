import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openQueues } from '../../src/jobs/queue.ts'
import { relayOnce } from '../../src/jobs/relay.ts'
import { sweep } from '../../src/jobs/sweep.ts'
import { queues as backends, type Office, openOffice } from '../support/office.ts'
import { wipeQueue } from '../support/queue.ts'
import { inReview, openTeam, submit } from '../support/release.ts'

/** A release that was just submitted: three translations ask for a job each. */
const openSubmitted = async (office: Office) => {
  const team = await openTeam(office)
  await submit(office, team.officer, { slug: 'guests' })
  return office
}

/** Lets so many seconds pass for every translation. */
const age = ({ deps }: Office, seconds: number) =>
  deps.db
    .updateTable('translation')
    .set({ status_since: sql<Date>`now() - make_interval(secs => ${seconds})` })
    .execute()

const asked = async ({ deps }: Office) =>
  (await deps.db.selectFrom('outbox').select('job').orderBy('job').execute()).map(({ job }) => job)

const everyJob = ['draft-translation', 'draft-translation', 'open-review']

it('asks again, once, for what the queue has lost', async () => {
  const office = await openSubmitted(await openOffice({ settings: { recoverySeconds: 30 } }))
  await office.deps.db.deleteFrom('outbox').execute()
  await age(office, 29)
  expect(await sweep(office.deps), 'it may still be on its way').toBe(0)
  await age(office, 31)
  expect(await sweep(office.deps)).toBe(3)
  expect(await asked(office)).toEqual(everyJob)
  expect(await sweep(office.deps), 'it has asked already').toBe(0)
})

it('asks for nothing that waits for people', async () => {
  const office = await openSubmitted(await openOffice())
  await office.deps.db.deleteFrom('outbox').execute()
  await office.deps.db
    .updateTable('translation')
    .set({ status: 'in-review' })
    .where('status', '=', 'drafted')
    .execute()
  await office.deps.db.deleteFrom('outbox').execute()
  await age(office, 3600)
  await sweep(office.deps)
  expect(await asked(office)).toEqual(['draft-translation', 'draft-translation'])
})

describe('a job that failed', () => {
  it.each([
    { failures: 1, wait: 2 * 30 },
    { failures: 2, wait: 4 * 30 },
    { failures: 5, wait: 32 * 30 },
    { failures: 7, wait: 3600 },
    { failures: 1000, wait: 3600 },
  ])('$failures times is asked for again after $wait seconds', async ({ failures, wait }) => {
    const office = await openSubmitted(await openOffice({ settings: { recoverySeconds: 30 } }))
    const { db } = office.deps
    await db.deleteFrom('outbox').execute()
    await age(office, 10_000)
    await sql`insert into job_failure (job, entity_id, failures, last_error)
              select 'draft-translation', id, ${failures}, 'no luck' from translation`.execute(db)
    const failed = (seconds: number) =>
      sql`update job_failure set last_at = now() - make_interval(secs => ${seconds})`.execute(db)
    await failed(wait - 5)
    await sweep(office.deps)
    expect(await asked(office)).toEqual(['open-review'])
    await failed(wait + 5)
    await sweep(office.deps)
    expect(await asked(office)).toEqual(everyJob)
  })
})

describe.each(backends())('with the queue on %s', (queue) => {
  it('a queue that forgets everything delays a release, no more', async () => {
    const office = await openSubmitted(await openOffice({ queue }))
    const queues = openQueues(office.deps)
    onTestFinished(() => queues.close())
    expect(await relayOnce(office.deps, queues)).toBe(3)
    await wipeQueue(office.deps)
    await office.work('translate', 'review')
    for (const locale of ['en', 'km', 'ja'] as const) await inReview(office, 'guests', locale)
  })
})
