import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { defineJob } from '../jobs/define.ts'
import type { Locale } from '../language/model.ts'
import { keepAnswer } from '../mailing/answer.ts'
import { composeMessage } from '../mailing/compose.ts'
import { messageIdOf } from '../mailing/mailer.ts'
import { composeNotice } from './notice-mail.ts'
import { isActive } from './people.ts'
import { listPendingNotices } from './queries.ts'

const job = 'send-notification'

/**
 * Tells one person by mail what waits for them: at once, if there was no mail to them a short while ago; else with all
 * that has come up until then. Each notice is sent once: an answer that was lost leaves it `uncertain`.
 */
export const sendNotification = defineJob({
  name: job,
  async run(deps, id) {
    const { db, mailer } = deps
    const worker = await mailer.worker()
    const mail = await db.transaction().execute((trx) => claim(trx, deps, id, worker))
    if (!mail) return
    const outcome = await mailer.send({
      envelope: { from: deps.config.mailFrom.address, to: mail.to },
      raw: mail.raw,
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
          .where('id', 'in', mail.notices)
          .where('worker', '=', worker)
          // Not only from `sending`: a process that was taken for dead may still bring the answer.
          .where('status', 'in', ['sending', 'uncertain'])
          .execute()
        if (outcome.state === 'deferred') {
          // The status has asked for the job again; the mail server asked for a pause.
          await sql`update outbox set run_at = now() + interval '1 minute'
                    where job = ${job} and payload ->> 'id' = any(${mail.notices}::text[])`.execute(trx)
        }
      }),
    )
  },
})

/** Takes all that a person is to be told into one mail. Null: there is nothing to tell, or not yet. */
const claim = async (trx: Trx, deps: Deps, id: string, worker: number) => {
  // One mail at a time to each person.
  const { rows: readers } = await sql<{
    id: string
    email: string
    name: string
    locale: Locale
    active: boolean
    now: Date
  }>`
    select p.id, p.email, p.name, p.locale, ${isActive} as active, clock_timestamp() as now
    from person p
    where p.id = (select person_id from notification where id = ${id} and status = 'pending')
    for no key update`.execute(trx)
  const reader = readers[0]
  if (!reader) return null
  if (await waits(trx, deps, id, reader.id)) return null

  const notices = await listPendingNotices(trx, reader.id)
  const holds = ({ kind, occasion, dueAt, holds }: (typeof notices)[number]) =>
    reader.active &&
    holds &&
    // Another deadline was set meanwhile.
    (!['due-soon', 'escalated'].includes(kind) || occasion === dueAt?.toISOString()) &&
    (kind !== 'overdue' || (dueAt !== null && dueAt <= reader.now))
  const told = notices.filter(holds)
  const settled = notices.filter((notice) => !told.includes(notice)).map((notice) => notice.id)
  if (settled.length > 0)
    await trx.updateTable('notification').set({ status: 'cancelled' }).where('id', 'in', settled).execute()
  if (told.length === 0) return null

  const ids = told.map((notice) => notice.id)
  const mailId = ids.includes(id) ? id : ids[0]!
  const { mailFrom, baseUrl, timeZone } = deps.config
  const raw = await composeMessage({
    from: mailFrom,
    to: [{ address: reader.email, name: reader.name }],
    ...(await composeNotice(told, reader, { baseUrl, timeZone, now: reader.now })),
    messageId: messageIdOf(deps, mailId),
    date: reader.now,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  await trx
    .updateTable('notification')
    .set({ status: 'sending', worker, mail_id: mailId })
    .where('id', 'in', ids)
    .execute()
  return { to: reader.email, raw, notices: ids }
}

/** Whether a person had a mail a short while ago: the job is asked for again when that is over. */
const waits = async (trx: Trx, { config }: Deps, id: string, personId: string): Promise<boolean> => {
  const { rows } = await sql<{ free_at: Date }>`
    -- Rounded up: a Date knows no microseconds.
    select max(status_since) + make_interval(secs => ${config.gatherMinutes * 60} + 0.001) as free_at
    from notification where person_id = ${personId} and status in ('sending', 'sent', 'uncertain')
    having max(status_since) + make_interval(secs => ${config.gatherMinutes * 60}) > clock_timestamp()`.execute(
    trx,
  )
  const free = rows[0]
  if (!free) return false
  await sql`
    insert into outbox (job, payload, run_at)
    select ${job}, jsonb_build_object('id', ${id}::text), ${free.free_at}
    where not exists (select from outbox where job = ${job} and payload ->> 'id' = ${id})`.execute(trx)
  return true
}
