import { sql } from 'kysely'
import { defineJob } from '../jobs/define.ts'
import { checkTranslation } from './check.ts'
import { assignPeople } from './people.ts'

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
        .returning('revision_id')
        .executeTakeFirst()
      if (!translation) return
      await checkTranslation(trx, id)
      const { status } = await trx
        .selectFrom('release')
        .innerJoin('revision as r', 'r.release_id', 'release.id')
        .select('release.status')
        .where('r.id', '=', translation.revision_id)
        .executeTakeFirstOrThrow()
      const now = sql<Date>`clock_timestamp()`
      const review = await trx
        .insertInto('review')
        .values({
          translation_id: id,
          opened_at: now,
          // Of what was withdrawn nobody needs to hear.
          ...(status === 'withdrawn' ? { settled_at: now } : { remind_at: now }),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await assignPeople(trx, review.id)
    })
  },
})
