import { UnrecoverableError } from 'bullmq'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { departures, type Stage } from '../pipeline.ts'
import type { Job } from './define.ts'
import { openWorker } from './queue.ts'
import { releaseOf } from './release-of.ts'

const Payload = z.object({ id: z.uuid() })

/** How many jobs of a stage one process works on at a time. */
const concurrency: Record<Stage, number> = { translate: 4, review: 4, render: 1, mail: 4 }

const recordFailure = (deps: Deps, job: string, id: string, error: unknown) =>
  sql`
    insert into job_failure (job, entity_id, last_error) values (${job}, ${id}, ${String(error).slice(0, 2000)})
    on conflict (job, entity_id) do update
    set failures = job_failure.failures + 1, last_error = excluded.last_error, last_at = now()
  `.execute(deps.db)

/** Whether a job has to wait, though the queue still knows it, since nothing leaves at present. */
const waits = async ({ db }: Deps, job: Job): Promise<boolean> => {
  if (!departures.includes(job.name)) return false
  const { rows } = await sql<{ still: boolean }>`select stands_still() as still`.execute(db)
  return rows[0]!.still
}

/** Starts working on a stage's jobs. */
export const startStage = async (deps: Deps, stage: Stage, jobs: Job[]) => {
  const byName = new Map<string, Job>(jobs.map((job) => [job.name, job]))
  const worker = openWorker(deps, stage, concurrency[stage], async (name, data) => {
    const job = byName.get(name)
    const payload = Payload.safeParse(data)
    if (!job || !payload.success) throw new UnrecoverableError(`not a job of ${stage}: ${name}`)
    const { id } = payload.data
    if (await waits(deps, job)) return
    const started = performance.now()
    const tell = async (outcome: 'done' | 'failed', error?: unknown) => {
      const ms = performance.now() - started
      deps.metrics.jobs.observe({ job: name, outcome }, ms / 1000)
      const line = { job: name, id, release: await releaseOf(deps, job.name, id), ms: Math.round(ms) }
      if (error === undefined) deps.log.info(line, 'a job is done')
      else deps.log.warn({ ...line, error: String(error) }, 'a job failed')
    }
    try {
      const release = deps.config.traceEndpoint ? await releaseOf(deps, job.name, id) : undefined
      await deps.trace
        .of(release)
        .span(job.name, { 'bayon.release': release, 'bayon.id': id }, ({ trace }) =>
          job.run({ ...deps, trace }, id),
        )
      await deps.db.deleteFrom('job_failure').where('job', '=', name).where('entity_id', '=', id).execute()
      await tell('done')
    } catch (error) {
      await tell('failed', error)
      await recordFailure(deps, name, id, error)
      // What a rule refuses now it refuses a moment later too: the sweep asks again when things have changed.
      throw error instanceof Refusal ? new UnrecoverableError(error.code) : error
    }
  })
  await worker.ready()
  return worker
}
