import { sql } from 'kysely'
import { asPerson, type Db } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { taggedAny } from './audience.ts'
import { eraseSubscriber } from './erase.ts'
import { inOrder, listNamed } from './lists.ts'
import { exclusionWords } from './model.ts'

export interface SubscriberFilter {
  /** A part of the address or the name. */
  q?: string
  state?: 'active' | 'unsubscribed'
  /** Normalised (tags.ts). */
  tag?: string
  /** The address of the last one seen. */
  after?: string
  limit: number
}

const contains = (words: string) => `%${words.replace(/[\\%_]/g, '\\$&').toLowerCase()}%`

/** Who is or was on a list, by address. @throws Refusal 'list-unknown' */
export const listSubscribers = async (
  { db }: { db: Db },
  slug: string,
  { q, state, tag, after, limit }: SubscriberFilter,
) => {
  const listId = await listNamed(db, slug)
  const { rows } = await sql<{
    id: string
    email: string
    name: string
    locale: Locale
    locales: Locale[]
    tags: string[]
    since: Date
    unsubscribedAt: Date | null
    suppressed: string | null
  }>`
    select s.id, s.email, s.name, s.locale, u.locales, u.tags, u.created_at as since, u.unsubscribed_at as "unsubscribedAt",
           x.reason as suppressed
    from subscriber s join subscription u on u.subscriber_id = s.id and u.list_id = ${listId}
    left join suppression x on x.email = s.email and (x.expires_at is null or x.expires_at > now())
    where s.email > ${after ?? ''} and not is_erased(s.email)
      and ${q === undefined ? sql`true` : sql`(s.email like ${contains(q)} or lower(s.name) like ${contains(q)})`}
      and ${state === undefined ? sql`true` : sql`(u.unsubscribed_at is null) = ${state === 'active'}`}
      and ${tag === undefined ? sql`true` : taggedAny([tag])}
    order by s.email limit ${limit}`.execute(db)
  return rows
}

const change = (
  deps: Deps,
  personId: string,
  slug: string,
  subscriberId: string,
  values: { locales?: Locale[]; tags?: string[]; unsubscribed_at?: Date },
): Promise<void> =>
  asPerson(deps.db, personId, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('subscription')
      .set(values)
      .where('list_id', '=', await listNamed(trx, slug))
      .where('subscriber_id', '=', subscriberId)
      .where('unsubscribed_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('subscription-unknown')
  })

/**
 * Changes the edition that a subscriber gets, the tags that they have, or both.
 * @throws Refusal 'list-unknown', 'subscription-unknown'
 */
export const changeSubscription = (
  deps: Deps,
  personId: string,
  slug: string,
  id: string,
  { edition, tags }: { edition?: Locale[] | undefined; tags?: string[] | undefined },
) =>
  change(deps, personId, slug, id, { ...(edition && { locales: inOrder(edition) }), ...(tags && { tags }) })

/** Takes a subscriber off a list, who asked the office for it. @throws Refusal 'list-unknown', 'subscription-unknown' */
export const endSubscription = (deps: Deps, personId: string, slug: string, id: string) =>
  change(deps, personId, slug, id, { unsubscribed_at: new Date() })

/** Erases a subscriber of a list, who asked the office for it. @throws Refusal 'list-unknown', 'subscription-unknown' */
export const erase = (deps: Deps, personId: string, slug: string, id: string): Promise<void> =>
  asPerson(deps.db, personId, async (trx) => {
    const known = await trx
      .selectFrom('subscription')
      .select('id')
      .where('list_id', '=', await listNamed(trx, slug))
      .where('subscriber_id', '=', id)
      .executeTakeFirst()
    if (!known) throw new Refusal('subscription-unknown')
    await eraseSubscriber(trx, deps, id)
  })

/** Addresses that nothing is sent to, by address, and why. */
export const listSuppressions = async (
  { db }: Deps,
  { q, after, limit }: Pick<SubscriberFilter, 'q' | 'after' | 'limit'>,
  reader: Locale,
) => {
  const { rows } = await sql<{
    email: string
    reason: string
    since: Date
    until: Date | null
    /** By the mail server that last refused it. */
    said: string | null
  }>`
    select x.email, x.reason, x.created_at as since, x.expires_at as until, last.said
    from suppression x left join lateral (
      select b.said from subscriber s join delivery y on y.subscriber_id = s.id join bounce b on b.delivery_id = y.id
      where s.email = x.email and x.reason = 'bounced' and b.class in ('hard', 'soft') order by b.at desc limit 1) last on true
    where x.email > ${after ?? ''} and (x.expires_at is null or x.expires_at > now())
      and ${q === undefined ? sql`true` : sql`x.email like ${contains(q)}`}
    order by x.email limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, words: exclusionWords(row.reason, reader) }))
}
