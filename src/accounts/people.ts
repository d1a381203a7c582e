import { type ExpressionBuilder, sql } from 'kysely'
import { asPerson, type Db } from '../db/client.ts'
import type { DB } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { oidcProvider } from './model.ts'
import { type Grant, grantsOf, type Person } from './permissions.ts'

const load = async (db: Db, column: 'id' | 'email', value: string): Promise<Person | null> => {
  const person = await db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'locale'])
    .where(column, '=', value)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  return person ? { ...person, locale: person.locale as Locale, grants: await grantsOf(db, person.id) } : null
}

/** The person of an id, with their roles as they are now; null if nobody, or deactivated. */
export const personById = (db: Db, id: string): Promise<Person | null> => load(db, 'id', id)

/** The person of an e-mail address, with their roles as they are now. @throws Refusal 'person-unknown' */
export const personByEmail = async (db: Db, email: string): Promise<Person> => {
  const person = await load(db, 'email', email.toLowerCase())
  if (!person) throw new Refusal('person-unknown', { email })
  return person
}

const grants = sql<Grant[]>`coalesce((
  select jsonb_agg(jsonb_build_object('role', r.role, 'locale', r.locale) order by r.role, r.locale)
  from person_role r where r.person_id = person.id), '[]')`.as('grants')

/** Everybody who works here, by name: what colleagues need to turn to each other. */
export const colleagues = (db: Db) =>
  db
    .selectFrom('person')
    .select(['id', 'name', 'locale', grants])
    .where('deactivated_at', 'is', null)
    .orderBy('name')
    .execute()

/** Everybody, those who are gone too, by name: what an administrator needs. */
export const everybody = (db: Db) =>
  db
    .selectFrom('person')
    .select(['id', 'name', 'locale', grants, 'email', 'two_factor_enabled as twoFactor'])
    .select(['created_at as createdAt', 'deactivated_at as deactivatedAt'])
    .orderBy('name')
    .execute()

const hasAccount = (provider: string) => (select: ExpressionBuilder<DB, 'person'>) =>
  select
    .exists(
      select
        .selectFrom('account')
        .whereRef('account.person_id', '=', 'person.id')
        .where('provider_id', '=', provider),
    )
    .$castTo<boolean>()

/** How somebody signs in, for themselves. */
export const waysIn = (db: Db, id: string) =>
  db
    .selectFrom('person')
    .select('two_factor_enabled as twoFactor')
    .select((select) => [
      hasAccount('credential')(select).as('password'),
      hasAccount(oidcProvider)(select).as('oidc'),
    ])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

/**
 * Forgets who somebody is at the identity provider; they sign in by password.
 * @throws Refusal 'oidc-only-way' where they have none
 */
export const unlinkOidc = ({ db }: Deps, id: string): Promise<void> =>
  asPerson(db, id, async (trx) => {
    // Nobody takes the password away meanwhile.
    const accounts = await trx
      .selectFrom('account')
      .select('provider_id')
      .where('person_id', '=', id)
      .forUpdate()
      .execute()
    if (!accounts.some(({ provider_id }) => provider_id === 'credential')) throw new Refusal('oidc-only-way')
    await trx
      .deleteFrom('account')
      .where('person_id', '=', id)
      .where('provider_id', '=', oidcProvider)
      .execute()
  })

/** Changes what a person says of themselves. */
export const changePerson = async (
  { db }: Deps,
  id: string,
  change: { name?: string | undefined; locale?: Locale | undefined },
): Promise<void> => {
  await db
    .updateTable('person')
    .set({ ...change, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

const same = (a: Grant) => (b: Grant) => a.role === b.role && a.locale === b.locale

/**
 * Gives a person exactly these roles; only what differs is written, and goes on the record.
 * @throws Refusal 'not-found', 'last-administrator'
 */
export const setGrants = (
  { db }: Deps,
  administrator: Person,
  id: string,
  wanted: readonly Grant[],
): Promise<void> =>
  asPerson(db, administrator.id, async (trx) => {
    const person = await trx
      .selectFrom('person')
      .select('id')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!person) throw new Refusal('not-found')
    const held = await grantsOf(trx, id)
    const added = wanted.filter((grant) => !held.some(same(grant)))
    if (added.length > 0)
      await trx
        .insertInto('person_role')
        .values(added.map(({ role, locale }) => ({ person_id: id, role, locale })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    for (const { role, locale } of held.filter((grant) => !wanted.some(same(grant))))
      await trx
        .deleteFrom('person_role')
        .where('person_id', '=', id)
        .where('role', '=', role)
        .where('locale', locale === null ? 'is' : '=', locale)
        .execute()
  })

/**
 * Shuts somebody out or lets them in again. Their sessions and keys end for good; what they did stays theirs.
 * @throws Refusal 'not-found', 'last-administrator', 'status-conflict'
 */
export const setActive = ({ db }: Deps, administrator: Person, id: string, active: boolean): Promise<void> =>
  asPerson(db, administrator.id, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('person')
      .set({ deactivated_at: active ? null : sql<Date>`now()` })
      .where('id', '=', id)
      .where('deactivated_at', active ? 'is not' : 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) return
    const known = await trx.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()
    throw known ? new Refusal('status-conflict') : new Refusal('not-found')
  })

/**
 * Takes somebody's second step away, who has lost their phone and their codes.
 * @throws Refusal 'two-factor-off' if they have none
 */
export const resetTwoFactor = ({ db }: Deps, administrator: Person, id: string): Promise<void> =>
  asPerson(db, administrator.id, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('two_factor')
      .where('person_id', '=', id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new Refusal('two-factor-off')
    await trx.updateTable('person').set({ two_factor_enabled: false }).where('id', '=', id).execute()
    // Devices that were trusted without a code, and second steps under way.
    await trx.deleteFrom('verification').where('value', '=', id).execute()
  })
