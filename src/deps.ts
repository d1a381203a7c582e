import type pg from 'pg'
import type { Config } from './config.ts'
import { createDb, createPool, type Db } from './db/client.ts'
import { createLog, type Log } from './log.ts'
import { createMailer, type Mailer } from './mailing/mailer.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createRenderer, type Renderer } from './publishing/renderer.ts'
import { createTracing, type Trace } from './tracing.ts'
import { createEngine } from './translation/engines/create.ts'
import type { Engine } from './translation/model.ts'

/** In ms: who waits longer for a connection is told to come again, so that what waits stays bounded. */
const LONGEST_WAIT = 10_000

/** What every part of a process is handed: built once, passed down. */
export interface Deps {
  config: Config & { databaseUrl: string; secret: string }
  log: Log
  /** What this process counts. */
  metrics: Metrics
  /** Where spans go that belong to what is being done: within a job, into its own. */
  trace: Trace
  pool: pg.Pool
  db: Db
  mailer: Mailer
  renderer: Renderer
  /** Drafts what the memory does not know; null where nothing but the memory drafts. */
  engine: Engine | null
  /** Aborted when the process is asked to stop: long work ends at the next safe place. */
  stopping: AbortSignal
}

/** Builds them for a database that is there already. */
export const createDeps = (config: Deps['config'], log: Log = createLog(config.logLevel)) => {
  const pool = createPool(config.databaseUrl, { max: 20, connectionTimeoutMillis: LONGEST_WAIT })
  const mailer = createMailer(config)
  const renderer = createRenderer()
  const engine = createEngine(config.engine)
  const tracing = createTracing(config.traceEndpoint, config.secret)
  const stop = new AbortController()
  return {
    config,
    log,
    metrics: createMetrics(pool),
    trace: tracing.trace,
    pool,
    db: createDb(pool),
    mailer,
    renderer,
    engine,
    stopping: stop.signal,
    /** Asks long work to end. */
    stop: () => stop.abort(),
    /** To be called last, when nothing works any more. */
    async close() {
      stop.abort()
      await mailer.close()
      await renderer.close()
      await engine?.close?.()
      await tracing.close()
      await pool.end()
    },
  }
}
