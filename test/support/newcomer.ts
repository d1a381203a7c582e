import { acceptInvitation, invite } from '../../src/accounts/invite.ts'
import type { Grant, Person } from '../../src/accounts/permissions.ts'
import type { Locale } from '../../src/language/model.ts'
import type { Office } from './office.ts'

/** Of everybody in tests who has one. */
export const password = 'a few words that I remember'

/** Somebody who has come by an invitation, and has a password. */
export const newcomer = async (
  { deps }: Pick<Office, 'deps'>,
  own: { name: string; email: string; locale: Locale },
  ...grants: Grant[]
): Promise<Person> => {
  const token = new URL(await invite(deps, grants)).searchParams.get('token')!
  const { id } = await acceptInvitation(deps, { ...own, token, password })
  return { ...own, id, grants }
}
