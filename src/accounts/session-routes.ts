import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { asker, personOf } from '../http/person.ts'
import { Nothing } from '../http/schemas.ts'
import type { Auth } from './auth.ts'
import { endSession, endSessionsBut, sessionsOf } from './own-sessions.ts'
import { askAuth, withSession } from './sessions.ts'

/** Signing in and out, and the sessions that a person has. */
export const sessionRoutes =
  (deps: Deps, auth: Auth): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/auth/sign-in/email',
      {
        config: { public: true },
        schema: {
          summary: 'Signs in: a session cookie, and for programs its token in the header set-auth-token',
          body: z.object({ email: z.string().max(254), password: z.string().max(200) }),
          response: {
            202: z.object({ twoFactor: z.literal(true) }).describe('The second step is wanted'),
            204: Nothing,
          },
        },
      },
      async (request, reply) => {
        const answer = await askAuth(deps, auth, {
          path: '/sign-in/email',
          ...asker(request),
          body: request.body,
        })
        const { twoFactorRedirect } = (await answer.json()) as { twoFactorRedirect?: boolean }
        // What the browser came with is no longer reached by anybody.
        if (request.sessionId) await endSession(deps.db, request.person!.id, request.sessionId)
        if (!twoFactorRedirect) return withSession(reply, answer).code(204).send(null)
        return reply.header('set-cookie', answer.headers.getSetCookie()).code(202).send({ twoFactor: true })
      },
    )

    app.post(
      '/api/auth/sign-out',
      { schema: { summary: 'Ends the session', response: { 204: Nothing } } },
      async (request, reply) => {
        const answer = await askAuth(deps, auth, { path: '/sign-out', ...asker(request), body: {} })
        return reply.header('set-cookie', answer.headers.getSetCookie()).code(204).send(null)
      },
    )

    app.get(
      '/api/me/sessions',
      {
        schema: {
          summary: 'Where one is signed in, the latest first',
          response: {
            200: z.array(
              z.object({
                id: z.uuid(),
                current: z.boolean(),
                userAgent: z.string().nullable(),
                ipAddress: z.string().nullable(),
                createdAt: z.date(),
              }),
            ),
          },
        },
      },
      async (request) => sessionsOf(deps.db, personOf(request).id, request.sessionId),
    )

    app.delete(
      '/api/me/sessions/:id',
      {
        schema: {
          summary: 'Ends one of one’s sessions',
          params: z.object({ id: z.uuid() }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        await endSession(deps.db, personOf(request).id, request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/api/me/sessions',
      { schema: { summary: 'Ends all of one’s sessions but this one', response: { 204: Nothing } } },
      async (request, reply) => {
        await endSessionsBut(deps.db, personOf(request).id, request.sessionId)
        return reply.code(204).send(null)
      },
    )
  }
