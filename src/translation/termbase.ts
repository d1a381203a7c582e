import type { Db, Trx } from '../db/client.ts'
import type { Locale } from '../language/model.ts'
import type { Concept } from '../quality/model.ts'

/** The concepts of the termbase that have a term in one of the locales. */
export const loadConcepts = async (db: Db | Trx, wanted: Locale[]): Promise<Concept[]> => {
  const rows = await db
    .selectFrom('term as t')
    .innerJoin('concept as c', 'c.id', 't.concept_id')
    .select(['c.id', 'c.kind', 'c.status as concept_status', 'c.note', 't.locale', 't.text', 't.status'])
    .where('t.locale', 'in', wanted)
    .orderBy('t.id')
    .execute()
  return [...Map.groupBy(rows, (row) => row.id).values()].map((terms) => {
    const { id, kind, concept_status, note } = terms[0]!
    return {
      id,
      kind,
      status: concept_status,
      note,
      terms: terms.map(({ locale, text, status }) => ({ locale, text, status })),
    } as Concept
  })
}

/**
 * Adds concepts with their terms to the termbase, all or none.
 * @returns how many were added
 */
export const importConcepts = (db: Db, concepts: Concept[]): Promise<number> =>
  db.transaction().execute(async (trx) => {
    if (concepts.length === 0) return 0
    const rows = await trx
      .insertInto('concept')
      .values(concepts.map(({ kind, status, note }) => ({ kind, status, note: note ?? '' })))
      .returning('id')
      .execute()
    const terms = concepts.flatMap((concept, at) =>
      concept.terms.map(({ locale, text, status }) => ({ concept_id: rows[at]!.id, locale, text, status })),
    )
    await trx
      .insertInto('term')
      .values(terms)
      .onConflict((oc) => oc.doNothing())
      .execute()
    return concepts.length
  })
