import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { hashOf } from '../accounts/links.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { join, publicLists } from './consent.ts'
import { eraseSubscriber } from './erase.ts'
import { inOrder } from './lists.ts'
import { readSignedId, signedId } from './signed-id.ts'

/** Where a subscriber says what they want: as good as their word, so it goes to their address alone. */
export const preferencesPath = (deps: Pick<Deps, 'config'>, subscriberId: string): string =>
  `/preferences/${signedId(deps, 'preferences', subscriberId)}`

/** The subscriber that a link was made for. @throws Refusal 'link-invalid' */
const subscriberOf = (deps: Deps, token: string): string => readSignedId(deps, 'preferences', token)

/** What a subscriber gets and could get: the public lists, and those that they are on. @throws Refusal 'link-invalid' */
export const readPreferences = async (deps: Deps, token: string) => {
  const id = subscriberOf(deps, token)
  const subscriber = await deps.db
    .selectFrom('subscriber')
    .select(['email', 'locale'])
    .where('id', '=', id)
    .where(sql<boolean>`not is_erased(email)`)
    .executeTakeFirst()
  if (!subscriber) throw new Refusal('link-invalid')
  const own = await deps.db
    .selectFrom('subscription as u')
    .innerJoin('mailing_list as l', 'l.id', 'u.list_id')
    .select(['l.id', 'l.slug', 'l.name', 'u.locales'])
    .where('u.subscriber_id', '=', id)
    .where('u.unsubscribed_at', 'is', null)
    .execute()
  const open = await publicLists(deps)
  const lists = [
    ...own.map((list) => ({ ...list, locales: list.locales as Locale[], on: true })),
    ...open
      .filter((list) => !own.some(({ id }) => id === list.id))
      .map((list) => ({ ...list, locales: [] as Locale[], on: false })),
  ].sort((one, other) => (one.name < other.name ? -1 : 1))
  return { id, email: subscriber.email, locale: subscriber.locale as Locale, lists }
}

/**
 * Changes what a subscriber gets to what they say: languages for each list by its name in addresses, none for leaving it.
 * Lists that they cannot see stay as they are. Joining one is kept as a proof like any other.
 * @throws Refusal 'link-invalid'
 */
export const changePreferences = async (
  deps: Deps,
  token: string,
  wanted: ReadonlyMap<string, readonly Locale[]>,
  proof: { said: string; from: string },
): Promise<void> => {
  const { id, email, locale, lists } = await readPreferences(deps, token)
  await deps.db.transaction().execute(async (trx) => {
    for (const list of lists) {
      const edition = inOrder(wanted.get(list.slug) ?? [])
      if (edition.length > 0) await join(trx, id, [list.id], edition)
      if (edition.length > 0 && !list.on) {
        const now = new Date()
        await trx
          .insertInto('consent')
          .values({
            id: randomUUID(),
            email,
            locale,
            lists: [list.id],
            locales: edition,
            said: proof.said,
            asked_from: proof.from,
            asked_at: now,
            confirmed_at: now,
            confirmed_from: proof.from,
            expires_at: now,
            token_sha256: hashOf(randomBytes(32).toString('hex')),
          })
          .execute()
      }
      if (edition.length === 0 && list.on)
        await trx
          .updateTable('subscription')
          .set({ unsubscribed_at: new Date() })
          .where('list_id', '=', list.id)
          .where('subscriber_id', '=', id)
          .execute()
    }
  })
}

/** Erases the subscriber whose link it is. @throws Refusal 'link-invalid', 'subscription-unknown' */
export const eraseMe = (deps: Deps, token: string): Promise<void> =>
  deps.db.transaction().execute((trx) => eraseSubscriber(trx, deps, subscriberOf(deps, token)))
