import { sql } from 'kysely'
import { defineJob } from '../jobs/define.ts'

/**
 * Turns the lists of a dispatch into one delivery a recipient. Who is on several lists gets one message, in the
 * smallest edition that has every locale they asked for. Suppressed recipients stay in the books, unsent,
 * and so does whoever has this revision by an earlier dispatch.
 */
export const freezeDispatch = defineJob({
  name: 'freeze-dispatch',
  async run({ db }, id) {
    await db.transaction().execute(async (trx) => {
      const dispatch = await trx
        .selectFrom('dispatch')
        .select(['revision_id'])
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
      await sql`
        create temporary table audience on commit drop as
        select s.id as subscriber_id, s.email, e.id as edition_id, e.approvals_sha256,
               exists (select from suppression x where x.email = s.email
                       and (x.expires_at is null or x.expires_at > now())) as suppressed,
               exists (select from delivery g join dispatch o on o.id = g.dispatch_id
                       where g.email = s.email and o.revision_id = ${dispatch.revision_id}
                         and g.status not in ('suppressed', 'cancelled', 'failed')) as served
        from (select subscriber_id, array_agg(distinct l) as locales
              from subscription, unnest(locales) l
              where unsubscribed_at is null
                and list_id in (select list_id from dispatch_list where dispatch_id = ${id})
              group by subscriber_id) wanted
        join subscriber s on s.id = wanted.subscriber_id
        left join lateral (
          select e.* from edition e
          where e.revision_id = ${dispatch.revision_id} and e.locales @> wanted.locales and e.status = 'rendered'
          order by cardinality(e.locales) limit 1) e on true`.execute(trx)
      const { rows } = await sql<{ candidates: number; without: number }>`
        select count(*) as candidates, count(*) filter (where edition_id is null) as without from audience`.execute(
        trx,
      )
      const { candidates, without } = rows[0]!
      if (without > 0) {
        await trx
          .updateTable('dispatch')
          .set({
            status: 'failed',
            candidates,
            reason: `no rendered edition for ${without} of ${candidates} recipients`,
          })
          .where('id', '=', id)
          .execute()
        return
      }
      await sql`
        insert into dispatch_edition (dispatch_id, edition_id, approvals_sha256)
        select distinct ${id}::uuid, edition_id, approvals_sha256 from audience`.execute(trx)
      await sql`
        insert into delivery (dispatch_id, edition_id, subscriber_id, email, status, response)
        select ${id}, edition_id, subscriber_id, email, case when suppressed or served then 'suppressed' else 'pending' end,
               case when served then 'has this revision by an earlier dispatch' end
        from audience`.execute(trx)
      await trx
        .updateTable('dispatch')
        .set({ status: 'frozen', candidates, frozen_at: new Date() })
        .where('id', '=', id)
        .execute()
    })
  },
})
