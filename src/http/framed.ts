import type { FastifyReply } from 'fastify'

/** What is written by our own templates may bring its styles, show its pictures and stand in a frame of ours. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

/** Lets an answer be looked at inside a screen: it runs nothing and fetches nothing. */
export const framed = (reply: FastifyReply, more?: 'sandbox'): FastifyReply =>
  reply
    .header('content-security-policy', more ? `${policy}; ${more}` : policy)
    .header('x-frame-options', 'SAMEORIGIN')
