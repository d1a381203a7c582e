/** How long it takes to find every term of a release in a termbase of 20,000 concepts. */
import { readFileSync } from 'node:fs'
import { createDb, createPool } from '../src/db/client.ts'
import { startTemporaryPostgres } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { entriesFromJson } from '../src/translation/interchange/terms-json.ts'
import { type ConceptEntry, conceptsFor, findTerms, importConcepts } from '../src/translation/termbase.ts'

const concepts = 20_000
const segments = 60
const rounds = 30

const sample = (name: string) =>
  JSON.parse(readFileSync(new URL(`../samples/${name}.json`, import.meta.url), 'utf8'))

const bases = entriesFromJson(sample('termbase'))

const syllables = ['ba', 'den', 'ko', 'lim', 'mar', 'no', 'pra', 'rith', 'sen', 'tum', 'vor', 'ya']

/** A made-up word, the same for the same number. */
const word = (n: number) =>
  [7, 11, 13].map((step) => syllables[Math.floor(n / step) % syllables.length]).join('')

/** A termbase of the size: the sample's own concepts, made-up ones, and every tenth with the beginning of a sample's. */
const termbase = (): ConceptEntry[] => {
  const beginnings = bases.map(({ terms }) => terms[0]!.text.split(' ').slice(0, 2).join(' '))
  const more = Array.from({ length: concepts - bases.length }, (_, n): ConceptEntry => {
    const beginning = n % 10 === 0 ? beginnings[(n / 10) % beginnings.length]! : `${word(n)} ${word(n * 3)}`
    return {
      kind: 'phrase',
      terms: [
        { locale: 'en', text: `${beginning} ${word(n * 7)} ${n}`, status: 'preferred' },
        { locale: 'km', text: `ពាក្យទី${n}`, status: 'preferred' },
        { locale: 'ja', text: `用語${n}`, status: 'preferred' },
      ],
      confirmed: ['km', 'ja'],
    }
  })
  return [...bases, ...more]
}

const release = (): string[] => {
  const paragraphs: { en: string }[] = sample('translations/2023-12-18-foreign-ministers')
  return Array.from({ length: segments }, (_, n) => paragraphs[n % paragraphs.length]!.en)
}

const timesOf = async (work: () => unknown): Promise<number[]> => {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)
}

const ms = (value: number) => `${value.toFixed(1)} ms`

export const benchmark = {
  title: 'finding every term of a release',
  async run() {
    const server = await startTemporaryPostgres()
    const pool = createPool(server.url)
    try {
      await migrate(pool)
      const db = createDb(pool)
      const all = termbase()
      for (let at = 0; at < all.length; at += 1000) await importConcepts(db, all.slice(at, at + 1000))
      const sources = release()
      const texts = sources.map((source) => ({ source }))
      const found = findTerms(texts, await conceptsFor(db, sources, 'km', '2023-12-18'), 'km')
      const asked = await timesOf(async () =>
        findTerms(texts, await conceptsFor(db, sources, 'km', '2023-12-18'), 'km'),
      )
      const whole = await conceptsFor(
        db,
        all.map(({ terms }) => terms[0]!.text),
        'km',
        '2023-12-18',
      )
      const indexed = (await timesOf(() => findTerms(texts, whole, 'km'))).slice(0, 5)
      return {
        rows: [
          {
            way: 'those whose first words occur, asked of Postgres',
            median: ms(asked[rounds / 2]!),
            p95: ms(asked[Math.floor(rounds * 0.95)]!),
          },
          {
            way: 'all concepts, loaded already, indexed anew',
            median: ms(indexed[2]!),
            p95: ms(indexed[4]!),
          },
        ],
        how: `${rounds} turns, ${segments} segments with ${found.flat().length} terms, ${concepts.toLocaleString('en')} concepts in three languages; nothing is kept between turns.`,
      }
    } finally {
      await pool.end()
      await server.stop()
    }
  },
}

if (import.meta.main) console.table((await benchmark.run()).rows)
