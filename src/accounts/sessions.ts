import type { Deps } from '../deps.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import { type Auth, clientAddressHeader } from './auth.ts'

interface Asked {
  path: '/sign-in/email' | '/sign-out' | '/change-password'
  /** Of the request that this is done for. */
  headers: Headers
  /** Where it comes from: attempts are counted by it. */
  address: string
  body: object
}

const refusalOf: Record<string, RefusalCode> = {
  INVALID_EMAIL_OR_PASSWORD: 'credentials-wrong',
  INVALID_PASSWORD: 'credentials-wrong',
}

/**
 * Has better-auth do something with a session. Its answer carries the cookie.
 * @throws Refusal 'credentials-wrong', 'too-many-requests', 'invalid-request'
 */
export const askAuth = async ({ config }: Deps, auth: Auth, asked: Asked): Promise<Response> => {
  const headers = new Headers(asked.headers)
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  headers.set(clientAddressHeader, asked.address)
  const answer = await auth.handler(
    new Request(new URL(`/api/auth${asked.path}`, config.baseUrl), {
      method: 'POST',
      headers,
      body: JSON.stringify(asked.body),
    }),
  )
  if (answer.ok) return answer
  if (answer.status === 429) {
    throw new Refusal('too-many-requests', { seconds: Number(answer.headers.get('x-retry-after') ?? 60) })
  }
  const { code = '', message = '' } = (await answer.json()) as { code?: string; message?: string }
  if (answer.status >= 500) throw new Error(`better-auth failed: ${answer.status} ${message}`)
  throw new Refusal(refusalOf[code] ?? 'invalid-request', { detail: message })
}
