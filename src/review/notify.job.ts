import { sql } from 'kysely'
import { text } from '../i18n.ts'
import { defineJob } from '../jobs/define.ts'
import type { Locale } from '../language/model.ts'
import { composeMessage } from '../mailing/compose.ts'
import { messageIdOf } from '../mailing/mailer.ts'

/** Tells one person by mail that it is their turn. Sent once: an answer that was lost leaves it `uncertain`. */
export const sendNotification = defineJob({
  name: 'send-notification',
  async run(deps, id) {
    const { db, mailer } = deps
    const worker = await mailer.worker()
    const claimed = await db
      .updateTable('notification')
      .set({ status: 'sending', worker })
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .returning(['person_id', 'review_id', 'kind'])
      .executeTakeFirst()
    if (!claimed) return
    const about = await db
      .selectFrom('review as v')
      .innerJoin('translation as t', 't.id', 'v.translation_id')
      .innerJoin('revision as r', 'r.id', 't.revision_id')
      .innerJoin('release', 'release.id', 'r.release_id')
      .innerJoin('person as p', (join) => join.on('p.id', '=', claimed.person_id))
      .select(['t.locale', 'r.title', 'release.slug', 'p.email', 'p.name', 'p.locale as reader'])
      .where('v.id', '=', claimed.review_id)
      .executeTakeFirstOrThrow()

    const reader = about.reader as Locale
    const words = {
      name: about.name,
      title: about.title,
      language: text(reader, `screens:language.${about.locale}`),
      url: `${deps.config.baseUrl}/releases/${about.slug}/${about.locale}`,
    }
    const outcome = await mailer.send({
      envelope: { from: deps.config.mailFrom.address, to: about.email },
      raw: await composeMessage({
        from: deps.config.mailFrom,
        to: [{ address: about.email, name: about.name }],
        subject: text(reader, `notices:${claimed.kind}.subject`, words),
        text: text(reader, `notices:${claimed.kind}.text`, words),
        messageId: messageIdOf(deps, id),
        date: new Date(),
      }),
    })
    const status = {
      sent: 'sent',
      deferred: 'pending',
      bounced: 'failed',
      failed: 'failed',
      uncertain: 'uncertain',
    }
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable('notification')
        .set({ status: status[outcome.state], response: outcome.response.slice(0, 1000), worker: null })
        .where('id', '=', id)
        .where('status', 'in', ['sending', 'uncertain'])
        .execute()
      if (outcome.state === 'deferred') {
        // The status has asked for the job again; the mail server asked for a pause.
        await sql`update outbox set run_at = now() + interval '1 minute'
                  where job = 'send-notification' and payload ->> 'id' = ${id}`.execute(trx)
      }
    })
  },
})
