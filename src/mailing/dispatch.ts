import { sql } from 'kysely'
import { asPerson } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'

/**
 * Orders a release to be sent to lists. The worker freezes the audience and sends when the time and the embargo
 * have come.
 * @throws Refusal 'release-unknown', 'list-unknown', 'edition-not-ready', 'revision-superseded'
 */
export const orderDispatch = (
  deps: Deps,
  personId: string,
  slug: string,
  order: { lists: string[]; scheduledAt?: Date },
) =>
  asPerson(deps.db, personId, async (trx) => {
    const revision = await trx
      .selectFrom('revision as r')
      .innerJoin('release', 'release.id', 'r.release_id')
      .select(['r.id', 'r.release_id'])
      .where('release.slug', '=', slug)
      .orderBy('r.number', 'desc')
      .executeTakeFirst()
    if (!revision) throw new Refusal('release-unknown', { slug })
    const lists = await trx
      .selectFrom('mailing_list')
      .select(['id', 'slug'])
      .where('slug', 'in', order.lists)
      .execute()
    const missing = order.lists.find((wanted) => !lists.some((list) => list.slug === wanted))
    if (missing) throw new Refusal('list-unknown', { slug: missing })
    const rendered = await trx
      .selectFrom('edition')
      .select('name')
      .where('revision_id', '=', revision.id)
      .where('status', '=', 'rendered')
      .execute()
    if (rendered.length === 0) throw new Refusal('edition-not-ready', { slug })
    const dispatch = await trx
      .insertInto('dispatch')
      .values({
        release_id: revision.release_id,
        revision_id: revision.id,
        status: 'pending',
        created_by: personId,
        ...(order.scheduledAt && { scheduled_at: order.scheduledAt }),
      })
      .returning(['id', 'status'])
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('dispatch_list')
      .values(lists.map((list) => ({ dispatch_id: dispatch.id, list_id: list.id })))
      .execute()
    return dispatch
  })

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
    if (move === 'cancel') {
      await trx
        .updateTable('delivery')
        .set({ status: 'cancelled' })
        .where('dispatch_id', '=', id)
        .where('status', 'in', ['pending', 'deferred'])
        .execute()
    }
    return dispatch
  })

/** The dispatches of a release, newest first, with the lists that each went to. @throws Refusal 'release-unknown' */
export const listDispatches = async ({ db }: Deps, slug: string) => {
  const release = await db.selectFrom('release').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!release) throw new Refusal('release-unknown', { slug })
  return db
    .selectFrom('dispatch')
    .innerJoin('dispatch_list as dl', 'dl.dispatch_id', 'dispatch.id')
    .innerJoin('mailing_list as l', 'l.id', 'dl.list_id')
    .select([
      'dispatch.id',
      'dispatch.status',
      'dispatch.scheduled_at as scheduledAt',
      'dispatch.reason',
      sql<string[]>`array_agg(l.slug order by l.slug)`.as('lists'),
    ])
    .where('dispatch.release_id', '=', release.id)
    .groupBy('dispatch.id')
    .orderBy('dispatch.id', 'desc')
    .execute()
}

/** A dispatch and how many of its deliveries stand where. @throws Refusal 'dispatch-unknown' */
export const getDispatch = async (deps: Deps, id: string) => {
  const dispatch = await deps.db
    .selectFrom('dispatch')
    .innerJoin('release', 'release.id', 'dispatch.release_id')
    .select([
      'dispatch.id',
      'release.slug',
      'dispatch.status',
      'dispatch.scheduled_at as scheduledAt',
      'dispatch.candidates',
      'dispatch.reason',
    ])
    .where('dispatch.id', '=', id)
    .executeTakeFirst()
  if (!dispatch) throw new Refusal('dispatch-unknown')
  const counts = await deps.db
    .selectFrom('delivery')
    .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
    .where('dispatch_id', '=', id)
    .groupBy('status')
    .execute()
  return { ...dispatch, deliveries: Object.fromEntries(counts.map(({ status, count }) => [status, count])) }
}
