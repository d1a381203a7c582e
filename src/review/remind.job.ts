import { sql } from 'kysely'
import { defineJob } from '../jobs/define.ts'
import { assignPeople, isActive, isTheirTurn, listAdministrators, writeNotices } from './people.ts'
import { planReminders } from './schedule.ts'

interface Turn {
  review_id: string
  opened_at: Date
  due_at: Date | null
  person_id: string
  assigned_at: Date
}

/**
 * Reminds the people of a review of what waits for them, and the administrators of what is overdue, and says when to
 * come again. Whoever is reminded of one matter is reminded of all, so that a day's digest is one mail.
 */
export const remindPeople = defineJob({
  name: 'remind-people',
  async run({ db, config }, id) {
    await db.transaction().execute(async (trx) => {
      await assignPeople(trx, id)
      const { rows: own } = await sql<{ now: Date; opened_at: Date; due_at: Date | null; submitter: string }>`
        select clock_timestamp() as now, v.opened_at, l.due_at, l.created_by as submitter
        from review v join translation t on t.id = v.translation_id join revision r on r.id = t.revision_id
        join release l on l.id = r.release_id
        where v.id = ${id} and v.settled_at is null`.execute(trx)
      const review = own[0]
      if (!review) return
      const plan = (matter: { opened_at: Date; due_at: Date | null }) =>
        planReminders(
          { openedAt: matter.opened_at, dueAt: matter.due_at, settled: false },
          review.now,
          config.reminders,
          config.timeZone,
        )

      const { rows: turns } = await sql<Turn>`
        select v.id as review_id, v.opened_at, l.due_at, a.person_id, a.created_at as assigned_at
        from assignment mine join assignment a on a.person_id = mine.person_id
        join translation t on t.id = a.translation_id
        join review v on v.translation_id = t.id and v.settled_at is null
        join revision r on r.id = t.revision_id join release l on l.id = r.release_id
        join person p on p.id = a.person_id
        where mine.translation_id = (select translation_id from review where id = ${id})
          and ${isTheirTurn} and ${isActive}`.execute(trx)
      const reminders = turns.flatMap((turn) =>
        plan(turn)
          .due.filter(({ kind, at }) => kind !== 'escalated' && turn.assigned_at < at)
          .map(({ kind, occasion }) => ({
            person_id: turn.person_id,
            review_id: turn.review_id,
            kind,
            occasion,
          })),
      )
      const { due, next } = plan(review)
      const escalated = due.find(({ kind }) => kind === 'escalated')
      const told = escalated ? [...new Set([...(await listAdministrators(trx)), review.submitter])] : []
      await writeNotices(trx, [
        ...reminders,
        ...told.map((person_id) => ({
          person_id,
          review_id: id,
          kind: 'escalated',
          occasion: escalated!.occasion,
        })),
      ])
      await trx
        .updateTable('review')
        .set({ remind_at: next })
        .where('id', '=', id)
        .where('settled_at', 'is', null)
        .execute()
    })
  },
})
