import { createHmac, randomBytes } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { createAuth } from '../../src/accounts/auth.ts'
import type { Person } from '../../src/accounts/permissions.ts'
import type { Office } from './office.ts'

type Method = NonNullable<InjectOptions['method']>

/** Signs somebody in without a password. @returns what they ask by, in the name of whoever it is */
export const openSession = async ({ deps, app }: Pick<Office, 'deps' | 'app'>, person?: Person) => {
  const headers: Record<string, string> = {}
  if (person) {
    const token = randomBytes(24).toString('base64url')
    await deps.db
      .insertInto('session')
      .values({ person_id: person.id, token, expires_at: new Date(Date.now() + 3_600_000) })
      .execute()
    headers.authorization = `Bearer ${token}`
  }
  return (
    method: Method,
    url: string,
    payload?: InjectOptions['payload'],
    more: Record<string, string> = {},
  ) =>
    app.inject({ method, url, headers: { ...headers, ...more }, ...(payload !== undefined && { payload }) })
}

/** The header of somebody who has signed in, for requests to the application. */
export const signIn = async ({ deps }: Office, person: Person): Promise<{ authorization: string }> => {
  const { internalAdapter } = await createAuth(deps).$context
  const { token } = await internalAdapter.createSession(person.id)
  return { authorization: `Bearer ${token}` }
}

/** The cookie of somebody who has signed in, as better-auth signs it. Signing in itself is tested at the door. */
export const cookieOf = async ({ deps }: Pick<Office, 'deps'>, personId: string) => {
  const token = randomBytes(24).toString('base64url')
  await deps.db
    .insertInto('session')
    .values({ person_id: personId, token, expires_at: new Date(Date.now() + 3_600_000) })
    .execute()
  const signature = createHmac('sha256', deps.config.secret).update(token).digest('base64')
  return { name: 'bayon.session_token', value: encodeURIComponent(`${token}.${signature}`) }
}
