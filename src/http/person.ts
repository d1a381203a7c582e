import type { FastifyRequest } from 'fastify'
import { apiKeyIn, ownerOf } from '../accounts/api-keys.ts'
import type { Auth } from '../accounts/auth.ts'
import { personById } from '../accounts/people.ts'
import type { Person } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import { isLocale, type Locale, sourceLocale } from '../language/model.ts'

declare module 'fastify' {
  interface FastifyRequest {
    person: Person | null
    /** Of the session that asks; null where nobody is signed in, or a key acts for them. */
    sessionId: string | null
    /** The name of the release that this request brought in. */
    submitted: string | null
  }
  interface FastifyContextConfig {
    /** Open to anybody. Every other route wants somebody who is signed in. */
    public?: boolean
    /** May be posted to from anywhere: what it does is decided by a token in its address, not by who is signed in. */
    crossSite?: boolean
    /** What a request is refused as that is too large for the route, and the limit that is told, in MB. */
    tooLarge?: { code: RefusalCode; limit: number }
  }
}

/** The headers of a request as the web's own type. */
const webHeaders = (request: FastifyRequest): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

/** What better-auth wants to know of a request. */
export const asker = (request: FastifyRequest) => ({ headers: webHeaders(request), address: request.ip })

const nobody = { person: null, sessionId: null }

/**
 * Finds out who is asking, by a session or an API key, with their roles as they are now. A person who was deactivated is
 * nobody.
 */
export const findPerson = async (
  { db }: Deps,
  auth: Auth,
  request: FastifyRequest,
): Promise<{ person: Person | null; sessionId: string | null }> => {
  const { cookie, authorization } = request.headers
  if (!cookie && !authorization) return nobody
  const key = apiKeyIn(authorization)
  if (key) {
    const owner = await ownerOf(db, key)
    return owner ? { person: await personById(db, owner), sessionId: null } : nobody
  }
  const found = await auth.api.getSession({ headers: webHeaders(request) }).catch((error) => {
    // It hides what the database said.
    throw new Refusal('unavailable', { seconds: 5 }, { cause: error })
  })
  const person = found && (await personById(db, found.user.id))
  return person ? { person, sessionId: found.session.id } : nobody
}

/** Who is asking. @throws Refusal 'not-signed-in' */
export const personOf = (request: FastifyRequest): Person => {
  if (!request.person) throw new Refusal('not-signed-in')
  return request.person
}

/** The language to answer in: the person's own, else the first known one that the browser asks for. */
export const readerLocale = (request: Pick<FastifyRequest, 'headers'> & { person?: Person | null }): Locale =>
  request.person?.locale ??
  (request.headers['accept-language'] ?? '')
    .slice(0, 200)
    .split(',')
    .map((range) => range.trim().toLowerCase().split(/[-;]/)[0]!)
    .find(isLocale) ??
  sourceLocale
