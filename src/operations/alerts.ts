import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { text } from '../i18n.ts'
import { formatMoment } from '../language/clock.ts'
import type { Locale } from '../language/model.ts'
import { composeMessage } from '../mailing/compose.ts'
import { messageIdOf } from '../mailing/mailer.ts'
import { stageOf } from '../pipeline.ts'
import { currentStandstill } from './standstill.ts'
import { listWaiting } from './waiting.ts'

/** Keeps an alert for each stage whose oldest work has waited longer than ALERT_MINUTES; ends those that have moved on. */
const keepAlerts = async (deps: Deps) => {
  const { db, config } = deps
  const oldest = new Map<string, number>()
  for (const { job, seconds } of await listWaiting(deps))
    oldest.set(stageOf(job), Math.max(seconds, oldest.get(stageOf(job)) ?? 0))
  const late = [...oldest].filter(([, seconds]) => seconds > config.alertMinutes * 60)
  for (const [stage, seconds] of late) {
    await sql`insert into alert (stage, waiting_since) values (${stage}, now() - make_interval(secs => ${seconds}))
              on conflict (stage) where ended_at is null do nothing`.execute(db)
  }
  await sql`update alert set ended_at = clock_timestamp()
            where ended_at is null and stage <> all(${late.map(([stage]) => stage)}::text[])`.execute(db)
}

/**
 * Tells the administrators by mail, once, that a stage does not get on. Whatever process finds it sends it: the stage that
 * sends mail may be the one that stands.
 */
export const raiseAlerts = async (deps: Deps): Promise<void> => {
  const { db, config, mailer } = deps
  await keepAlerts(deps)
  if (await currentStandstill(db)) return
  await db.transaction().execute(async (trx) => {
    const { rows: alerts } = await sql<{ id: string; stage: string; waiting_since: Date }>`
      select id, stage, waiting_since from alert where told_at is null and ended_at is null
      for update skip locked`.execute(trx)
    if (alerts.length === 0) return
    const people = await trx
      .selectFrom('person as p')
      .innerJoin('person_role as r', 'r.person_id', 'p.id')
      .select(['p.id', 'p.email', 'p.name', 'p.locale'])
      .where('r.role', '=', 'administrator')
      .where('p.deactivated_at', 'is', null)
      .execute()
    for (const { id, stage, waiting_since } of alerts) {
      for (const person of people) {
        const locale = person.locale as Locale
        const say = (key: string) =>
          text(locale, `notices:alert.${key}`, {
            name: person.name,
            stage: text(locale, `notices:alert.stage.${stage}`),
            since: formatMoment(waiting_since, config.timeZone, locale),
          })
        const { state, response } = await mailer.send({
          envelope: { from: config.mailFrom.address, to: person.email },
          raw: await composeMessage({
            from: config.mailFrom,
            to: [{ address: person.email, name: person.name }],
            subject: say('subject'),
            text: say('text'),
            messageId: messageIdOf(deps, `${id}.${person.id}`),
            date: new Date(),
            headers: { 'Auto-Submitted': 'auto-generated' },
          }),
        })
        if (state === 'deferred') throw new Error(`an alert could not be sent: ${response}`)
      }
      await trx
        .updateTable('alert')
        .set({ told_at: sql<Date>`clock_timestamp()` })
        .where('id', '=', id)
        .execute()
    }
  })
}
