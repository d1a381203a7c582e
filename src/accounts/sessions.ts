import type { FastifyReply } from 'fastify'
import type { Deps } from '../deps.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import { type Auth, clientAddressHeader } from './auth.ts'

interface Asked {
  path: string
  /** Of the request that this is done for. */
  headers: Headers
  /** Where it comes from: attempts are counted by it. */
  address: string
  /** Absent: it is a GET. */
  body?: object
}

const refusalOf: Record<string, RefusalCode> = {
  INVALID_EMAIL_OR_PASSWORD: 'credentials-wrong',
  INVALID_PASSWORD: 'credentials-wrong',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'credentials-wrong',
  INVALID_CODE: 'code-wrong',
  INVALID_BACKUP_CODE: 'code-wrong',
  INVALID_TWO_FACTOR_COOKIE: 'code-expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'code-expired',
  ACCOUNT_TEMPORARILY_LOCKED: 'two-factor-locked',
  TOTP_ALREADY_ENABLED: 'two-factor-on',
  TOTP_NOT_ENABLED: 'two-factor-off',
  BACKUP_CODES_NOT_ENABLED: 'two-factor-off',
  PERSON_DEACTIVATED: 'person-deactivated',
  UNAUTHORIZED: 'session-needed',
  PROVIDER_NOT_FOUND: 'oidc-unreachable',
}

/**
 * Has better-auth do something with a session. Its answer carries the cookies.
 * @throws Refusal 'too-many-requests', 'invalid-request' or as `refusalOf` has it
 */
export const askAuth = async ({ config }: Deps, auth: Auth, asked: Asked): Promise<Response> => {
  const headers = new Headers(asked.headers)
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  headers.set(clientAddressHeader, asked.address)
  const answer = await auth.handler(
    new Request(new URL(`/api/auth${asked.path}`, config.baseUrl), {
      headers,
      ...(asked.body && { method: 'POST', body: JSON.stringify(asked.body) }),
    }),
  )
  if (answer.ok || answer.status === 302) return answer
  const { code = '', message = '' } = (await answer.json().catch(() => ({}))) as Record<string, string>
  const known = refusalOf[code]
  if (!known && answer.status === 429) {
    throw new Refusal('too-many-requests', { seconds: Number(answer.headers.get('x-retry-after') ?? 60) })
  }
  if (answer.status >= 500) throw new Error(`better-auth failed: ${answer.status} ${message}`)
  throw new Refusal(known ?? 'invalid-request', { detail: message })
}

/** Hands better-auth's cookies on, and to programs the session's token. */
export const withSession = (reply: FastifyReply, { headers }: Response): FastifyReply =>
  reply
    .header('set-cookie', headers.getSetCookie())
    .header('set-auth-token', headers.get('set-auth-token') ?? '')
