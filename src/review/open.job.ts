import type { Trx } from '../db/client.ts'
import { defineJob } from '../jobs/define.ts'
import { checkTranslation } from './check.ts'

/** Checks what was drafted or handed in, opens a review, and assigns and tells the people whose turn it is. */
export const openReview = defineJob({
  name: 'open-review',
  async run({ db }, id) {
    await db.transaction().execute(async (trx) => {
      const translation = await trx
        .updateTable('translation')
        .set({ status: 'in-review' })
        .where('id', '=', id)
        .where('status', '=', 'drafted')
        .returning('locale')
        .executeTakeFirst()
      if (!translation) return
      await checkTranslation(trx, id)
      const review = await trx
        .insertInto('review')
        .values({ translation_id: id })
        .returning('id')
        .executeTakeFirstOrThrow()
      const open = await trx
        .selectFrom('target')
        .select('segment_id')
        .where('translation_id', '=', id)
        .where('text', '=', '')
        .limit(1)
        .execute()
      await assign(trx, id, review.id, 'reviewer', translation.locale)
      if (open.length > 0) await assign(trx, id, review.id, 'translator', translation.locale)
    })
  },
})

const kindFor = { reviewer: 'to-review', translator: 'to-translate' } as const

const assign = async (
  trx: Trx,
  translationId: string,
  reviewId: string,
  role: keyof typeof kindFor,
  locale: string,
) => {
  const people = await trx
    .selectFrom('person_role')
    .innerJoin('person', 'person.id', 'person_role.person_id')
    .select('person_id')
    .where('deactivated_at', 'is', null)
    .where('role', '=', role)
    .where('person_role.locale', '=', locale)
    .execute()
  if (people.length === 0) return
  await trx
    .insertInto('assignment')
    .values(people.map(({ person_id }) => ({ translation_id: translationId, person_id, role })))
    .onConflict((oc) => oc.doNothing())
    .execute()
  await trx
    .insertInto('notification')
    .values(
      people.map(({ person_id }) => ({
        person_id,
        review_id: reviewId,
        kind: kindFor[role],
        status: 'pending',
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}
