import type { Db } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { grantsOf, type Person } from './permissions.ts'

/** The person of an e-mail address, with their roles as they are now. @throws Refusal 'person-unknown' */
export const personByEmail = async (db: Db, email: string): Promise<Person> => {
  const person = await db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'locale'])
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  if (!person) throw new Refusal('person-unknown', { email })
  return { ...person, locale: person.locale as Locale, grants: await grantsOf(db, person.id) }
}
