import { setTimeout as sleep } from 'node:timers/promises'
import type { Grant } from '../../accounts/permissions.ts'

/** What the API answered where it refused. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, problem: { code?: string; detail?: string }) {
    super(problem.detail ?? `HTTP ${status}`)
    this.status = status
    this.code = problem.code ?? ''
  }
}

/** Somebody who is signed in and speaks to the HTTP API, as a browser or a script would. */
export interface Client {
  name: string
  call<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<T>
  download(path: string): Promise<Uint8Array>
}

const connect = (baseUrl: string, name: string, token: string): Client => {
  const request = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(new URL(path, baseUrl), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new ApiProblem(answer.status, await answer.json().catch(() => ({})))
    return answer
  }
  return {
    name,
    async call(method, path, body) {
      const answer = await request(method, path, body)
      return answer.status === 204 ? undefined : await answer.json()
    },
    download: async (path) => new Uint8Array(await (await request('GET', path)).arrayBuffer()),
  }
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
  return connect(origin, person.name, signedIn.headers.get('set-auth-token') ?? '')
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
