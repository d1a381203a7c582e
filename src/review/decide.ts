import { allow, type Person } from '../accounts/permissions.ts'
import { asPerson, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { learnApproved } from '../translation/memory.ts'
import { recordDistances } from '../translation/record-distance.ts'
import { checkTranslation } from './check.ts'
import { assignPeople } from './people.ts'
import { findTranslation } from './queries.ts'

/**
 * Approves a translation exactly as the person saw it: `contentSha256` is the hash that came with what they read.
 * The database refuses whoever last edited one of its texts, open segments, open errors, and any other content.
 * @throws Refusal 'not-allowed', 'four-eyes', 'approval-stale', 'segments-open', 'findings-open',
 *   'comments-open', 'translation-not-in-review', 'revision-superseded', 'status-conflict'
 */
export const approve = async (
  deps: Deps,
  person: Person,
  slug: string,
  locale: Locale,
  contentSha256: string,
) => {
  // Whoever may work on the text may ask; who may approve it is for the database to say.
  allow(person, ['translator', 'reviewer'], locale)
  try {
    return await asPerson(deps.db, person.id, async (trx) => {
      const { id } = await findTranslation(trx, slug, locale)
      const approval = await trx
        .insertInto('approval')
        .values({
          translation_id: id,
          content_sha256: Buffer.from(contentSha256, 'hex'),
          approved_by: person.id,
        })
        .returning(['id', 'approved_at as approvedAt'])
        .executeTakeFirstOrThrow()
      await learnApproved(trx, id)
      await recordDistances(trx, id)
      return approval
    })
  } catch (error) {
    if (violatedUnique(error) === 'approval_standing')
      throw new Refusal('status-conflict', {}, { cause: error })
    throw error
  }
}

/** Sends a translation back with a reason, to its translators or, if it has none, to one by load; the English to who submitted it. @throws Refusal 'translation-not-in-review' */
export const sendBack = (deps: Deps, person: Person, slug: string, locale: Locale, reason: string) => {
  allow(person, ['reviewer'], locale)
  return asPerson(deps.db, person.id, async (trx) => {
    const { id, status } = await findTranslation(trx, slug, locale)
    const { numUpdatedRows } = await trx
      .updateTable('translation')
      .set({ status: 'returned' })
      .where('id', '=', id)
      .where('status', '=', 'in-review')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('translation-not-in-review', { detail: status })
    const review = await trx
      .selectFrom('review')
      .select('id')
      .where('translation_id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow()
    await assignPeople(trx, review.id)
    await trx
      .updateTable('review')
      .set({ outcome: 'returned', reason, closed_by: person.id, closed_at: new Date() })
      .where('id', '=', review.id)
      .execute()
  })
}

/** Hands a translation that was sent back in again. @throws Refusal 'status-conflict' */
export const handIn = (deps: Deps, person: Person, slug: string, locale: Locale) => {
  allow(person, ['translator', 'reviewer'], locale)
  return asPerson(deps.db, person.id, async (trx) => {
    const { id } = await findTranslation(trx, slug, locale)
    const { numUpdatedRows } = await trx
      .updateTable('translation')
      .set({ status: 'drafted' })
      .where('id', '=', id)
      .where('status', '=', 'returned')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('status-conflict')
  })
}

/** Lets a finding stand, for a reason that goes on the record. @throws Refusal 'finding-unknown' */
export const waive = (
  deps: Deps,
  person: Person,
  slug: string,
  locale: Locale,
  findingId: string,
  reason: string,
) => {
  allow(person, ['reviewer'], locale)
  return asPerson(deps.db, person.id, async (trx) => {
    const { id } = await findTranslation(trx, slug, locale)
    await checkTranslation(trx, id)
    const { numUpdatedRows } = await trx
      .updateTable('finding')
      .set({ waived_by: person.id, waived_reason: reason })
      .where('id', '=', findingId)
      .where('translation_id', '=', id)
      .where('waived_by', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('finding-unknown')
  })
}
