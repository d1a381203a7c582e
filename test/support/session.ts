import { createAuth } from '../../src/accounts/auth.ts'
import type { Person } from '../../src/accounts/permissions.ts'
import type { Office } from './office.ts'

/** The header of somebody who has signed in, for requests to the application. */
export const signIn = async ({ deps }: Office, person: Person): Promise<{ authorization: string }> => {
  const { internalAdapter } = await createAuth(deps).$context
  const { token } = await internalAdapter.createSession(person.id)
  return { authorization: `Bearer ${token}` }
}
