import { UnrecoverableError } from 'bullmq'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Stage } from '../pipeline.ts'
import type { Job } from './define.ts'
import { openWorker } from './queue.ts'

const Payload = z.object({ id: z.uuid() })

/** How many jobs of a stage one process works on at a time. */
const concurrency: Record<Stage, number> = { translate: 4, review: 4, render: 1, mail: 4 }

const recordFailure = (deps: Deps, job: string, id: string, error: unknown) =>
  sql`
    insert into job_failure (job, entity_id, last_error) values (${job}, ${id}, ${String(error).slice(0, 2000)})
    on conflict (job, entity_id) do update
    set failures = job_failure.failures + 1, last_error = excluded.last_error, last_at = now()
  `.execute(deps.db)

/** Starts working on a stage's jobs. */
export const startStage = async (deps: Deps, stage: Stage, jobs: Job[]) => {
  const byName = new Map<string, Job>(jobs.map((job) => [job.name, job]))
  const worker = openWorker(deps, stage, concurrency[stage], async (name, data) => {
    const job = byName.get(name)
    const payload = Payload.safeParse(data)
    if (!job || !payload.success) throw new UnrecoverableError(`not a job of ${stage}: ${name}`)
    const { id } = payload.data
    const started = performance.now()
    try {
      await job.run(deps, id)
      await deps.db.deleteFrom('job_failure').where('job', '=', name).where('entity_id', '=', id).execute()
      deps.log.debug({ job: name, id, ms: Math.round(performance.now() - started) }, 'done')
    } catch (error) {
      deps.log.warn({ job: name, id, error: String(error) }, 'a job failed')
      await recordFailure(deps, name, id, error)
      // What a rule refuses now it refuses a moment later too: the sweep asks again when things have changed.
      throw error instanceof Refusal ? new UnrecoverableError(error.code) : error
    }
  })
  await worker.ready()
  return worker
}
