import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { hashOf, tokenOf } from './links.ts'

/** In an hour, for one person: a mailbox is not to be filled by somebody who knows its address. */
const MOST_AN_HOUR = 3

/** In ms, longer than the writing takes: an answer that came sooner would tell that nobody is here. */
const ANSWER_AFTER = 250

/**
 * Mails a link for a new password to the person of an address, if there is one who signs in by password. Whether there is
 * or not shows neither in what it does nor in how long it takes.
 */
export const askForPasswordReset = async (deps: Deps, email: string): Promise<void> => {
  await Promise.all([writeReset(deps, email), sleep(ANSWER_AFTER)])
}

const writeReset = async (deps: Deps, email: string): Promise<void> => {
  const id = randomUUID()
  await sql`
    with reset as (
      insert into password_reset (id, token_sha256, person_id, expires_at)
      select ${id}, ${hashOf(tokenOf(deps, 'password-reset', id))}, p.id, now() + interval '1 hour'
      from person p join account a on a.person_id = p.id and a.provider_id = 'credential'
      where p.email = ${email.toLowerCase()} and p.deactivated_at is null and ${MOST_AN_HOUR} > (
        select count(*) from password_reset r
        where r.person_id = p.id and r.created_at > now() - interval '1 hour')
      returning id, person_id, expires_at)
    insert into letter (id, kind, email, locale, status, expires_at)
    select r.id, 'password-reset', p.email, p.locale, 'pending', r.expires_at
    from reset r join person p on p.id = r.person_id`.execute(deps.db)
}

/**
 * Sets the new password, and so ends all that the old one opened. The link has proven the address.
 * @throws Refusal 'link-invalid' if it was used, has run out or never was
 */
export const resetPassword = async ({ db }: Deps, token: string, password: string): Promise<void> => {
  const hash = await hashPassword(password)
  await db.transaction().execute(async (trx) => {
    const reset = await trx
      .updateTable('password_reset')
      .set({ used_at: sql<Date>`now()` })
      .where('token_sha256', '=', hashOf(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
      .returning('person_id')
      .executeTakeFirst()
    if (!reset) throw new Refusal('link-invalid')
    await trx
      .updateTable('account')
      .set({ password: hash, updated_at: sql<Date>`now()` })
      .where('person_id', '=', reset.person_id)
      .where('provider_id', '=', 'credential')
      .execute()
    await trx.updateTable('person').set({ email_verified: true }).where('id', '=', reset.person_id).execute()
  })
}
