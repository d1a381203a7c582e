import { sql } from 'kysely'
import type { Trx } from '../../db/client.ts'
import { storable } from '../../db/storable.ts'
import type { Deps } from '../../deps.ts'
import type { BounceClass } from './verdict.ts'

/** Soft bounces of older messages are forgotten. */
const WINDOW_DAYS = 30

export interface Bounce {
  deliveryId: string
  class: BounceClass | 'complaint'
  status: string | null
  /** By the mail server. */
  said: string
  returnMailId?: string
}

/** Of the letters that a database keeps, on one line. */
const oneLine = (text: string) =>
  storable(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 1000)

/**
 * Writes a bounce or a complaint down, and suppresses the address where that was one too many. A delivery counts once in
 * each class, however often it is reported.
 * @returns whether it is news
 */
export const recordBounce = async (trx: Trx, { config }: Deps, bounce: Bounce): Promise<boolean> => {
  const { hard, soft, days } = config.bounces
  const row = await trx
    .insertInto('bounce')
    .values({
      delivery_id: bounce.deliveryId,
      class: bounce.class,
      status: bounce.status,
      said: oneLine(bounce.said),
      return_mail_id: bounce.returnMailId ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return false
  if (bounce.class === 'complaint') {
    await sql`
      insert into suppression (email, reason) select email, 'complained' from delivery where id = ${bounce.deliveryId}
      on conflict (email) do update set reason = 'complained', expires_at = null, created_at = now()
      where suppression.expires_at is not null`.execute(trx)
    return true
  }
  // What an answer at once has said of the delivery, it has said; this is for what was taken and came back.
  await trx
    .updateTable('delivery')
    .set({ status: 'bounced', response: oneLine(bounce.said) })
    .where('id', '=', bounce.deliveryId)
    .where('status', 'in', ['sent', 'uncertain'])
    .execute()
  // Who is blocked for ever stays so.
  await sql`
    insert into suppression (email, reason, expires_at)
    select y.email, 'bounced', now() + make_interval(days => ${days})
    from delivery y where y.id = ${bounce.deliveryId} and (
      select count(*) filter (where b.class = 'hard') >= ${hard} or count(*) filter (where b.class = 'soft') >= ${soft}
      from delivery o join bounce b on b.delivery_id = o.id and b.at > now() - make_interval(days => ${WINDOW_DAYS})
      where o.subscriber_id = y.subscriber_id)
    on conflict (email) do update set reason = 'bounced', expires_at = excluded.expires_at, created_at = now()
    where suppression.expires_at is not null`.execute(trx)
  return true
}
