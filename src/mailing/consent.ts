import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { hashOf, tokenOf } from '../accounts/links.ts'
import type { Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { normaliseAddress } from './address.ts'
import { erasedHash } from './erase.ts'
import { inOrder } from './lists.ts'

/** What somebody asks for, and by which words. */
export interface Wish {
  email: string
  /** In which they read our mail about it. */
  locale: Locale
  lists: string[]
  edition: Locale[]
  /** The text that they agreed to, as it was shown. */
  said: string
  /** Their address in the network. */
  from: string
}

/** For how long the link in the mail holds, in days. */
const LINK_DAYS = 7
/** Mails to one address in an hour, whoever asks for them. */
const MAILS_AN_HOUR = 3

/** The lists that anybody may join, by name. */
export const publicLists = ({ db }: Pick<Deps, 'db'>) =>
  db
    .selectFrom('mailing_list')
    .select(['id', 'slug', 'name'])
    .where('is_public', '=', true)
    .orderBy('name')
    .execute()

const openLists = async (deps: Deps, slugs: string[]): Promise<string[]> =>
  (await publicLists(deps)).filter(({ slug }) => slugs.includes(slug)).map(({ id }) => id)

/**
 * Mails a link by which the owner of an address agrees to what was asked for in their name. What it answers is the same
 * for every address, known or not.
 * @throws Refusal 'address-invalid', 'form-incomplete'
 */
export const askForSubscription = async (deps: Deps, wish: Wish): Promise<void> => {
  const email = normaliseAddress(wish.email)
  if (!email) throw new Refusal('address-invalid', { address: wish.email.slice(0, 100) })
  const lists = await openLists(deps, wish.lists)
  if (lists.length === 0 || wish.edition.length === 0) throw new Refusal('form-incomplete')
  await deps.db.transaction().execute(async (trx) => {
    await sql`delete from consent where confirmed_at is null and expires_at < now()`.execute(trx)
    const { rows } = await sql<{ quiet: boolean }>`
      select (select count(*) from consent where email = ${email} and asked_at > now() - interval '1 hour') >= ${MAILS_AN_HOUR}
        or exists (select from suppression where email = ${email} and reason = 'office') as quiet`.execute(
      trx,
    )
    if (rows[0]!.quiet) return
    const id = randomUUID()
    const expires_at = new Date(Date.now() + LINK_DAYS * 86_400_000)
    await trx
      .insertInto('consent')
      .values({
        id,
        email,
        locale: wish.locale,
        lists,
        locales: inOrder(wish.edition),
        said: wish.said,
        asked_from: wish.from,
        expires_at,
        token_sha256: hashOf(tokenOf(deps, 'subscription', id)),
      })
      .execute()
    await trx
      .insertInto('letter')
      .values({ id, kind: 'subscription', email, locale: wish.locale, status: 'pending', expires_at })
      .execute()
  })
}

const waiting = (trx: Deps['db'], token: string) =>
  trx
    .selectFrom('consent')
    .selectAll()
    .where('token_sha256', '=', hashOf(token))
    .where('expires_at', '>', sql<Date>`now()`)

/** What a link asks its reader to agree to. @throws Refusal 'link-invalid' */
export const readWish = async ({ db }: Deps, token: string) => {
  const wish = await waiting(db, token).executeTakeFirst()
  if (!wish) throw new Refusal('link-invalid')
  const lists = await db.selectFrom('mailing_list').select('name').where('id', 'in', wish.lists).execute()
  return { locale: wish.locale as Locale, lists: lists.map(({ name }) => name) }
}

/** Puts somebody on lists who has shown that the address is theirs and that they want it. */
export const join = async (
  trx: Trx,
  subscriberId: string,
  lists: string[],
  edition: readonly string[],
): Promise<void> => {
  for (const list_id of lists)
    await trx
      .insertInto('subscription')
      .values({ list_id, subscriber_id: subscriberId, locales: [...edition] })
      .onConflict((conflict) =>
        conflict
          .columns(['list_id', 'subscriber_id'])
          .doUpdateSet({ locales: [...edition], unsubscribed_at: null }),
      )
      .execute()
}

/**
 * Subscribes whoever follows the link that was mailed to them. Following it twice changes nothing more. What kept mail
 * from the address before, but for the office's word, is over: its owner has just read one.
 * @returns the subscriber's id
 * @throws Refusal 'link-invalid'
 */
export const confirmSubscription = (deps: Deps, token: string, from: string): Promise<string> =>
  deps.db.transaction().execute(async (trx) => {
    const wish = await waiting(trx, token).forUpdate().executeTakeFirst()
    if (!wish) throw new Refusal('link-invalid')
    const { email, locale } = wish
    const { id } = await trx
      .insertInto('subscriber')
      .values({ email, locale })
      .onConflict((conflict) => conflict.column('email').doUpdateSet({ email }))
      .returning('id')
      .executeTakeFirstOrThrow()
    if (wish.confirmed_at) return id
    await trx
      .updateTable('consent')
      .set({ confirmed_at: new Date(), confirmed_from: from })
      .where('id', '=', wish.id)
      .execute()
    await join(trx, id, wish.lists, wish.locales)
    await trx.deleteFrom('suppression').where('email', '=', email).where('reason', '<>', 'office').execute()
    await trx.deleteFrom('erased_address').where('hash', '=', erasedHash(deps, email)).execute()
    return id
  })
