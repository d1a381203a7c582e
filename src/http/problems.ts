import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { Refusal } from '../errors.ts'
import { readerLocale } from './person.ts'

/** What Fastify itself refuses, by its own codes, in our words. */
const asRefusal = (error: FastifyError): Refusal | null => {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation
    const place = `${error.validationContext ?? ''}${first?.instancePath ?? ''}`
    return new Refusal('invalid-request', { detail: `${place}: ${first?.message ?? ''}` }, { cause: error })
  }
  if (error.statusCode === 413) return new Refusal('release-too-large', { limit: 5 }, { cause: error })
  if (error.statusCode === 429) return new Refusal('too-many-requests', { seconds: 60 }, { cause: error })
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return new Refusal('invalid-request', { detail: error.message }, { cause: error })
  }
  return null
}

/** Answers every error as a problem of RFC 9457 in the reader's language; faults of ours stay in the log. */
export const sendProblem = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
  const known = asRefusal(error)
  if (!known) request.log.error({ err: error }, 'a request failed')
  const refusal = known ?? new Refusal('internal', { request: request.id })
  const locale = readerLocale(request)
  return reply
    .code(refusal.status)
    .type('application/problem+json')
    .header('content-language', locale)
    .send({
      type: `/problems/${refusal.code}`,
      code: refusal.code,
      title: STATUS_CODES[refusal.status],
      status: refusal.status,
      detail: refusal.in(locale),
      instance: request.id,
    })
}
