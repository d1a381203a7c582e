import { sql } from 'kysely'
import { createDb, createPool, type Db } from '../src/db/client.ts'
import { startTemporaryPostgres } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { lookUp } from '../src/translation/lookup.ts'
import { importUnits } from '../src/translation/memory.ts'
import { similarity, tokenSimilarity } from '../src/translation/score.ts'
import { tokenize } from '../src/translation/tokens.ts'
import { makeCorpus, type Pair } from './support/corpus.ts'
import { figure, median, time } from './support/measure.ts'
import type { Benchmark, Result } from './support/model.ts'
import { sectionOf } from './support/results.ts'

const BATCH = 5000
const QUERIES = 240
/** The peer takes seconds for each. */
const PEER_QUERIES = 12
const RELEASE = 60
const WANTED = 75
const BEST = 5

const percentile95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!

/** The best scores of each query by looking at every sentence, those below `WANTED` left out. */
const bruteForce = (sentences: readonly string[], queries: string[]): number[][] => {
  const wanted = queries.map((text) => tokenize(text, 'en'))
  const byKey = new Map<string, number[]>()
  for (const [q, tokens] of wanted.entries())
    for (const key of new Set(tokens.map((token) => token.key)))
      byKey.set(key, [...(byKey.get(key) ?? []), q])
  const best: number[][] = queries.map(() => [])
  const shared = new Uint16Array(queries.length)
  for (const text of sentences) {
    const tokens = tokenize(text, 'en')
    shared.fill(0)
    for (const { key } of tokens) for (const q of byKey.get(key) ?? []) shared[q]!++
    for (const [q, count] of shared.entries()) {
      // What is not shared has to be changed: no match is lost here.
      if (count < (WANTED / 100) * Math.max(tokens.length, wanted[q]!.length)) continue
      const score = text === queries[q] ? 100 : Math.min(99, tokenSimilarity(tokens, wanted[q]!))
      if (score >= WANTED) best[q]!.push(score)
    }
  }
  return best.map((scores) => scores.sort((a, b) => b - a).slice(0, BEST))
}

/** As other systems look up: trigram similarity of the whole text in Postgres, the nearest fifty scored again. */
const byTrigrams = (db: Db, text: string): Promise<number[]> =>
  db.transaction().execute(async (trx) => {
    await sql`set local pg_trgm.similarity_threshold = 0.5`.execute(trx)
    const { rows } = await sql<{ source: string }>`
      select source from memory_unit where source % ${text} and target_locale = 'km'
      order by similarity(source, ${text}) desc limit 50`.execute(trx)
    return rows.map(({ source }) => similarity(source, text, 'en')).sort((a, b) => b - a)
  })

/** How many of the best matches were found, one of the same score being as good. */
const recall = (found: number[][], best: number[][]) => {
  const total = best.flat().length
  const hits = best.flatMap((scores, q) => scores.filter((score, i) => (found[q]?.[i] ?? 0) >= score)).length
  return `${((100 * hits) / total).toFixed(1)}% of ${total}`
}

const measure = async (db: Db, sentences: readonly string[], queries: string[]): Promise<Result['rows']> => {
  const best = bruteForce(sentences, queries)
  const ask = async (texts: string[]) =>
    lookUp(
      db,
      { target: 'km', kind: null, limit: BEST },
      texts.map((text) => ({ text })),
    )
  // Caches and the compiler warm.
  for (const text of queries.slice(0, 30)) await ask([`${text} `])
  const [ours, times]: [number[][], number[]] = [[], []]
  for (const text of queries) {
    times.push(
      await time(async () => {
        const [matches] = await ask([text])
        ours.push(matches!.map(({ score }) => score))
      }),
    )
  }
  const release = Array.from({ length: RELEASE }, (_, i) => queries[i % queries.length]!)
  const releases: number[] = []
  for (let round = 0; round < 5; round++) releases.push(await time(() => ask(release)))
  const [peer, peerTimes]: [number[][], number[]] = [[], []]
  for (const text of queries.slice(0, PEER_QUERIES))
    peerTimes.push(await time(async () => peer.push(await byTrigrams(db, text))))
  return [
    {
      'look-up of one segment': 'Bayon',
      'p50 ms': figure(median(times)),
      'p95 ms': figure(percentile95(times)),
      'times as fast': figure(median(peerTimes) / median(times)),
      [`found of the best ${BEST} from ${WANTED}%`]: recall(ours, best),
    },
    {
      'look-up of one segment': `Bayon, ${RELEASE} segments at once`,
      'p50 ms': figure(median(releases) / RELEASE),
      'p95 ms': figure(Math.max(...releases) / RELEASE),
      'times as fast': figure((median(peerTimes) * RELEASE) / median(releases)),
    },
    {
      'look-up of one segment': 'pg_trgm GIN, % at 0.5, 50 candidates scored again',
      'p50 ms': figure(median(peerTimes)),
      'p95 ms': figure(percentile95(peerTimes)),
      'times as fast': 1,
      [`found of the best ${BEST} from ${WANTED}%`]: recall(peer, best.slice(0, PEER_QUERIES)),
    },
  ]
}

/** Loads as one loads much at once: the large indexes are made when all is there. @returns seconds */
const load = async (db: Db, pairs: Pair[]): Promise<number> => {
  const milliseconds = await time(async () => {
    const { rows } = await sql<{ name: string; definition: string }>`
      select c.relname as name, pg_get_indexdef(c.oid) as definition
      from pg_class c join pg_am a on a.oid = c.relam join pg_index i on i.indexrelid = c.oid
      where a.amname = 'gin' and i.indrelid in ('memory_source'::regclass, 'memory_unit'::regclass)`.execute(
      db,
    )
    for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(db)
    for (let at = 0; at < pairs.length; at += BATCH)
      await importUnits(db, 'km', 'made up', pairs.slice(at, at + BATCH))
    for (const { definition } of rows) await sql.raw(definition).execute(db)
    await sql`vacuum analyze memory_source, memory_unit`.execute(db)
  })
  return milliseconds / 1000
}

const megabytes = async (db: Db, relation: string): Promise<string> => {
  const { rows } = await sql<{
    bytes: number
  }>`select pg_total_relation_size(${relation}::regclass) as bytes`.execute(db)
  return `${Math.round(rows[0]!.bytes / 2 ** 20)} MB`
}

const run = async (units: number): Promise<Result> => {
  const server = await startTemporaryPostgres()
  const pool = createPool(server.url)
  try {
    await migrate(pool)
    const db = createDb(pool)
    const corpus = makeCorpus(7)
    const pairs = [...corpus.pairs(units)]
    const sentences = [...new Set(pairs.map(({ source }) => source))]
    const seconds = await load(db, pairs)
    const index = await megabytes(db, 'memory_source')
    await sql`create index peer on memory_unit using gin (source gin_trgm_ops)`.execute(db)
    const rows = await measure(db, sentences, corpus.queries(sentences, QUERIES))
    return {
      rows,
      how:
        `${units.toLocaleString('en')} made-up units, a quarter of them others with one to six words changed; ${QUERIES} segments of about ` +
        `twenty words with none to five edits, the peer asked ${PEER_QUERIES} of them. Recall is against scoring every unit. Loaded by ` +
        `importUnits, with every index made, in ${figure(seconds)} s; what look-ups search takes ${index}, ` +
        `units with their concordance ${await megabytes(db, 'memory_unit')}, the peer's index ${await megabytes(db, 'peer')}.`,
    }
  } finally {
    await pool.end()
    await server.stop()
  }
}

export const benchmark: Benchmark = {
  title: 'the best matches of a segment among a million units',
  run: () => run(1_000_000),
}

// node bench/memory.ts 50000: fewer units, printed only.
if (import.meta.main)
  process.stdout.write(`${sectionOf('memory', benchmark, await run(Number(process.argv[2] ?? 100_000)))}\n`)
