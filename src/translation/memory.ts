import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, inPortions, type Trx } from '../db/client.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { contextHash, type Neighbours } from './candidates.ts'
import { sourceKey } from './grams.ts'
import { lookUp } from './lookup.ts'
import type { Draft, Engine } from './model.ts'

/** Each of some texts in a row with the texts around it. */
const neighboursOf = (texts: string[]): Neighbours[] =>
  texts.map((_, i) => ({ before: texts[i - 1] ?? null, after: texts[i + 1] ?? null }))

/** The translation memory as an engine: no network, the default. */
export const memoryEngine = (db: Db): Engine => ({
  name: 'memory',
  async draft({ target, kind, segments, context = segments }) {
    const neighbours = neighboursOf(context.map(({ text }) => text))
    const byId = new Map(context.map(({ id }, i) => [id, neighbours[i]!]))
    const queries = segments.map(({ id, text }) => ({ text, neighbours: byId.get(id) }))
    const matches = await lookUp(db, { target, kind, limit: 1 }, queries)
    return segments.map(({ id }, i): Draft => {
      const [best] = matches[i]!
      if (!best) return { segmentId: id, score: null, text: '', details: {} }
      const { score, text, ...details } = best
      return { segmentId: id, score, text, details }
    })
  },
})

/** The most rows that go into one statement. */
const BATCH = 1000

/** Has source texts searchable, in the transaction that brings in their units. */
const addSources = async (trx: Trx, target: Locale, texts: string[]): Promise<void> => {
  const rows = [...new Set(texts)]
    .map((text) => ({
      source_locale: sourceLocale,
      target_locale: target,
      sha256: createHash('sha256').update(text).digest(),
      ...sourceKey(text, sourceLocale, target),
    }))
    // In one order everywhere, so that two approvals at once that share texts never wait for each other.
    .sort((a, b) => a.sha256.compare(b.sha256))
  for (const batch of inPortions(rows, BATCH)) {
    await trx
      .insertInto('memory_source')
      .values(batch)
      .onConflict((oc) => oc.doNothing())
      .execute()
  }
}

/** A pair that somebody translated elsewhere. */
export interface ImportedPair {
  source: string
  target: string
  /** The source texts around it, where they are known. */
  neighbours?: Neighbours
}

/** The memories that more is taken off for than for this one. */
const lessTrusted = async (trx: Trx, importedFrom: string): Promise<string[]> => {
  const rows = await trx
    .selectFrom('memory as other')
    .innerJoin('memory as own', (join) => join.onRef('own.penalty', '<', 'other.penalty'))
    .select('other.name')
    .where('own.name', '=', importedFrom)
    .execute()
  return rows.map(({ name }) => name)
}

/** Takes pairs out of memories, since they come in from one that is trusted more. */
const takeOut = async (trx: Trx, target: Locale, memories: string[], pairs: ImportedPair[]) => {
  if (memories.length === 0) return
  const texts = (side: 'source' | 'target') => pairs.map((pair) => pair[side])
  await sql`
    delete from memory_unit u
    using unnest(${texts('source')}::text[], ${texts('target')}::text[]) p(source, target)
    where u.target_locale = ${target} and u.source_locale = ${sourceLocale}
      and u.source_sha256 = text_sha256(p.source) and u.target = p.target
      and u.imported_from = any(${memories})`.execute(trx)
}

/** Per cent off the matches of a memory that nobody has said is reviewed: none of them fills a text by itself. */
const UNREVIEWED = 5

/**
 * Puts pairs that somebody translated elsewhere into the memory, all or none, under the name that they are known by. A pair that an
 * imported memory has already is one unit still: it stays where it was, unless the new name is trusted more. The name's penalty
 * (0 to 30; of a name that is there already it stays what it was) is taken off every match of its units.
 * @returns how many were new, or came over from a memory that is trusted less
 */
export const importUnits = (
  db: Db,
  targetLocale: Locale,
  importedFrom: string,
  pairs: ImportedPair[],
  penalty = UNREVIEWED,
): Promise<number> =>
  db.transaction().execute(async (trx) => {
    // One at a time: two that share pairs in another order would wait for each other.
    await sql`select pg_advisory_xact_lock(hashtext('bayon.memory-import'))`.execute(trx)
    await trx
      .insertInto('memory')
      .values({ name: importedFrom, penalty })
      .onConflict((oc) => oc.doNothing())
      .execute()
    await addSources(
      trx,
      targetLocale,
      pairs.map(({ source }) => source),
    )
    const worse = await lessTrusted(trx, importedFrom)
    let added = 0
    for (const batch of inPortions(pairs, BATCH)) {
      await takeOut(trx, targetLocale, worse, batch)
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('memory_unit')
        .values(
          batch.map(({ source, target, neighbours }) => ({
            source,
            target,
            source_locale: sourceLocale,
            target_locale: targetLocale,
            imported_from: importedFrom,
            context_sha256: neighbours ? contextHash(neighbours) : null,
          })),
        )
        .onConflict((oc) => oc.doNothing())
        .executeTakeFirst()
      added += Number(numInsertedOrUpdatedRows ?? 0)
    }
    return added
  })

/** The pairs of a text in their order, each with its neighbours. */
export const inOrder = (pairs: ImportedPair[]): ImportedPair[] => {
  const neighbours = neighboursOf(pairs.map(({ source }) => source))
  return pairs.map((pair, i) => ({ ...pair, neighbours: neighbours[i]! }))
}

/** What was approved enters the memory, in the transaction of its approval. The English has nothing to be learnt. */
export const learnApproved = async (trx: Trx, translationId: string): Promise<void> => {
  const segments = await trx
    .selectFrom('translation as t')
    .innerJoin('revision as r', 'r.id', 't.revision_id')
    .innerJoin('release', 'release.id', 'r.release_id')
    .innerJoin('target as g', 'g.translation_id', 't.id')
    .innerJoin('segment as s', 's.id', 'g.segment_id')
    .select(['t.locale', 'r.kind', 's.id', 's.text as source', 'g.text as target'])
    .where('t.id', '=', translationId)
    .where('t.locale', '<>', sourceLocale)
    .where('release.status', '<>', 'withdrawn')
    .orderBy('s.position')
    .execute()
  const [first] = segments
  if (!first) return
  const texts = segments.map(({ source }) => source)
  const neighbours = neighboursOf(texts)
  await addSources(trx, first.locale as Locale, texts)
  for (const batch of inPortions([...segments.entries()], BATCH)) {
    await trx
      .insertInto('memory_unit')
      .values(
        batch.map(([i, { id, locale, kind, source, target }]) => ({
          source_locale: sourceLocale,
          target_locale: locale,
          source,
          target,
          kind,
          context_sha256: contextHash(neighbours[i]!),
          translation_id: translationId,
          segment_id: id,
        })),
      )
      .execute()
  }
}
