import { sql } from 'kysely'
import { asPerson } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { exclusionWords } from './model.ts'

export const deliveryStatuses = [
  'pending',
  'sending',
  'sent',
  'deferred',
  'bounced',
  'failed',
  'uncertain',
  'suppressed',
  'cancelled',
] as const

export interface DeliveryFilter {
  status: (typeof deliveryStatuses)[number]
  /** The id of the last one seen. */
  after?: string
  limit: number
}

/** Deliveries of a dispatch that stand at one status, with what the server said or why they are left out. */
export const listDeliveries = async (
  { db }: Deps,
  dispatchId: string,
  { status, after, limit }: DeliveryFilter,
  reader: Locale,
) => {
  const rows = await db
    .selectFrom('delivery as y')
    .leftJoin('edition as e', 'e.id', 'y.edition_id')
    .select([
      'y.id',
      'y.email',
      'y.status',
      'y.status_since as since',
      'y.attempts',
      'y.response',
      'y.excluded',
      'e.name as edition',
    ])
    .where('y.dispatch_id', '=', dispatchId)
    .where('y.status', '=', status)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(y.status_since, y.id) > (select status_since, id from delivery where id = ${after})`,
      ),
    )
    .orderBy('y.status_since')
    .orderBy('y.id')
    .limit(limit)
    .execute()
  return rows.map(({ excluded, ...row }) => ({
    ...row,
    excluded: excluded === null ? null : { reason: excluded, words: exclusionWords(excluded, reader) },
  }))
}

/**
 * Sends again what may have arrived, because a person says so.
 * @throws Refusal 'delivery-unknown'; 'status-conflict' where it is not uncertain, or its dispatch is at an end
 */
export const resend = (deps: Deps, personId: string, dispatchId: string, id: string): Promise<void> =>
  asPerson(deps.db, personId, async (trx) => {
    const delivery = await trx
      .updateTable('delivery')
      .set({ status: 'pending', due_at: sql<Date>`now()` })
      .where('id', '=', id)
      .where('dispatch_id', '=', dispatchId)
      .where('status', '=', 'uncertain')
      .returning('status')
      .executeTakeFirst()
    // Where nothing of the dispatch is sent any more, the database has cancelled it instead: that is not what was asked.
    if (delivery?.status === 'pending') return
    const known = await trx
      .selectFrom('delivery')
      .select('id')
      .where('id', '=', id)
      .where('dispatch_id', '=', dispatchId)
      .executeTakeFirst()
    throw new Refusal(known ? 'status-conflict' : 'delivery-unknown')
  })
