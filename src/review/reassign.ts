import { allow, type Person } from '../accounts/permissions.ts'
import { asPerson, type Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import type { Locale } from '../language/model.ts'
import { assignPeople, lockAssignments, namePeople, type People } from './people.ts'
import { findTranslation } from './queries.ts'

/** Whose a translation is now, by role. */
export const listAssigned = async (trx: Trx, translationId: string) => {
  const rows = await trx
    .selectFrom('assignment as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['p.id', 'p.name', 'a.role'])
    .where('a.translation_id', '=', translationId)
    .orderBy('a.id')
    .execute()
  const of = (wanted: string) =>
    rows.filter(({ role }) => role === wanted).map(({ id, name }) => ({ id, name }))
  return { reviewers: of('reviewer'), translators: of('translator') }
}

/**
 * Gives a translation to other people, in this revision and those to come; a role for which nobody is named goes to
 * whom the worker chooses. Whoever is new to it is told, whoever is not on it any more hears of it no more.
 * @returns whose it is now
 * @throws Refusal 'not-allowed', 'translation-unknown', 'person-unfit', 'person-edited'
 */
export const reassign = (deps: Deps, person: Person, slug: string, locale: Locale, people: People) => {
  allow(person, ['press-officer', 'publisher', 'administrator'])
  return asPerson(deps.db, person.id, async (trx) => {
    const translation = await findTranslation(trx, slug, locale)
    // Before the record's lock, as approvals and edits take it.
    await trx
      .selectFrom('translation')
      .select('id')
      .where('id', '=', translation.id)
      .forNoKeyUpdate()
      .execute()
    await lockAssignments(trx)
    await namePeople(trx, translation.release_id, locale, people)
    const review = await trx
      .selectFrom('review')
      .select('id')
      .where('translation_id', '=', translation.id)
      .where('settled_at', 'is', null)
      .executeTakeFirst()
    if (review) await assignPeople(trx, review.id)
    return listAssigned(trx, translation.id)
  })
}
