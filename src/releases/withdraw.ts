import { asPerson, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'

/** Why, in English and any other language in which it is told. */
export type WithdrawalReason = { en: string } & Partial<Record<Locale, string>>

/**
 * Withdraws a release: what has not left of it is not sent, and the memory forgets it.
 * @throws Refusal 'release-unknown', 'status-conflict' (withdrawn already)
 */
export const withdrawRelease = async (
  deps: Deps,
  personId: string,
  slug: string,
  reason: WithdrawalReason,
): Promise<void> => {
  try {
    await asPerson(deps.db, personId, async (trx) => {
      const release = await trx
        .selectFrom('release')
        .select('id')
        .where('slug', '=', slug)
        .forNoKeyUpdate()
        .executeTakeFirst()
      if (!release) throw new Refusal('release-unknown', { slug })
      await trx
        .insertInto('withdrawal')
        .values({ release_id: release.id, reason: JSON.stringify(reason), withdrawn_by: personId })
        .execute()
      await trx.updateTable('release').set({ status: 'withdrawn' }).where('id', '=', release.id).execute()
    })
  } catch (error) {
    if (violatedUnique(error)) throw new Refusal('status-conflict', {}, { cause: error })
    throw error
  }
}
