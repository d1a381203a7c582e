import { sql } from 'kysely'
import { asPerson, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'

export interface NewSubscriber {
  email: string
  name?: string
  locale: Locale
}

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

/**
 * Subscribes people to a list, for the edition given. Who is on it already keeps their subscription, and who has
 * unsubscribed stays away.
 * @returns how many subscriptions are new
 * @throws Refusal 'list-unknown'
 */
export const subscribe = (
  deps: Deps,
  personId: string,
  slug: string,
  locales: Locale[],
  people: NewSubscriber[],
) =>
  asPerson(deps.db, personId, async (trx) => {
    const list = await trx.selectFrom('mailing_list').select('id').where('slug', '=', slug).executeTakeFirst()
    if (!list) throw new Refusal('list-unknown', { slug })
    const { rows } = await sql<{ id: string }>`
      with given as (
        select distinct on (lower(email)) lower(email) as email, name, locale
        from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(email text, name text, locale text)
      ), known as (
        insert into subscriber (email, name, locale)
        select email, coalesce(name, ''), locale from given
        on conflict (email) do update set email = excluded.email
        returning id
      )
      insert into subscription (list_id, subscriber_id, locales)
      select ${list.id}, id, ${locales} from known
      on conflict do nothing returning id`.execute(trx)
    return rows.length
  })
