import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { asPerson, type Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { seal, unseal } from '../sealed.ts'
import type { WebhookDeliveryStatus, WebhookEvent } from './model.ts'
import { AddressRefused, checkUrl } from './post.ts'

type Place = Pick<Deps, 'config' | 'db'>

const purpose = 'bayon webhook'

/** How a secret is written, as standardwebhooks.com has it. */
const MARK = 'whsec_'

const told = ['id', 'url', 'events', 'created_at as createdAt', 'paused_at as pausedAt'] as const

/** Whom steps are told to, the newest first, and how many it was not told in the end. */
export const listWebhooks = ({ db }: Place) =>
  db
    .selectFrom('webhook as w')
    .select([...told])
    .select(
      sql<number>`(select count(*) from webhook_delivery d where d.webhook_id = w.id and d.status = 'failed')`.as(
        'failed',
      ),
    )
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()

/** @throws Refusal 'webhook-address' */
const checkAddress = ({ config }: Place, url: string): void => {
  try {
    checkUrl(url, config.webhookHosts)
  } catch (error) {
    if (error instanceof AddressRefused) throw new Refusal('webhook-address', { reason: error.message })
    throw error
  }
}

/**
 * Tells a program of steps from now on.
 * @returns with the secret that its requests are signed by, which is told this once
 * @throws Refusal 'webhook-address'
 */
export const addWebhook = async (
  place: Place,
  personId: string,
  { url, events }: { url: string; events: readonly WebhookEvent[] },
) => {
  const { config, db } = place
  checkAddress(place, url)
  const id = randomUUID()
  const secret = randomBytes(32)
  const made = await asPerson(db, personId, (trx) =>
    trx
      .insertInto('webhook')
      .values({
        id,
        url,
        events: [...new Set(events)],
        secret: seal(config.secret, purpose, id, secret),
        created_by: personId,
      })
      .returning([...told])
      .executeTakeFirstOrThrow(),
  )
  return { ...made, secret: MARK + secret.toString('base64') }
}

const cancelWaiting = (trx: Trx, id: string) =>
  trx
    .updateTable('webhook_delivery')
    .set({ status: 'cancelled' })
    .where('webhook_id', '=', id)
    .where('status', '=', 'pending')
    .execute()

export interface WebhookChanges {
  url?: string | undefined
  events?: WebhookEvent[] | undefined
  paused?: boolean | undefined
}

/**
 * Has a program told elsewhere, of other steps, of nothing for a while, or again. A pause cancels what waits, and what
 * happens in it is not told later.
 * @throws Refusal 'webhook-unknown', 'webhook-address'
 */
export const changeWebhook = async (
  place: Place,
  personId: string,
  id: string,
  { url, events, paused }: WebhookChanges,
): Promise<void> => {
  if (url !== undefined) checkAddress(place, url)
  await asPerson(place.db, personId, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('webhook')
      .set({
        ...(url !== undefined && { url }),
        ...(events && { events: [...new Set(events)] }),
        ...(paused !== undefined && {
          paused_at: paused ? sql<Date>`coalesce(paused_at, clock_timestamp())` : null,
        }),
        // Where nothing is to change.
        id,
      })
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('webhook-unknown')
    if (paused) await cancelWaiting(trx, id)
  })
}

/** Tells it nothing more, not even what waits. @throws Refusal 'webhook-unknown' */
export const removeWebhook = ({ db }: Place, personId: string, id: string): Promise<void> =>
  asPerson(db, personId, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('webhook')
      .set({ removed_at: sql<Date>`clock_timestamp()` })
      .where(sql`id::text`, '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('webhook-unknown')
    await cancelWaiting(trx, id)
  })

/** The last that a program was told, and what it answered. @throws Refusal 'webhook-unknown' */
export const listWebhookDeliveries = async ({ db }: Place, id: string, limit: number) => {
  const known = await db.selectFrom('webhook').select('id').where(sql`id::text`, '=', id).executeTakeFirst()
  if (!known) throw new Refusal('webhook-unknown')
  return db
    .selectFrom('webhook_delivery')
    .select([
      'id',
      'event',
      'status',
      'status_since as since',
      'attempts',
      'response',
      'created_at as createdAt',
    ])
    .where('webhook_id', '=', id)
    .orderBy('id', 'desc')
    .limit(limit)
    .$narrowType<{ status: WebhookDeliveryStatus }>()
    .execute()
}

/** Tries again what was given up or cancelled, unless the program is to be told nothing. @throws Refusal 'webhook-delivery-unknown' */
export const retryWebhookDelivery = async ({ db }: Place, webhookId: string, id: string): Promise<void> => {
  const { numUpdatedRows } = await db
    .updateTable('webhook_delivery')
    .set({ status: 'pending', attempts: 0 })
    .where('id', '=', id)
    .where('webhook_id', '=', webhookId)
    .where('status', 'in', ['failed', 'cancelled'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('webhook')
          .select('id')
          .where('id', '=', webhookId)
          .where('removed_at', 'is', null)
          .where('paused_at', 'is', null),
      ),
    )
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('webhook-delivery-unknown')
}

/** The headers by which a program knows that a request is ours, and not an old one sent again (standardwebhooks.com). */
export const signatureOf = (
  { config }: Pick<Deps, 'config'>,
  webhook: { id: string; secret: Buffer },
  message: { id: string; body: string; at: Date },
) => {
  const timestamp = String(Math.floor(message.at.getTime() / 1000))
  const key = unseal(config.secret, purpose, webhook.id, webhook.secret)
  const signature = createHmac('sha256', key)
    .update(`${message.id}.${timestamp}.${message.body}`)
    .digest('base64')
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}
