import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { type SourceKey, sourceKey } from './grams.ts'

/** What the memory is asked for. */
export interface Query {
  text: string
  /** The source texts around it; absent where they are not known. */
  neighbours?: Neighbours | undefined
}

/** Null at either end of a release. */
export interface Neighbours {
  before: string | null
  after: string | null
}

/** A unit that may be a match of the query at `at`. */
export interface Candidate {
  at: number
  id: string
  source: string
  target: string
  importedFrom: string | null
  kind: string | null
  penalty: number
  isSameContext: boolean
}

/** So many different source texts are compared with each query, and so many translations of each offered. */
const SOURCES = 20
const TRANSLATIONS = 3
/** About so many source texts share a gram with each query: commoner grams are left out, but for the rarest few. */
const SHARING = 800
const ALWAYS_ASKED = 3
/** What share of their grams two texts have in common that are 70% alike, at least: each change breaks three. */
const SHARED = 0.1
/** Lengths that may be alike, names of several words being one word to the scorer. */
const LENGTHS = 0.6

/** The hash by which neighbours are compared. */
export const contextHash = ({ before, after }: Neighbours): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([before, after]))
    .digest()

/** In how many source texts each common gram stands, by Postgres' own statistics. A gram that is not there is rare. */
type Frequencies = Map<number, number>

const FREQUENCIES_HOLD = 300_000
const known = new WeakMap<Db, { since: number; frequencies: Promise<Frequencies> }>()

const loadFrequencies = async (db: Db): Promise<Frequencies> => {
  const { rows } = await sql<{ gram: number; sources: number }>`
    select c.gram, c.share * r.reltuples as sources
    from pg_stats s
    join pg_class r on r.relname = s.tablename and r.relnamespace::regnamespace::text = s.schemaname,
      unnest(s.most_common_elems::text::integer[], s.most_common_elem_freqs) c(gram, share)
    where r.oid = 'memory_source'::regclass and s.attname = 'grams' and c.gram is not null`.execute(db)
  return new Map(rows.map(({ gram, sources }) => [gram, sources]))
}

/** Frequencies only decide what is quick, so that those of some minutes ago will do. */
const frequenciesOf = (db: Db): Promise<Frequencies> => {
  const last = known.get(db)
  if (last && Date.now() - last.since < FREQUENCIES_HOLD) return last.frequencies
  const frequencies = loadFrequencies(db)
  known.set(db, { since: Date.now(), frequencies })
  frequencies.catch(() => known.delete(db))
  return frequencies
}

/** The rarest grams of a text, as many as few enough source texts share. */
const rarest = ({ grams }: SourceKey, frequencies: Frequencies): number[] => {
  let sharing = 0
  return grams
    .map((gram) => ({ gram, sources: frequencies.get(gram) ?? 0 }))
    .sort((a, b) => a.sources - b.sources)
    .filter(({ sources }, rank) => {
      sharing += sources
      return rank < ALWAYS_ASKED || sharing <= SHARING
    })
    .map(({ gram }) => gram)
}

const asArray = (grams: number[]) => `{${grams.join()}}`

/** From so many grams on, texts that are 75% alike share at least two: each of the changed quarter of the words breaks three. */
const PAIRED = 8

const anyOf = (grams: number[]) => `(${grams.join('|')})`

/** Two of the grams, as intarray's `query_int`: both in one half, or one in each. */
const twoOf = (grams: number[]): string[] => {
  if (grams.length < 2) return []
  const half = grams.length >> 1
  const [left, right] = [grams.slice(0, half), grams.slice(half)]
  return [...twoOf(left), ...twoOf(right), `${anyOf(left)}&${anyOf(right)}`]
}

/**
 * What the index is asked for. Most texts that share a turn of phrase share a single gram: asking for two leaves them out before any of
 * their rows is read, and reading those is what takes the time. Null where there is nothing to ask for.
 */
const asQuery = (grams: number[]): string | null =>
  grams.length === 0 ? null : grams.length < PAIRED ? anyOf(grams) : twoOf(grams).join('|')

/** Candidates for all queries in one round trip: the same source text, and the texts that share the largest part of their grams. */
export const findCandidates = async (db: Db, target: Locale, queries: Query[]): Promise<Candidate[]> => {
  const frequencies = await frequenciesOf(db)
  const keys = queries.map(({ text }) => sourceKey(text, sourceLocale, target))
  const contexts = queries.map(({ neighbours }) => (neighbours ? contextHash(neighbours) : null))
  const { rows } = await sql<Candidate>`
    with wanted as materialized (
      select (at - 1)::integer as at, text_sha256(text) as sha256, context, tokens, grams::integer[], rare::query_int
      from unnest(
        ${queries.map(({ text }) => text)}::text[], ${contexts}::bytea[], ${keys.map((key) => key.tokens)}::integer[],
        ${keys.map(({ grams }) => asArray(grams))}::text[], ${keys.map((key) => asQuery(rarest(key, frequencies)))}::text[]
      ) with ordinality w(text, context, tokens, grams, rare, at)
    )
    select w.at, u.id, u.source, u.target, u.imported_from as "importedFrom", u.kind,
      coalesce(m.penalty, 0) as penalty, coalesce(u.context_sha256 = w.context, false) as "isSameContext"
    from wanted w cross join lateral (
      select w.sha256
      union
      select near.sha256 from (
        select k.sha256, icount(k.grams & w.grams)::float / greatest(icount(k.grams), icount(w.grams)) as shared
        from memory_source k
        where k.grams @@ w.rare
          and k.tokens between floor(w.tokens * ${LENGTHS}::float - 2)::integer and ceil(w.tokens / ${LENGTHS}::float + 2)::integer
        order by shared desc limit ${SOURCES}
      ) near where near.shared >= ${SHARED}
    ) found cross join lateral (
      select * from memory_unit u
      where u.target_locale = ${target} and u.source_locale = ${sourceLocale} and u.source_sha256 = found.sha256
      order by (u.context_sha256 = w.context) is true desc, u.imported_from is not null, u.id desc
      limit ${TRANSLATIONS}
    ) u
    left join memory m on m.name = u.imported_from`.execute(db)
  return rows
}
