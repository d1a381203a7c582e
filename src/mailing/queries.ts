import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

/** A delivery that this process is about to send. */
export interface Claim {
  id: string
  email: string
  name: string
  edition_id: string
  attempts: number
  status: 'sending' | 'suppressed'
}

/**
 * Takes the next delivery that is due, as `sending` under this worker's number, so that a process which dies before
 * the answer comes leaves a trace. Whoever has unsubscribed or was suppressed since the audience was frozen is
 * marked `suppressed` instead.
 */
export const claimDelivery = async (
  db: Db,
  dispatchId: string,
  worker: number,
): Promise<Claim | undefined> => {
  const { rows } = await sql<Claim>`
    with next as (
      select id, dispatch_id, subscriber_id, email from delivery
      where dispatch_id = ${dispatchId} and status in ('pending', 'deferred') and due_at <= now()
      order by due_at limit 1
      for update skip locked
    ), fate as materialized (
      -- Apart, so that it is looked up for the one row and not for all that wait.
      select next.id, s.name,
        exists (select from suppression x where x.email = next.email and (x.expires_at is null or x.expires_at > now()))
        or not exists (select from subscription u join dispatch_list l on l.list_id = u.list_id
                       where l.dispatch_id = next.dispatch_id and u.subscriber_id = next.subscriber_id
                         and u.unsubscribed_at is null) as gone
      from next join subscriber s on s.id = next.subscriber_id
    )
    update delivery d
    set status = case when gone then 'suppressed' else 'sending' end,
        worker = case when gone then null else ${worker}::bigint end,
        attempts = d.attempts + case when gone then 0 else 1 end,
        response = case when gone then 'unsubscribed or suppressed after the audience was frozen' end
    from fate where d.id = fate.id
    returning d.id, d.email, fate.name, d.edition_id, d.attempts, d.status`.execute(db)
  return rows[0]
}

/** What is left of a dispatch: when its next delivery may go, and whether any is on its way. */
export const remaining = async (db: Db, dispatchId: string) => {
  const { rows } = await sql<{ next_due: Date | null; sending: boolean }>`
    select case when left_over.due_at is not null then greatest(left_over.due_at, due_at(d)) end as next_due, sending
    from dispatch d, lateral (
      select min(due_at) filter (where status in ('pending', 'deferred')) as due_at,
             coalesce(bool_or(status = 'sending'), false) as sending
      from delivery where dispatch_id = d.id and status in ('pending', 'deferred', 'sending')) left_over
    where d.id = ${dispatchId}`.execute(db)
  return rows[0]!
}

export interface Mail {
  subject: string
  html: string
  text: string
  pdf: { filename: string; content: Buffer }
}

/**
 * The rendered mail of each edition of a dispatch, by the edition's id; null if the approvals it was frozen with do not
 * all stand.
 */
export const loadMails = async (db: Db, dispatchId: string): Promise<Map<string, Mail> | null> => {
  const pinned = await db
    .selectFrom('dispatch_edition')
    .select('edition_id')
    .where('dispatch_id', '=', dispatchId)
    .execute()
  const files = await db
    .selectFrom('dispatch_edition as p')
    .innerJoin('edition as e', (join) =>
      join.onRef('e.id', '=', 'p.edition_id').onRef('e.approvals_sha256', '=', 'p.approvals_sha256'),
    )
    .innerJoin('artifact as a', (join) =>
      join.onRef('a.edition_id', '=', 'e.id').onRef('a.approvals_sha256', '=', 'e.approvals_sha256'),
    )
    .innerJoin('blob as b', 'b.sha256', 'a.sha256')
    .innerJoin('revision as r', 'r.id', 'e.revision_id')
    .innerJoin('release', 'release.id', 'r.release_id')
    .select(['e.id', 'a.name', 'b.content', 'e.subject', 'e.name as edition', 'release.slug'])
    .where('p.dispatch_id', '=', dispatchId)
    .where('e.status', '=', 'rendered')
    .where('a.name', 'in', ['email.html', 'email.txt', 'document.pdf'])
    .execute()
  const byEdition = Map.groupBy(files, ({ id }) => id)
  if (byEdition.size < pinned.length) return null
  return new Map(
    [...byEdition].map(([id, ofEdition]): [string, Mail] => {
      const content = (name: string) => {
        const file = ofEdition.find((one) => one.name === name)
        if (!file) throw new Error(`edition ${id} has no ${name}`)
        return file.content
      }
      const { subject, slug, edition } = ofEdition[0]!
      return [
        id,
        {
          subject: subject!,
          html: content('email.html').toString('utf8'),
          text: content('email.txt').toString('utf8'),
          pdf: { filename: `${slug}.${edition}.pdf`, content: content('document.pdf') },
        },
      ]
    }),
  )
}
