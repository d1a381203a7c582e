import { createPostgresBackend, Queue, type QueueOptions, Worker } from 'bullmq'
import { createPool } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { type JobName, type Stage, stageOf } from '../pipeline.ts'
import { keyPrefix, openRedis } from './redis.ts'

/** A job's payload: the id of the row to move on, never a text. */
export interface Payload {
  id: string
}

/** The queue's place: Redis where one is set, else a schema of our own Postgres. */
const openBackend = (deps: Deps) => {
  if (deps.config.redisUrl) {
    // Null: a worker waits for Redis to come back instead of giving up its job.
    const redis = openRedis(deps.config.redisUrl, { maxRetriesPerRequest: null })
    redis.on('error', (error) => deps.log.warn({ error: error.message }, 'redis does not answer'))
    return { connection: redis, factory: undefined, close: async () => redis.disconnect() }
  }
  const pool = createPool(deps.config.databaseUrl, {
    options: '-c search_path=bullmq',
    max: 8,
    keepAlive: true,
  })
  return { connection: pool, factory: createPostgresBackend, close: () => pool.end() }
}

// A failed job that is kept would swallow every later one of the same id; failures are kept in job_failure.
// After the last attempt the sweep takes over, at ever longer intervals.
const jobOptions = {
  attempts: 3,
  removeOnComplete: true,
  removeOnFail: true,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
} as const

/** The producers' side: one queue a stage. */
export const openQueues = (deps: Deps) => {
  const backend = openBackend(deps)
  const queues = new Map<Stage, Queue>()
  const queueOf = (stage: Stage): Queue => {
    const known = queues.get(stage)
    if (known) return known
    const queue = new Queue(
      stage,
      { connection: backend.connection, prefix: keyPrefix(deps.config.queuePrefix) } as QueueOptions,
      backend.factory as never,
    )
    queue.on('error', (error) => deps.log.warn({ stage, error: error.message }, 'the queue does not answer'))
    queues.set(stage, queue)
    return queue
  }
  return {
    /** Hands jobs over. One that waits or runs already under the same name and id is not added again. */
    async add(jobs: { job: JobName; id: string }[]): Promise<void> {
      for (const [stage, added] of Map.groupBy(jobs, ({ job }) => stageOf(job))) {
        await queueOf(stage).addBulk(
          added.map(({ job, id }) => ({
            name: job,
            data: { id } satisfies Payload,
            opts: { ...jobOptions, jobId: `${job}-${id}` },
          })),
        )
      }
    },
    /** A stage's queue itself, to look at. */
    of: queueOf,
    /** How many jobs of a stage the queue has, by their state. */
    counts: (stage: Stage): Promise<Record<string, number>> =>
      queueOf(stage).getJobCounts('waiting', 'active', 'delayed'),
    async close(): Promise<void> {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      await backend.close()
    },
  }
}

export type Queues = ReturnType<typeof openQueues>

/** A worker on a stage's queue. `process` gets the job's name and payload as they came: not yet validated. */
export const openWorker = (
  deps: Deps,
  stage: Stage,
  concurrency: number,
  process: (name: string, data: unknown) => Promise<void>,
) => {
  const backend = openBackend(deps)
  const recovery = deps.config.recoverySeconds * 1000
  const worker = new Worker(
    stage,
    (job) => process(job.name, job.data),
    {
      connection: backend.connection,
      prefix: keyPrefix(deps.config.queuePrefix),
      concurrency,
      lockDuration: recovery,
      stalledInterval: recovery,
      // How often a job may lose its worker is not the queue's to say: the row in Postgres decides.
      maxStalledCount: 1_000_000,
      drainDelay: 5,
    } as never,
    backend.factory as never,
  )
  worker.on('error', (error) => deps.log.warn({ stage, error: error.message }, 'the worker met an error'))
  return {
    ready: () => worker.waitUntilReady(),
    async close(): Promise<void> {
      await worker.close()
      await backend.close()
    },
  }
}
