import { sql } from 'kysely'
import { asPerson } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { dispatchReason, exclusionWords } from './model.ts'
import { countDeliveries, countExcluded, dispatches, pace } from './queries.ts'

// What a publisher may tell a dispatch to do. The database knows from which statuses.
const moves = { pause: 'paused', resume: 'frozen', cancel: 'cancelled' } as const
export type Move = keyof typeof moves

/**
 * Pauses, resumes or cancels a dispatch; what has not left yet stays. A message that is on its way arrives.
 * @throws Refusal 'dispatch-unknown', 'status-conflict'
 */
export const moveDispatch = (deps: Deps, personId: string, id: string, move: Move) =>
  asPerson(deps.db, personId, async (trx) => {
    const dispatch = await trx
      .updateTable('dispatch')
      .set({ status: moves[move], reason: null })
      .where('id', '=', id)
      .returning(['id', 'status'])
      .executeTakeFirst()
    if (!dispatch) throw new Refusal('dispatch-unknown')
    return dispatch
  })

/** The dispatches of a release, newest first, with the lists that each went to. @throws Refusal 'release-unknown' */
export const listDispatches = async ({ db }: Deps, slug: string, reader: Locale = sourceLocale) => {
  const release = await db.selectFrom('release').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!release) throw new Refusal('release-unknown', { slug })
  const rows = await dispatches(db, sql`d.release_id = ${release.id}`)
  return rows.map((row) => ({ ...row, reason: dispatchReason(row.reason, reader) }))
}

/**
 * A dispatch: how many of its deliveries stand where, who was left out and why, how fast it goes and when it will be
 * out. @throws Refusal 'dispatch-unknown'
 */
export const getDispatch = async ({ db }: Deps, id: string, reader: Locale = sourceLocale) => {
  const [dispatch] = await dispatches(db, sql`d.id = ${id}`)
  if (!dispatch) throw new Refusal('dispatch-unknown')
  const counts = await countDeliveries(db, id)
  const deliveries = Object.fromEntries(counts.map(({ status, count }) => [status, count]))
  const excluded = deliveries.suppressed ? await countExcluded(db, id) : []
  const left = ['pending', 'deferred', 'sending'].reduce((sum, status) => sum + (deliveries[status] ?? 0), 0)
  const perSecond = dispatch.status === 'sending' ? await pace(db, id) : 0
  return {
    ...dispatch,
    reason: dispatchReason(dispatch.reason, reader),
    deliveries,
    excludedBy: excluded.map(({ excluded: code, count }) => ({
      reason: code!,
      words: exclusionWords(code!, reader),
      count,
    })),
    perMinute: Math.round(perSecond * 60),
    endsAt: perSecond > 0 && left > 0 ? new Date(Date.now() + (left / perSecond) * 1000) : null,
  }
}
