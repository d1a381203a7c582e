import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { Refusal, type RefusalCode, refusals } from '../errors.ts'
import { type Params, text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { page, wantsPage } from './page.ts'
import { readerLocale } from './person.ts'

// What Fastify itself refuses, by its own codes, in our words.
const byStatus: Record<number, (error: FastifyError, reply: FastifyReply) => [RefusalCode, Params]> = {
  413: (_, { routeOptions: { config, bodyLimit } }) => {
    const { code = 'request-too-large', limit = bodyLimit / 1_000_000 } = config.tooLarge ?? {}
    return [code, { limit }]
  },
  415: () => ['media-type', {}],
  429: (_, reply) => ['too-many-requests', { seconds: Number(reply.getHeader('retry-after') ?? 60) }],
}

const asRefusal = (error: FastifyError, reply: FastifyReply): Refusal | null => {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation
    const place = `${error.validationContext ?? ''}${first?.instancePath ?? ''}`
    return new Refusal('invalid-request', { detail: `${place}: ${first?.message ?? ''}` }, { cause: error })
  }
  const { statusCode = 500 } = error
  if (statusCode < 400 || statusCode >= 500) return null
  const [code, params] = byStatus[statusCode]?.(error, reply) ?? [
    'invalid-request',
    { detail: error.message },
  ]
  return new Refusal(code, params, { cause: error })
}

/** The first members of a problem of RFC 9457: what kind it is, in a reader's language. */
export const problemOf = (code: RefusalCode, locale: Locale) => ({
  type: `/problems/${code}`,
  code,
  title: text(locale, `problems:${refusals[code]}`),
  status: refusals[code],
})

/**
 * Answers every error as a problem of RFC 9457 in the reader's language, and to somebody at a browser as a page;
 * faults of ours stay in the log.
 */
export const sendProblem = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
  const known = asRefusal(error, reply)
  if (!known) request.log.error({ err: error }, 'a request failed')
  const refusal = known ?? new Refusal('internal', { request: request.id })
  const locale = readerLocale(request)
  const detail = refusal.in(locale)
  reply.code(refusal.status).header('content-language', locale)
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer realm="Bayon"')
  if (typeof refusal.params.seconds === 'number') reply.header('retry-after', refusal.params.seconds)
  if (wantsPage(request))
    return page(request, reply, 'problem', { ...problemOf(refusal.code, locale), detail })
  return reply
    .type('application/problem+json')
    .send({ ...problemOf(refusal.code, locale), detail, instance: `urn:uuid:${request.id}` })
}
