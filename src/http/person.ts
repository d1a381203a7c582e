import type { FastifyRequest } from 'fastify'
import type { Auth } from '../accounts/auth.ts'
import { grantsOf, type Person } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { isLocale, type Locale, sourceLocale } from '../language/model.ts'

declare module 'fastify' {
  interface FastifyRequest {
    person: Person | null
  }
  interface FastifyContextConfig {
    /** Open to anybody. Every other route wants somebody who is signed in. */
    public?: boolean
    /** May be posted to from anywhere: what it does is decided by a token in its address, not by who is signed in. */
    crossSite?: boolean
  }
}

/** The headers of a request as the web's own type. */
export const webHeaders = (request: FastifyRequest): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

/** Finds out who is asking, with their roles as they are now. */
export const findPerson = async (deps: Deps, auth: Auth, request: FastifyRequest): Promise<Person | null> => {
  if (!request.headers.cookie && !request.headers.authorization) return null
  const session = await auth.api.getSession({ headers: webHeaders(request) })
  if (!session) return null
  const { id, name, email, locale } = session.user as typeof session.user & { locale?: string }
  return {
    id,
    name,
    email,
    locale: locale && isLocale(locale) ? locale : sourceLocale,
    grants: await grantsOf(deps.db, id),
  }
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
