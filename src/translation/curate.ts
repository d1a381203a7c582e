import { allow, has, type Person } from '../accounts/permissions.ts'
import { asPerson, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { getConcept } from './search-terms.ts'
import {
  type ConceptEntry,
  conceptColumns,
  insertTerms,
  type KeptConcept,
  type TermEntry,
} from './termbase.ts'

/** What a person may say of a concept; its confirmations are decisions of their own. */
export type ConceptWords = Omit<ConceptEntry, 'confirmed'>

const mayCurate = (person: Person) => {
  if (!has(person, 'reviewer')) allow(person, ['administrator'])
}

const refusingTwice = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    const constraint = violatedUnique(error)
    if (constraint === 'term_preferred' || constraint === 'term_concept_id_locale_text_key')
      throw new Refusal('term-twice', {}, { cause: error })
    throw error
  }
}

/** Adds a concept, a candidate in each of its locales. @throws Refusal 'not-allowed', 'term-twice' */
export const addConcept = (deps: Deps, person: Person, words: ConceptWords): Promise<KeptConcept> => {
  mayCurate(person)
  return refusingTwice(() =>
    asPerson(deps.db, person.id, async (trx) => {
      const { id } = await trx
        .insertInto('concept')
        .values(conceptColumns({ ...words, confirmed: [] }))
        .returning('id')
        .executeTakeFirstOrThrow()
      await insertTerms(trx, [{ id, terms: words.terms }])
      return getConcept(trx, id)
    }),
  )
}

/**
 * Changes a concept. `terms`, where given, are all its terms afterwards; those that stay as they are stay confirmed.
 * @throws Refusal 'not-allowed', 'concept-unknown', 'status-conflict' where somebody else changed it since, 'term-twice'
 */
export const changeConcept = (
  deps: Deps,
  person: Person,
  id: string,
  version: number,
  change: Partial<ConceptWords>,
): Promise<KeptConcept> => {
  mayCurate(person)
  return refusingTwice(() =>
    asPerson(deps.db, person.id, async (trx) => {
      const before = await getConcept(trx, id)
      const { numUpdatedRows } = await trx
        .updateTable('concept')
        .set({ ...conceptColumns({ ...before, ...change }), version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new Refusal('status-conflict')
      if (change.terms) {
        const stays = (term: TermEntry, among: TermEntry[]) =>
          among.some((other) => sameTerm(other) === sameTerm(term))
        const gone = before.terms.filter((term) => !stays(term, change.terms!))
        for (const { locale, text } of gone) {
          await trx
            .deleteFrom('term')
            .where('concept_id', '=', id)
            .where('locale', '=', locale)
            .where('text', '=', text)
            .execute()
        }
        await insertTerms(trx, [{ id, terms: change.terms.filter((term) => !stays(term, before.terms)) }])
      }
      return getConcept(trx, id)
    }),
  )
}

const sameTerm = (term: TermEntry) =>
  JSON.stringify([
    term.locale,
    term.text,
    term.status,
    term.mention ?? 'any',
    term.matchCase ?? null,
    term.partOfSpeech ?? null,
    term.gender ?? null,
    term.note ?? '',
  ])

/** Takes a concept out. @throws Refusal 'not-allowed', 'concept-unknown' */
export const removeConcept = (deps: Deps, person: Person, id: string): Promise<void> => {
  mayCurate(person)
  return asPerson(deps.db, person.id, async (trx) => {
    const { numDeletedRows } = await trx.deleteFrom('concept').where('id', '=', id).executeTakeFirst()
    if (numDeletedRows === 0n) throw new Refusal('concept-unknown')
  })
}

/**
 * Vouches for a concept's terms in a locale, as its version says them; once is enough.
 * @throws Refusal 'not-allowed', 'concept-unknown', 'status-conflict' where somebody changed it since
 */
export const confirmConcept = (
  deps: Deps,
  person: Person,
  id: string,
  version: number,
  locale: Locale,
): Promise<KeptConcept> => {
  allow(person, ['reviewer'], locale)
  return asPerson(deps.db, person.id, async (trx) => {
    await trx.selectFrom('concept').select('id').where('id', '=', id).forUpdate().execute()
    const concept = await getConcept(trx, id)
    const isThere = concept.terms.some((term) => term.locale === locale)
    if (concept.version !== version || locale === sourceLocale || !isThere)
      throw new Refusal('status-conflict')
    await trx
      .insertInto('confirmation')
      .values({ concept_id: id, locale, confirmed_by: person.id })
      .onConflict((oc) => oc.doNothing())
      .execute()
    return getConcept(trx, id)
  })
}
