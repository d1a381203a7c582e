import { Gauge } from 'prom-client'
import type { Deps } from '../deps.ts'
import type { Queues } from '../jobs/queue.ts'
import { stageNames, stageOf } from '../pipeline.ts'
import { currentStandstill } from './standstill.ts'
import { listOpenDeliveries, listPeopleWaitedFor, listWaiting } from './waiting.ts'

/**
 * What the database says of the whole office. Every process says the same: a dashboard takes the greatest, not the sum.
 */
export const registerOfficeMetrics = (deps: Deps, queues: Queues): void => {
  const { db, metrics } = deps
  const registers = [metrics.registry]
  const gauge = (name: string, help: string, labelNames: string[], look: (gauge: Gauge) => Promise<void>) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset()
        await look(this)
      },
    })

  const oldest = new Gauge({
    name: 'bayon_work_oldest_seconds',
    help: 'How long the oldest work has waited that a job is to move on and whose time has come',
    labelNames: ['stage', 'job'],
    registers,
  })
  gauge(
    'bayon_work_waiting',
    'Work that a job is to move on and whose time has come',
    ['stage', 'job'],
    async (waiting) => {
      oldest.reset()
      for (const { job, count, seconds } of await listWaiting(deps)) {
        waiting.set({ stage: stageOf(job), job }, count)
        oldest.set({ stage: stageOf(job), job }, seconds)
      }
    },
  )
  gauge('bayon_queue_jobs', 'Jobs in the queue', ['stage', 'state'], async (jobs) => {
    for (const stage of stageNames)
      for (const [state, count] of Object.entries(await queues.counts(stage)))
        jobs.set({ stage, state }, count)
  })
  gauge('bayon_deliveries_open', 'Deliveries that are not at their end', ['status'], async (deliveries) => {
    for (const { status, count } of await listOpenDeliveries(deps)) deliveries.set({ status }, count)
  })
  gauge(
    'bayon_people_oldest_seconds',
    'How long the oldest text has waited for people',
    ['locale', 'status'],
    async (people) => {
      for (const { locale, status, seconds } of await listPeopleWaitedFor(deps))
        people.set({ locale, status }, seconds)
    },
  )
  gauge('bayon_jobs_failing', 'Jobs whose last attempt failed', ['job'], async (failing) => {
    const rows = await db
      .selectFrom('job_failure')
      .select(['job', ({ fn }) => fn.countAll<number>().as('count')])
      .groupBy('job')
      .execute()
    for (const { job, count } of rows) failing.set({ job }, count)
  })
  gauge(
    'bayon_standstill',
    '1 while nothing leaves by itself, in a restored copy',
    [],
    async (standstill) => {
      standstill.set((await currentStandstill(db)) ? 1 : 0)
    },
  )
}
