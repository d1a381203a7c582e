import { asPerson, type Db, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { countAudience, type Destination } from './audience.ts'
import { listsNamed } from './lists.ts'

/**
 * To lists or whoever on them has one of some tags, as a correction to whoever has an earlier revision, or, of a withdrawn release, to whoever has any, who is then
 * told so.
 */
export type Whereto =
  | { lists: string[]; tags?: string[] | undefined }
  | { correction: true }
  | { withdrawal: true }

const newestRevision = async (db: Db, slug: string) => {
  const revision = await db
    .selectFrom('revision as r')
    .innerJoin('release', 'release.id', 'r.release_id')
    .select(['r.id', 'r.release_id', 'release.status'])
    .where('release.slug', '=', slug)
    .orderBy('r.number', 'desc')
    .executeTakeFirst()
  if (!revision) throw new Refusal('release-unknown', { slug })
  return revision
}

/** The lists of the dispatches that sent a release to somebody; `but` a revision of it. */
const listsOfSent = async (db: Db, releaseId: string, but?: string): Promise<string[]> => {
  const lists = await db
    .selectFrom('dispatch as d')
    .innerJoin('dispatch_list as l', 'l.dispatch_id', 'd.id')
    .select('l.list_id')
    .distinct()
    .where('d.release_id', '=', releaseId)
    .where('d.kind', '!=', 'withdrawal')
    .$if(but !== undefined, (query) => query.where('d.revision_id', '!=', but!))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('delivery as y')
          .select('y.id')
          .whereRef('y.dispatch_id', '=', 'd.id')
          .where('y.status', 'in', ['sent', 'sending', 'uncertain']),
      ),
    )
    .execute()
  return lists.map(({ list_id }) => list_id)
}

const destinationOf = async (
  db: Db,
  slug: string,
  where: Whereto,
): Promise<Destination & { releaseId: string }> => {
  const { id: revisionId, release_id: releaseId, status } = await newestRevision(db, slug)
  if ('withdrawal' in where) {
    if (status !== 'withdrawn') throw new Refusal('not-withdrawn')
    const lists = await listsOfSent(db, releaseId)
    if (lists.length === 0) throw new Refusal('nobody-to-tell', { slug })
    return { revisionId, releaseId, kind: 'withdrawal', lists, tags: [] }
  }
  if (status === 'withdrawn') throw new Refusal('release-withdrawn')
  if ('lists' in where) {
    const { tags = [] } = where
    return { revisionId, releaseId, kind: 'lists', lists: await listsNamed(db, where.lists), tags }
  }
  const lists = await listsOfSent(db, releaseId, revisionId)
  if (lists.length === 0) throw new Refusal('nothing-to-correct', { slug })
  return { revisionId, releaseId, kind: 'correction', lists, tags: [] }
}

/** Orders that are given once, by the index that refuses a second. */
const once = {
  dispatch_correction: 'correction-ordered',
  dispatch_withdrawal: 'withdrawal-ordered',
} as const

/**
 * What an order would come to, if it were frozen now.
 * @throws Refusal 'release-unknown', 'release-withdrawn', 'not-withdrawn', 'list-unknown', 'nothing-to-correct',
 *   'nobody-to-tell'
 */
export const dryRun = async ({ db }: Deps, slug: string, where: Whereto, reader: Locale) =>
  countAudience(db, await destinationOf(db, slug, where), reader)

/**
 * Orders a release to be sent. The worker freezes the audience and sends when the time and the embargo have come.
 * @param order.recipients how many the person expects; where it is another number by now, nothing is ordered
 * @throws Refusal those of `dryRun`, 'edition-not-ready', 'revision-superseded', 'audience-changed', 'list-served',
 *   'correction-ordered', 'dispatch-under-way', 'withdrawal-ordered', 'withdrawal-four-eyes', 'messages-under-way'
 */
export const orderDispatch = async (
  deps: Deps,
  personId: string,
  slug: string,
  { scheduledAt, recipients, ...where }: Whereto & { scheduledAt?: Date; recipients?: number },
) => {
  try {
    return await asPerson(deps.db, personId, async (trx) => {
      const destination = await destinationOf(trx, slug, where)
      const { revisionId, releaseId, kind, lists, tags } = destination
      const rendered = await trx
        .selectFrom('edition')
        .select('name')
        .where('revision_id', '=', revisionId)
        .where('status', '=', 'rendered')
        .executeTakeFirst()
      if (!rendered && kind !== 'withdrawal') throw new Refusal('edition-not-ready', { slug })
      const dispatch = await trx
        .insertInto('dispatch')
        .values({
          release_id: releaseId,
          revision_id: revisionId,
          kind,
          tags,
          status: 'pending',
          created_by: personId,
          ...(scheduledAt && { scheduled_at: scheduledAt }),
        })
        .returning(['id', 'status'])
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('dispatch_list')
        .values(lists.map((list_id) => ({ dispatch_id: dispatch.id, list_id })))
        .execute()
      if (recipients !== undefined) {
        const now = await countAudience(trx, destination, 'en')
        if (now.recipients !== recipients) {
          throw new Refusal('audience-changed', { recipients: now.recipients })
        }
      }
      return dispatch
    })
  } catch (error) {
    const [, code] = Object.entries(once).find(([index]) => index === violatedUnique(error)) ?? []
    throw code ? new Refusal(code, {}, { cause: error }) : error
  }
}
