import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'

/** What is kept of an erased address: who has the address and SECRET can tell it again, and nobody else. */
export const erasedHash = ({ config }: Pick<Deps, 'config'>, email: string): Buffer =>
  createHmac('sha256', config.secret).update(`erased:${email}`).digest()

/**
 * Erases a subscriber on request: name, address and tags go wherever they stand but for the record of decisions, every
 * subscription ends. What was sent stays counted.
 * @throws Refusal 'subscription-unknown'
 */
export const eraseSubscriber = async (trx: Trx, deps: Deps, id: string): Promise<void> => {
  const subscriber = await trx
    .selectFrom('subscriber')
    .select('email')
    .where('id', '=', id)
    .where(sql<boolean>`not is_erased(email)`)
    .forUpdate()
    .executeTakeFirst()
  if (!subscriber) throw new Refusal('subscription-unknown')
  const { email } = subscriber
  const nobody = `${id}@erased.invalid`
  await trx
    .insertInto('erased_address')
    .values({ hash: erasedHash(deps, email) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await sql`update subscription set unsubscribed_at = coalesce(unsubscribed_at, now()), tags = '{}' where subscriber_id = ${id}`.execute(
    trx,
  )
  await sql`update bounce set said = '' where delivery_id in (select id from delivery where subscriber_id = ${id})`.execute(
    trx,
  )
  await sql`update delivery set email = ${nobody}, response = null where subscriber_id = ${id}`.execute(trx)
  for (const table of ['suppression', 'consent'] as const)
    await trx.deleteFrom(table).where('email', '=', email).execute()
  await trx
    .updateTable('letter')
    .set({ email: nobody, response: null })
    .where('email', '=', email)
    .where('kind', '=', 'subscription')
    .execute()
  await trx.updateTable('subscriber').set({ email: nobody, name: '' }).where('id', '=', id).execute()
}
