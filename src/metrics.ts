import type pg from 'pg'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** In seconds: from a quick answer to a book of an edition. */
const buckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180]

/** What a process counts of its own work, for Prometheus. */
export const createMetrics = (pool: pg.Pool) => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'bayon_database_connections',
    help: 'Connections of this process to the database, and who waits for one',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'open' }, pool.totalCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waited-for' }, pool.waitingCount)
    },
  })
  return {
    registry,
    jobs: new Histogram({
      name: 'bayon_job_seconds',
      help: 'How long jobs ran, and whether they came to their end',
      labelNames: ['job', 'outcome'],
      buckets,
      registers,
    }),
    deliveries: new Counter({
      name: 'bayon_delivery_attempts_total',
      help: 'Attempts to deliver a release to a subscriber, by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    engineCalls: new Histogram({
      name: 'bayon_engine_seconds',
      help: 'How long engines took to answer, and what came of it',
      labelNames: ['engine', 'outcome'],
      buckets,
      registers,
    }),
    engineCharacters: new Counter({
      name: 'bayon_engine_characters_total',
      help: 'Characters of English that engines answered: what most of them charge by',
      labelNames: ['engine'],
      registers,
    }),
    engineTokens: new Counter({
      name: 'bayon_engine_tokens_total',
      help: 'Tokens that engines counted: what language models charge by',
      labelNames: ['engine', 'direction'],
      registers,
    }),
    http: new Histogram({
      name: 'bayon_http_seconds',
      help: 'How long requests took, by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets,
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
