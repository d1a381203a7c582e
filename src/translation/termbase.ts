import type { Db } from '../db/client.ts'
import type { Concept } from '../quality/model.ts'

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
