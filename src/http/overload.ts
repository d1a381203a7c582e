import type { FastifyInstance } from 'fastify'
import { Refusal } from '../errors.ts'

/** Requests that one process answers at a time; each may hold a text in memory. */
const MOST = 400

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Goes on for as long as somebody listens, and takes nobody's turn. */
    endless?: boolean
  }
}

/** Refuses what comes while so many are being answered that another would only make all of them wait. */
export const refuseOverload = (app: FastifyInstance): void => {
  let under = 0
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.endless) return
    if (under >= MOST) throw new Refusal('overloaded', { seconds: 2 })
    under++
    reply.raw.once('close', () => under--)
  })
}
