import { sql } from 'kysely'
import { defineJob } from '../jobs/define.ts'
import { AddressRefused, post } from './post.ts'
import { signatureOf } from './webhooks.ts'

/** About a day and a half, at twice the pause each time. */
const MAX_ATTEMPTS = 13
const FIRST_RETRY_SECONDS = 15

/** Tells a program of a step, again and again until it says that it has it; each time under the same id. */
export const deliverWebhook = defineJob({
  name: 'deliver-webhook',
  async run(deps, id) {
    const { db, config } = deps
    await db.transaction().execute(async (trx) => {
      const delivery = await trx
        .selectFrom('webhook_delivery as d')
        .innerJoin('webhook as w', 'w.id', 'd.webhook_id')
        .select(['d.event', 'd.body', 'd.attempts', 'd.created_at', 'w.id as webhook', 'w.url', 'w.secret'])
        .where('d.id', '=', id)
        .where('d.status', '=', 'pending')
        // Two workers at once: one sends.
        .forUpdate('d')
        .skipLocked()
        .executeTakeFirst()
      if (!delivery) return
      const body = JSON.stringify({
        type: delivery.event,
        timestamp: delivery.created_at.toISOString(),
        data: delivery.body,
      })
      const signed = signatureOf(
        deps,
        { id: delivery.webhook, secret: delivery.secret },
        { id, body, at: new Date() },
      )
      const { taken, response, forGood } = await post(delivery.url, body, signed, config.webhookHosts).then(
        // A redirect is no answer: it might lead inside.
        (status) => ({
          taken: status >= 200 && status < 300,
          response: `HTTP ${status}`,
          forGood: status === 410,
        }),
        (error: Error) => ({
          taken: false,
          response: error.message,
          forGood: error instanceof AddressRefused,
        }),
      )
      const attempts = delivery.attempts + 1
      const given = forGood || attempts >= MAX_ATTEMPTS
      await trx
        .updateTable('webhook_delivery')
        .set({
          attempts,
          response: response.slice(0, 500),
          ...(taken ? { status: 'delivered' } : given && { status: 'failed' }),
        })
        .where('id', '=', id)
        .execute()
      if (taken || given) return
      await sql`
        insert into outbox (job, payload, run_at)
        values ('deliver-webhook', jsonb_build_object('id', ${id}::text),
                now() + make_interval(secs => ${FIRST_RETRY_SECONDS * 2 ** delivery.attempts}))`.execute(trx)
    })
  },
})
