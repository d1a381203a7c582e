import { sql } from 'kysely'
import { defineJob } from '../jobs/define.ts'
import { audienceOf, type Destination } from './audience.ts'
import type { DispatchReason } from './model.ts'

/**
 * Turns the lists of a dispatch into one delivery a recipient. Who is on several lists gets one message. Who is left
 * out stays in the books, with the reason. A dispatch that would reach nobody fails.
 */
export const freezeDispatch = defineJob({
  name: 'freeze-dispatch',
  async run({ db }, id) {
    await db.transaction().execute(async (trx) => {
      const dispatch = await trx
        .selectFrom('dispatch')
        .select(['revision_id', 'kind', 'tags'])
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .forUpdate()
        .executeTakeFirst()
      if (!dispatch) return

      // One dispatch of a revision at a time, so that each sees who has got it by the others.
      await trx
        .selectFrom('revision')
        .select('id')
        .where('id', '=', dispatch.revision_id)
        .forNoKeyUpdate()
        .execute()
      const lists = await trx
        .selectFrom('dispatch_list')
        .select('list_id')
        .where('dispatch_id', '=', id)
        .execute()
      const destination: Destination = {
        revisionId: dispatch.revision_id,
        kind: dispatch.kind as Destination['kind'],
        lists: lists.map(({ list_id }) => list_id),
        tags: dispatch.tags,
      }
      await sql`create temporary table audience on commit drop as ${audienceOf(destination)}`.execute(trx)
      const { rows } = await sql<{ candidates: number; recipients: number; excluded: number }>`
        select count(*) as candidates, count(*) filter (where excluded is null) as recipients, count(excluded) as excluded
        from audience`.execute(trx)
      const counts = rows[0]!
      await sql`
        insert into dispatch_edition (dispatch_id, edition_id, approvals_sha256)
        select distinct ${id}::uuid, edition_id, approvals_sha256 from audience where excluded is null`.execute(
        trx,
      )
      await sql`
        insert into delivery (dispatch_id, edition_id, subscriber_id, email, status, excluded)
        select ${id}, case when excluded is null then edition_id end, subscriber_id, email,
               case when excluded is null then 'pending' else 'suppressed' end, excluded
        from audience`.execute(trx)
      await trx
        .updateTable('dispatch')
        .set({
          ...counts,
          ...(counts.recipients > 0
            ? { status: 'frozen', frozen_at: new Date() }
            : { status: 'failed', reason: 'no-recipients' satisfies DispatchReason }),
        })
        .where('id', '=', id)
        .execute()
    })
  },
})
