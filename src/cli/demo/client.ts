import { setTimeout as sleep } from 'node:timers/promises'
import type { Grant } from '../../accounts/permissions.ts'
import { ApiProblem, connect, type Server } from '../remote/server.ts'

/** Somebody who is signed in and speaks to the HTTP API, as a browser or a script would. */
export interface Client extends Server {
  name: string
}

/** Takes an invitation up and signs in. */
export const join = async (
  invitationUrl: string,
  person: { name: string; email: string; password: string },
): Promise<Client> => {
  const { origin, searchParams } = new URL(invitationUrl)
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(new URL(path, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new ApiProblem(answer.status, (await answer.json()) as object)
    return answer
  }
  await post('/api/invitations/acceptance', { token: searchParams.get('token'), ...person })
  const { email, password } = person
  const signedIn = await post('/api/auth/sign-in/email', { email, password })
  return { name: person.name, ...connect(origin, signedIn.headers.get('set-auth-token') ?? '') }
}

/** Has an administrator invite somebody, who comes in at once. */
export const bringIn = async (
  administrator: Client,
  person: { name: string; email: string; password: string },
  grants: Grant[],
): Promise<Client> => {
  const { url } = await administrator.call<{ url: string }>('POST', '/api/invitations', { grants })
  return join(url, person)
}

/**
 * Looks until it sees what it waits for.
 * @throws Error naming `what` if that takes longer than two minutes
 */
export const waitUntil = async <T>(
  what: string,
  look: () => Promise<T>,
  seen: (value: T) => boolean,
  every = 50,
): Promise<T> => {
  const end = Date.now() + 120_000
  for (;;) {
    const value = await look()
    if (seen(value)) return value
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
    await sleep(every)
  }
}
