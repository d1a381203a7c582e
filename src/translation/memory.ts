import { sql } from 'kysely'
import type { Db, Trx } from '../db/client.ts'
import { findDates, formatDate } from '../language/dates.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { type Draft, type Engine, FUZZY_THRESHOLD } from './model.ts'
import { changedDates, similarity } from './score.ts'

interface Candidate {
  segmentId: string
  text: string
  unitId: string
  source: string
  target: string
  importedFrom: string | null
}

// Trigram similarity below which no pair reaches 70% by words, in our samples; issue-sized memories only.
const CANDIDATE_SIMILARITY = 0.3
const CANDIDATES = 20

const findCandidates = async (db: Db, target: Locale, segments: { id: string; text: string }[]) =>
  db.transaction().execute(async (trx) => {
    await sql`select set_config('pg_trgm.similarity_threshold', ${String(CANDIDATE_SIMILARITY)}, true)`.execute(
      trx,
    )
    const { rows } = await sql<Candidate>`
      select s.id as "segmentId", s.text, m.id as "unitId", m.source, m.target, m.imported_from as "importedFrom"
      from unnest(${segments.map((s) => s.id)}::uuid[], ${segments.map((s) => s.text)}::text[]) s(id, text)
      cross join lateral (
        (select u.* from memory_unit u
         where u.target_locale = ${target} and u.source_locale = ${sourceLocale} and u.source_sha256 = text_sha256(s.text)
         order by u.release_id is null, u.created_at desc limit 1)
        union all
        (select u.* from memory_unit u
         where u.target_locale = ${target} and u.source_locale = ${sourceLocale} and u.source % s.text and u.source <> s.text
         order by similarity(u.source, s.text) desc limit ${CANDIDATES})
      ) m`.execute(trx)
    return rows
  })

/** A memory's target with the segment's own dates in place of the old ones; untouched where one cannot be placed. */
const adaptDates = (
  candidate: Candidate,
  target: Locale,
): Pick<Draft, 'text'> & Pick<Draft['details'], 'replaced'> => {
  let text = candidate.target
  const replaced: { from: string; to: string }[] = []
  for (const [from, to] of changedDates(candidate.source, candidate.text, sourceLocale) ?? []) {
    const { year, month, day } = to.date
    const place = findDates(text, target).find(
      (date) => JSON.stringify(date.date) === JSON.stringify(from.date),
    )
    if (!place || !year || !month || !day) return { text: candidate.target }
    const written = formatDate(
      `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
      target,
    )
    replaced.push({ from: text.slice(place.start, place.end), to: written })
    text = text.slice(0, place.start) + written + text.slice(place.end)
  }
  return replaced.length > 0 ? { text, replaced } : { text }
}

/** The translation memory as an engine: no network, the default. */
export const memoryEngine = (db: Db): Engine => ({
  name: 'memory',
  async draft({ target, segments }) {
    const candidates = Map.groupBy(await findCandidates(db, target, segments), (c) => c.segmentId)
    return segments.map(({ id, text }): Draft => {
      const [best] = (candidates.get(id) ?? [])
        .map((candidate) => ({ candidate, score: similarity(candidate.source, text, sourceLocale) }))
        .filter(({ score }) => score >= FUZZY_THRESHOLD)
        .sort((a, b) => b.score - a.score)
      if (!best) return { segmentId: id, score: null, text: '', details: {} }
      const { candidate, score } = best
      const { text: proposal, replaced } = adaptDates(candidate, target)
      const { unitId, source, importedFrom } = candidate
      return {
        segmentId: id,
        score,
        text: proposal,
        details: {
          unit: { id: unitId, source, target: candidate.target, importedFrom },
          ...(replaced && { replaced }),
        },
      }
    })
  },
})

/**
 * Puts pairs that somebody translated elsewhere into the memory; a pair that is there already is left alone.
 * @returns how many were new
 */
export const importUnits = async (
  db: Db,
  targetLocale: Locale,
  importedFrom: string,
  pairs: { source: string; target: string }[],
): Promise<number> => {
  if (pairs.length === 0) return 0
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('memory_unit')
    .values(
      pairs.map((pair) => ({
        ...pair,
        source_locale: sourceLocale,
        target_locale: targetLocale,
        imported_from: importedFrom,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0)
}

/** What was approved enters the memory, in the transaction of its approval. */
export const learnApproved = async (trx: Trx, translationId: string): Promise<void> => {
  await sql`
    insert into memory_unit (source_locale, target_locale, source, target, release_id)
    select distinct on (s.text, g.text) ${sourceLocale}, t.locale, s.text, g.text, r.release_id
    from translation t
    join revision r on r.id = t.revision_id
    join target g on g.translation_id = t.id
    join segment s on s.id = g.segment_id
    where t.id = ${translationId} and t.locale <> ${sourceLocale}
    on conflict do nothing`.execute(trx)
}
