import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { type Locale, sourceLocale } from '../../language/model.ts'
import { importUnits } from '../memory.ts'
import { type ConceptEntry, importConcepts, type TermEntry } from '../termbase.ts'
import { collectGarbage } from './collect.ts'
import type { Entry, Problem } from './model.ts'
import type { MemoryPair } from './tmx.ts'

/** What became of a file's entries. */
export interface ImportReport {
  taken: number
  /** Of those: there already, and left as they were. */
  known: number
  left: number
  /** The first of those that were left out. */
  problems: Problem[]
}

const MOST_PROBLEMS = 100
const BATCH = 1000
/** So many batches leave some 100 MB of garbage. */
const BATCHES_A_COLLECTION = 10

/** The entries of a file that can be taken; the others are counted, and the first of them listed. */
export async function* takable<T>(
  entries: AsyncIterable<Entry<T>>,
  report: Pick<ImportReport, 'left' | 'problems'>,
): AsyncGenerator<T> {
  for await (const entry of entries) {
    if ('value' in entry) {
      yield entry.value
      continue
    }
    report.left++
    if (report.problems.length < MOST_PROBLEMS) report.problems.push(entry.problem)
  }
}

/** Takes entries in batches; what is wrong with the others is listed. */
const inBatches = async <T>(
  entries: AsyncIterable<Entry<T>>,
  weigh: (value: T) => number,
  take: (batch: T[]) => Promise<number>,
): Promise<ImportReport> => {
  const report: ImportReport = { taken: 0, known: 0, left: 0, problems: [] }
  let batch: T[] = []
  let weight = 0
  let batches = 0
  const flush = async () => {
    report.known += batch.length - (await take(batch))
    report.taken += batch.length
    batch = []
    weight = 0
    if (++batches % BATCHES_A_COLLECTION === 0) collectGarbage()
  }
  for await (const value of takable(entries, report)) {
    batch.push(value)
    weight += weigh(value)
    if (weight >= BATCH) await flush()
  }
  if (batch.length > 0) await flush()
  return report
}

const record = (
  db: Db,
  action: string,
  entity: string,
  name: string,
  by: string | null,
  { taken, known, left }: ImportReport,
) =>
  sql`insert into audit_event (actor_id, action, entity, entity_id, details)
      values (${by}, ${action}, ${entity}, ${name}, ${JSON.stringify({ taken, known, left })}::jsonb)`.execute(
    db,
  )

/**
 * Brings a memory in as imported units, which nobody here approved. `name` says where it comes from; `by` is a
 * person's id, null at the command line; `penalty` is taken off each of its matches, where the name is new.
 */
export const importMemory = async (
  db: Db,
  entries: AsyncIterable<Entry<MemoryPair>>,
  name: string,
  { by = null, penalty }: { by?: string | null; penalty?: number | undefined } = {},
): Promise<ImportReport> => {
  const report = await inBatches(
    entries,
    () => 1,
    async (batch) => {
      let added = 0
      for (const [target, pairs] of Map.groupBy(batch, (pair) => pair.target)) {
        const units = pairs.map(({ sourceText, targetText }) => ({ source: sourceText, target: targetText }))
        added += await importUnits(db, target, name, units, penalty)
      }
      return added
    },
  )
  await record(db, 'memory-imported', 'memory', name, by, report)
  return report
}

const signature = (kind: string, from: string | null, to: string | null, terms: TermEntry[]) =>
  JSON.stringify([
    kind,
    from,
    to,
    terms.map(({ locale, text, status }) => `${locale} ${status} ${text}`).sort(),
  ])

/** What makes a concept the same as another to an import. */
export const signatureOf = ({ kind, validFrom, validTo, terms }: ConceptEntry) =>
  signature(kind, validFrom ?? null, validTo ?? null, terms)

/** The signatures of concepts in the termbase that share an English term with the entries. */
export const knownAmong = async (db: Db, entries: ConceptEntry[]): Promise<Set<string>> => {
  const english = entries.flatMap(({ terms }) =>
    terms.filter(({ locale }) => locale === sourceLocale).map(({ text }) => text),
  )
  const { rows } = await sql<{ kind: string; from: string | null; to: string | null; terms: TermEntry[] }>`
    select c.kind, c.valid_from as "from", c.valid_to as "to",
      (select jsonb_agg(jsonb_build_object('locale', t.locale, 'text', t.text, 'status', t.status))
       from term t where t.concept_id = c.id) as terms
    from concept c
    where c.id in (
      select t.concept_id from term t join unnest(${english}::text[]) e(text) on t.text = e.text
      where t.locale = ${sourceLocale} and t.lead = term_lead(e.text))`.execute(db)
  return new Set(rows.map(({ kind, from, to, terms }) => signature(kind, from, to, terms)))
}

/** Brings a termbase in. A concept whose terms are there already, all of them and no others, is left as it is. */
export const importTermbase = async (
  db: Db,
  entries: AsyncIterable<Entry<ConceptEntry>>,
  name: string,
  by: string | null = null,
): Promise<ImportReport> => {
  const report = await inBatches(
    entries,
    ({ terms }) => terms.length,
    async (batch) => {
      const known = await knownAmong(db, batch)
      return importConcepts(
        db,
        batch.filter((entry) => !known.has(signatureOf(entry))),
      )
    },
  )
  await record(db, 'termbase-imported', 'termbase', name, by, report)
  return report
}

const PAGE = 2000

/** Every unit of the memory, or those of one locale, oldest first. */
export async function* allUnits(db: Db, locale?: Locale): AsyncGenerator<MemoryPair> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db
      .selectFrom('memory_unit')
      .select(['id', 'source', 'target', 'target_locale'])
      .where('id', '>', after)
      .where('source_locale', '=', sourceLocale)
      .$if(locale !== undefined, (query) => query.where('target_locale', '=', locale!))
      .orderBy('id')
      .limit(PAGE)
      .execute()
    for (const { source, target, target_locale } of rows)
      yield { target: target_locale as Locale, sourceText: source, targetText: target }
    if (rows.length < PAGE) return
    after = rows.at(-1)!.id
  }
}
