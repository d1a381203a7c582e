import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { asPerson, type Db, violatedUnique } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { hashOf, linkOf, tokenOf } from './links.ts'
import type { Grant } from './permissions.ts'

const VALID_DAYS = 7

export interface Invitation {
  grants: Grant[]
  /** Where it is mailed to, in `locale`. */
  email?: string | undefined
  locale?: Locale | undefined
}

/**
 * Makes a link that lets one person in, once, with the roles given. Only the hash of its token is kept.
 * @param by who invites; null where nobody is here yet
 * @throws Refusal 'email-taken'
 */
export const makeInvitation = async (
  deps: Deps,
  by: string | null,
  { grants, email: given, locale = 'en' }: Invitation,
): Promise<{ id: string; url: string }> => {
  const id = randomUUID()
  const email = given?.toLowerCase() ?? null
  await deps.db.transaction().execute(async (trx) => {
    const taken =
      email && (await trx.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst())
    if (taken) throw new Refusal('email-taken')
    const { expires_at } = await trx
      .insertInto('invitation')
      .values({
        id,
        token_sha256: hashOf(tokenOf(deps, 'invitation', id)),
        roles: JSON.stringify(grants),
        email,
        created_by: by,
        expires_at: sql<Date>`now() + make_interval(days => ${VALID_DAYS})`,
      })
      .returning('expires_at')
      .executeTakeFirstOrThrow()
    if (email)
      await trx
        .insertInto('letter')
        .values({ id, kind: 'invitation', email, locale, status: 'pending', expires_at })
        .execute()
  })
  return { id, url: linkOf(deps, 'invitation', id) }
}

/** An invitation that is handed over by hand. @returns the link's address */
export const invite = async (deps: Deps, grants: Grant[]): Promise<string> =>
  (await makeInvitation(deps, null, { grants })).url

/** The invitations that can still be taken up, the newest first. */
export const openInvitations = (db: Db) =>
  db
    .selectFrom('invitation')
    .leftJoin('letter', 'letter.id', 'invitation.id')
    .select(['invitation.id', 'roles', 'invitation.email', 'letter.status as mail'])
    .select(['invitation.created_at as createdAt', 'invitation.expires_at as expiresAt'])
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('invitation.expires_at', '>', sql<Date>`now()`)
    .orderBy('invitation.created_at', 'desc')
    .execute()

/** Where an invitation was mailed to; null where it was handed over. @throws Refusal 'link-invalid' */
export const lookAtInvitation = async (db: Db, token: string): Promise<{ email: string | null }> => {
  const invitation = await db
    .selectFrom('invitation')
    .select('email')
    .where('token_sha256', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  if (!invitation) throw new Refusal('link-invalid')
  return invitation
}

/** Takes an invitation back, and its mail if it has not gone out. @throws Refusal 'invitation-unknown' */
export const revokeInvitation = ({ db }: Deps, by: string, id: string): Promise<void> =>
  asPerson(db, by, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('invitation')
      .set({ revoked_at: sql<Date>`now()` })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refusal('invitation-unknown')
    await trx
      .updateTable('letter')
      .set({ status: 'cancelled' })
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .execute()
  })

export interface Newcomer {
  token: string
  name: string
  email: string
  /** Absent: they come by the identity provider. */
  password?: string
  /** Whether the identity provider vouches for the address. That the invitation was mailed there proves it too. */
  emailProven?: boolean
  locale: Locale
}

/**
 * Takes an invitation up: makes the person, the password and the roles in one transaction.
 * @throws Refusal 'link-invalid' if it was used, has expired or never was; 'email-taken'
 */
export const acceptInvitation = async ({ db }: Deps, newcomer: Newcomer): Promise<{ id: string }> => {
  const password = newcomer.password === undefined ? null : await hashPassword(newcomer.password)
  const email = newcomer.email.toLowerCase()
  try {
    return await db.transaction().execute(async (trx) => {
      const invitation = await trx
        .updateTable('invitation')
        .set({ used_at: sql<Date>`now()` })
        .where('token_sha256', '=', hashOf(newcomer.token))
        .where('used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', sql<Date>`now()`)
        .returning(['id', 'roles', 'email'])
        .executeTakeFirst()
      if (!invitation) throw new Refusal('link-invalid')
      const person = await trx
        .insertInto('person')
        .values({
          name: newcomer.name,
          email,
          email_verified: newcomer.emailProven ?? invitation.email === email,
          locale: newcomer.locale,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await sql`select set_config('bayon.actor', ${person.id}, true)`.execute(trx)
      if (password)
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
        .where('id', '=', invitation.id)
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
