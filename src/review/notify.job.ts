import { sql } from 'kysely'
import { text } from '../i18n.ts'
import { defineJob } from '../jobs/define.ts'
import type { Locale } from '../language/model.ts'
import { keepAnswer } from '../mailing/answer.ts'
import { composeMessage } from '../mailing/compose.ts'
import { messageIdOf } from '../mailing/mailer.ts'

/** Tells one person by mail that it is their turn, or that a comment names them. Sent once: an answer that was lost leaves it `uncertain`. */
export const sendNotification = defineJob({
  name: 'send-notification',
  async run(deps, id) {
    const { db, mailer } = deps
    const about = await db
      .selectFrom('notification as n')
      .leftJoin('review as v', 'v.id', 'n.review_id')
      .leftJoin('comment as c', 'c.id', 'n.comment_id')
      .leftJoin('person as author', 'author.id', 'c.author_id')
      .innerJoin('translation as t', (join) =>
        join.on((eb) => eb('t.id', '=', eb.fn.coalesce('v.translation_id', 'c.translation_id'))),
      )
      .innerJoin('revision as r', 'r.id', 't.revision_id')
      .innerJoin('release', 'release.id', 'r.release_id')
      .innerJoin('person as p', 'p.id', 'n.person_id')
      .select(['n.kind', 't.locale', 'r.title', 'release.slug', 'p.email', 'p.name', 'p.locale as reader'])
      .select(['author.name as author', 'c.body as comment'])
      .where('n.id', '=', id)
      .where('n.status', '=', 'pending')
      .executeTakeFirst()
    if (!about) return

    const reader = about.reader as Locale
    const words = {
      name: about.name,
      title: about.title,
      language: text(reader, `screens:language.${about.locale}`),
      url: `${deps.config.baseUrl}/releases/${about.slug}/${about.locale}`,
      author: about.author ?? '',
      comment: about.comment ?? '',
    }
    const raw = await composeMessage({
      from: deps.config.mailFrom,
      to: [{ address: about.email, name: about.name }],
      subject: text(reader, `notices:${about.kind}.subject`, words),
      text: text(reader, `notices:${about.kind}.text`, words),
      messageId: messageIdOf(deps, id),
      date: new Date(),
    })
    const worker = await mailer.worker()
    const claimed = await db
      .updateTable('notification')
      .set({ status: 'sending', worker })
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .executeTakeFirst()
    if (claimed.numUpdatedRows === 0n) return
    const outcome = await mailer.send({
      envelope: { from: deps.config.mailFrom.address, to: about.email },
      raw,
    })
    const status = {
      sent: 'sent',
      deferred: 'pending',
      bounced: 'failed',
      failed: 'failed',
      uncertain: 'uncertain',
    }
    await keepAnswer(() =>
      db.transaction().execute(async (trx) => {
        await trx
          .updateTable('notification')
          .set({ status: status[outcome.state], response: outcome.response.slice(0, 1000) })
          .where('id', '=', id)
          .where('worker', '=', worker)
          // Not only from `sending`: a process that was taken for dead may still bring the answer.
          .where('status', 'in', ['sending', 'uncertain'])
          .execute()
        if (outcome.state === 'deferred') {
          // The status has asked for the job again; the mail server asked for a pause.
          await sql`update outbox set run_at = now() + interval '1 minute'
                    where job = 'send-notification' and payload ->> 'id' = ${id}`.execute(trx)
        }
      }),
    )
  },
})
