import type { Db } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import type { Role } from './roles.ts'

/** A role that a person has; translators and reviewers have it for a locale. */
export interface Grant {
  role: Role
  locale: Locale | null
}

/** Somebody signed in. */
export interface Person {
  id: string
  name: string
  email: string
  locale: Locale
  grants: Grant[]
}

/** Whether a person has a role, in the locale if one is given. */
export const has = (person: Person, role: Role, locale?: Locale): boolean =>
  person.grants.some((grant) => grant.role === role && (locale === undefined || grant.locale === locale))

/**
 * Lets through who has one of the roles (in `locale` where the role is for one).
 * @throws Refusal 'not-allowed' naming the roles that may
 */
export const allow = (person: Person, wanted: readonly Role[], locale?: Locale): void => {
  const may = wanted.some((role) =>
    role === 'translator' || role === 'reviewer' ? has(person, role, locale) : has(person, role),
  )
  if (!may) throw new Refusal('not-allowed', { roles: wanted.join(', ') + (locale ? ` (${locale})` : '') })
}

/** The grants of a person. */
export const grantsOf = async (db: Db, personId: string): Promise<Grant[]> =>
  (await db
    .selectFrom('person_role')
    .select(['role', 'locale'])
    .where('person_id', '=', personId)
    .execute()) as Grant[]
