import { createHash, randomBytes } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import type { Grant } from './permissions.ts'

const VALID_DAYS = 7
const hashOf = (token: string) => createHash('sha256').update(token).digest()

/**
 * Makes a link that lets one person in, once, with the roles given. Only the hash of its token is kept.
 * @returns the link's address
 */
export const invite = async ({ db, config }: Deps, grants: Grant[]): Promise<string> => {
  const token = randomBytes(24).toString('base64url')
  await db
    .insertInto('invitation')
    .values({
      token_sha256: hashOf(token),
      roles: JSON.stringify(grants),
      expires_at: sql<Date>`now() + make_interval(days => ${VALID_DAYS})`,
    })
    .execute()
  return `${config.baseUrl}/invitation?token=${token}`
}

export interface Newcomer {
  token: string
  name: string
  email: string
  password: string
  locale: Locale
}

/**
 * Takes an invitation up: makes the person, the password and the roles in one transaction.
 * @throws Refusal 'link-invalid' if it was used, has expired or never was; 'email-taken'
 */
export const acceptInvitation = async ({ db }: Deps, newcomer: Newcomer): Promise<{ id: string }> => {
  const password = await hashPassword(newcomer.password)
  try {
    return await db.transaction().execute(async (trx) => {
      const invitation = await trx
        .updateTable('invitation')
        .set({ used_at: sql<Date>`now()` })
        .where('token_sha256', '=', hashOf(newcomer.token))
        .where('used_at', 'is', null)
        .where('expires_at', '>', sql<Date>`now()`)
        .returning(['roles', 'token_sha256'])
        .executeTakeFirst()
      if (!invitation) throw new Refusal('link-invalid')
      const person = await trx
        .insertInto('person')
        .values({
          name: newcomer.name,
          email: newcomer.email.toLowerCase(),
          email_verified: true,
          locale: newcomer.locale,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await sql`select set_config('bayon.actor', ${person.id}, true)`.execute(trx)
      await trx
        .insertInto('account')
        .values({ person_id: person.id, account_id: person.id, provider_id: 'credential', password })
        .execute()
      const grants = invitation.roles as unknown as Grant[]
      await trx
        .insertInto('person_role')
        .values(grants.map(({ role, locale }) => ({ person_id: person.id, role, locale })))
        .execute()
      await trx
        .updateTable('invitation')
        .set({ used_by: person.id })
        .where('token_sha256', '=', invitation.token_sha256)
        .execute()
      return person
    })
  } catch (error) {
    if (violatedUnique(error) === 'person_email_key') throw new Refusal('email-taken', {}, { cause: error })
    throw error
  }
}

/** The first administrator's link, if there is no administrator yet; else null. */
export const firstInvitation = async (deps: Deps): Promise<string | null> => {
  const administrator = await deps.db
    .selectFrom('person_role')
    .select('person_id')
    .where('role', '=', 'administrator')
    .limit(1)
    .executeTakeFirst()
  if (administrator) return null
  // Links of earlier starts that nobody used end here.
  await deps.db
    .updateTable('invitation')
    .set({ expires_at: new Date() })
    .where('used_at', 'is', null)
    .execute()
  return invite(deps, [{ role: 'administrator', locale: null }])
}
