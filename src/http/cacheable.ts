import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

export interface Cacheable {
  type: string
  body: string | Buffer
  lastModified?: Date
}

/** In ms, as HTTP writes a moment. */
const wholeSeconds = (moment: number) => Math.floor(moment / 1000) * 1000

/**
 * Answers with what anybody may keep, and has to ask about before it is shown again: an embargo that ends, or a
 * withdrawal, shows at once. Whoever has it is told so (304).
 */
export const cacheable = (
  { headers }: FastifyRequest,
  reply: FastifyReply,
  { type, body, lastModified }: Cacheable,
) => {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  reply.header('etag', etag).header('cache-control', 'public, max-age=0, must-revalidate')
  if (lastModified) reply.header('last-modified', lastModified.toUTCString())
  const asked = headers['if-none-match']
  // A tag says more than a time (RFC 9110, 13.1.3).
  const kept = asked
    ? asked.includes(etag)
    : lastModified !== undefined &&
      Date.parse(headers['if-modified-since'] ?? '') >= wholeSeconds(lastModified.getTime())
  return kept ? reply.code(304).send() : reply.type(type).send(body)
}
