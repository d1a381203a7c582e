import { sql } from 'kysely'
import { asPerson, type Db, type Trx, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { locales as everyLocale, type Locale } from '../language/model.ts'
import { normaliseAddress } from './address.ts'
import { erasedHash } from './erase.ts'

export interface NewSubscriber {
  email: string
  name?: string
  locale: Locale
  /** Normalised (tags.ts). */
  tags?: string[]
}

/** Somebody for a list, with a normalised address and tags, and the languages of the edition that they want. */
export interface Entry {
  email: string
  name: string
  locale: Locale
  locales: Locale[]
  tags: string[]
}

/** What becomes of an address that is put on a list: only who is new gets on it. */
export type Fate = 'new' | 'known' | 'unsubscribed' | 'suppressed' | 'erased'

/** Languages in the order in which editions name them. */
export const inOrder = (wanted: readonly Locale[]): Locale[] =>
  everyLocale.filter((locale) => wanted.includes(locale))

/** Makes a mailing list. @throws Refusal 'slug-taken' */
export const createList = async (deps: Deps, personId: string, list: { slug: string; name: string }) => {
  try {
    return await asPerson(deps.db, personId, (trx) =>
      trx.insertInto('mailing_list').values(list).returning(['id', 'slug']).executeTakeFirstOrThrow(),
    )
  } catch (error) {
    if (violatedUnique(error)) throw new Refusal('slug-taken', { slug: list.slug }, { cause: error })
    throw error
  }
}

/** Offers a list to the public, or does so no more. @throws Refusal 'list-unknown' */
export const openToPublic = (deps: Deps, personId: string, slug: string, isPublic: boolean): Promise<void> =>
  asPerson(deps.db, personId, async (trx) => {
    await trx
      .updateTable('mailing_list')
      .set({ is_public: isPublic })
      .where('id', '=', await listNamed(trx, slug))
      .execute()
  })

/** The id of a list. @throws Refusal 'list-unknown' */
export const listNamed = async (db: Db, slug: string): Promise<string> => {
  const list = await db.selectFrom('mailing_list').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!list) throw new Refusal('list-unknown', { slug })
  return list.id
}

/** The ids of lists, in no order. @throws Refusal 'list-unknown' */
export const listsNamed = async (db: Db | Trx, slugs: string[]): Promise<string[]> => {
  if (slugs.length === 0) return []
  const lists = await db
    .selectFrom('mailing_list')
    .select(['id', 'slug'])
    .where('slug', 'in', slugs)
    .execute()
  const missing = slugs.find((wanted) => !lists.some((list) => list.slug === wanted))
  if (missing) throw new Refusal('list-unknown', { slug: missing })
  return lists.map(({ id }) => id)
}

/** Notes which lists a release is meant for. @throws Refusal 'list-unknown' */
export const proposeLists = async (trx: Trx, releaseId: string, slugs: string[]): Promise<void> => {
  const lists = await listsNamed(trx, slugs)
  if (lists.length === 0) return
  const proposed = lists.map((list_id) => ({ release_id: releaseId, list_id }))
  await trx.insertInto('release_list').values(proposed).execute()
}

/** What would become of addresses on a list, in their order. */
export const judge = async ({ config }: Deps, db: Db, listId: string, emails: string[]): Promise<Fate[]> => {
  const hashes = emails.map((email) => erasedHash({ config }, email))
  const { rows } = await sql<{ fate: Fate }>`
    select case when e.hash is not null then 'erased' when x.email is not null then 'suppressed' when u.unsubscribed_at is not null then 'unsubscribed'
                when u.id is not null then 'known' else 'new' end as fate
    from unnest(${emails}::text[], ${hashes}::bytea[]) with ordinality g(email, hash, n)
    left join erased_address e on e.hash = g.hash
    left join suppression x on x.email = g.email and (x.expires_at is null or x.expires_at > now())
    -- Looked up for each: a list that has just grown by a million has no statistics to plan by.
    left join lateral (
      select u.id, u.unsubscribed_at from subscriber s
      join subscription u on u.subscriber_id = s.id and u.list_id = ${listId} where s.email = g.email offset 0) u on true
    order by g.n`.execute(db)
  return rows.map(({ fate }) => fate)
}

/** Puts people on a list, who are new there. */
export const enter = async (trx: Trx, listId: string, entries: Entry[]): Promise<void> => {
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        as p(email text, name text, locale text, locales text[], tags text[])
    ), known as (
      insert into subscriber (email, name, locale) select email, name, locale from given
      on conflict (email) do update set email = excluded.email
      returning id, email
    )
    insert into subscription (list_id, subscriber_id, locales, tags)
    select ${listId}, known.id, given.locales, given.tags from known join given on given.email = known.email
    on conflict do nothing`.execute(trx)
}

/** Writes what somebody did with a list on the record. */
export const recordOnList = (
  trx: Trx,
  listId: string,
  action: 'subscribers-added' | 'list-imported' | 'list-exported',
  counts: Record<string, number>,
) =>
  sql`insert into audit_event (actor_id, action, entity, entity_id, details)
      values (current_actor(), ${action}, 'mailing_list', ${listId}, ${JSON.stringify(counts)}::jsonb)`.execute(
    trx,
  )

/**
 * Subscribes people to a list, for the edition given. Who is on it already keeps their subscription; who has
 * unsubscribed or is suppressed stays away.
 * @returns how many are new, and what became of the others
 * @throws Refusal 'list-unknown', 'address-invalid'
 */
export const subscribe = (
  deps: Deps,
  personId: string,
  slug: string,
  edition: Locale[],
  people: NewSubscriber[],
) =>
  asPerson(deps.db, personId, async (trx) => {
    const listId = await listNamed(trx, slug)
    const byAddress = new Map(
      people.map(({ email, name = '', locale, tags = [] }): [string, Entry] => {
        const address = normaliseAddress(email)
        if (!address) throw new Refusal('address-invalid', { address: email.slice(0, 100) })
        return [address, { email: address, name, locale, locales: inOrder(edition), tags }]
      }),
    )
    const entries = [...byAddress.values()]
    const fates = await judge(deps, trx, listId, [...byAddress.keys()])
    await enter(
      trx,
      listId,
      entries.filter((_, n) => fates[n] === 'new'),
    )
    const count = (fate: Fate) => fates.filter((one) => one === fate).length
    const counts = {
      subscribed: count('new'),
      known: count('known'),
      unsubscribed: count('unsubscribed'),
      suppressed: count('suppressed'),
      erased: count('erased'),
    }
    if (counts.subscribed > 0) await recordOnList(trx, listId, 'subscribers-added', counts)
    return counts
  })

/** Tags of a list that are told with it, the most common ones. */
const TAGS_TOLD = 200

/** Every list, by name: how many are on it, in which editions, how many have left, and the tags of who is on it. */
export const listLists = async ({ db }: Deps) => {
  const { rows } = await sql<{
    id: string
    slug: string
    name: string
    isPublic: boolean
    subscribers: number
    unsubscribed: number
    byEdition: { edition: string; count: number }[]
    /** The most common first. */
    tags: { tag: string; count: number }[]
  }>`
    select l.id, l.slug, l.name, l.is_public as "isPublic",
           coalesce(sum(c.n) filter (where not c.ended), 0)::int as subscribers,
           coalesce(sum(c.n) filter (where c.ended), 0)::int as unsubscribed,
           coalesce(jsonb_agg(jsonb_build_object('edition', c.edition, 'count', c.n) order by c.n desc, c.edition)
                    filter (where not c.ended), '[]') as "byEdition",
           coalesce((select jsonb_agg(jsonb_build_object('tag', t.tag, 'count', t.n) order by t.n desc, t.tag) from (
             select tag, count(*) as n from subscription u, unnest(u.tags) tag
             where u.list_id = l.id and u.unsubscribed_at is null and cardinality(u.tags) > 0
             group by 1 order by 2 desc, 1 limit ${TAGS_TOLD}) t), '[]') as tags
    from mailing_list l left join (
      select list_id, array_to_string(locales, '+') as edition, unsubscribed_at is not null as ended, count(*) as n
      from subscription group by 1, 2, 3) c on c.list_id = l.id
    group by l.id order by l.name, l.slug`.execute(db)
  return rows
}
