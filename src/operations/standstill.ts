import { sql } from 'kysely'
import { allow, type Person } from '../accounts/permissions.ts'
import { asPerson, type Db, type Trx } from '../db/client.ts'
import { Refusal } from '../errors.ts'

export interface Standstill {
  reason: 'restored'
  beganAt: Date
  /** What goes out when it ends, and the dispatches that stay paused for their publishers. */
  held: { dispatches: number; notices: number; letters: number; webhooks: number; paused: number }
}

const held = async (db: Db): Promise<Standstill['held']> => {
  const { rows } = await sql<Standstill['held']>`
    select (select count(*) from dispatch where status in ('pending', 'frozen')) as dispatches,
           (select count(*) from notification where status = 'pending') as notices,
           (select count(*) from letter where status = 'pending') as letters,
           (select count(*) from webhook_delivery where status = 'pending') as webhooks,
           (select count(*) from dispatch where status = 'paused') as paused`.execute(db)
  return rows[0]!
}

/** Why nothing leaves by itself, and since when; null where mail goes out as usual. */
export const currentStandstill = async (db: Db): Promise<Standstill | null> => {
  const found = await db
    .selectFrom('standstill')
    .select('began_at as beganAt')
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return found ? { reason: 'restored', beganAt: found.beganAt, held: await held(db) } : null
}

/**
 * Begins one in a copy that was just restored. What was under way there may have gone out since from the original: its
 * dispatches wait for a publisher to resume or to cancel them, those without an audience yet have to be ordered anew.
 */
export const beginStandstill = async (trx: Trx): Promise<void> => {
  await trx.insertInto('standstill').values({ reason: 'restored' }).execute()
  await sql`
    update dispatch set status = case status when 'pending' then 'cancelled' else 'paused' end
    where status in ('pending', 'frozen', 'sending')`.execute(trx)
  await trx
    .updateTable('webhook_delivery')
    .set({ status: 'cancelled' })
    .where('status', '=', 'pending')
    .execute()
}

/** Lets mail out again. @throws Refusal 'not-allowed'; 'no-standstill' where there is none */
export const endStandstill = (db: Db, person: Person): Promise<void> => {
  allow(person, ['administrator'])
  return asPerson(db, person.id, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('standstill')
      .set({ ended_at: sql<Date>`clock_timestamp()`, ended_by: person.id })
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('no-standstill')
  })
}
