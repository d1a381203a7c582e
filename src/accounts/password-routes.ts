import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { asker } from '../http/person.ts'
import { Nothing } from '../http/schemas.ts'
import type { Auth } from './auth.ts'
import { Password } from './model.ts'
import { askForPasswordReset, resetPassword } from './password-reset.ts'
import { askAuth, withSession } from './sessions.ts'

const seldom = { public: true, rateLimit: { max: 10, timeWindow: '1 minute' } }

/** A new password: by the old one, or by a link that comes by mail. */
export const passwordRoutes =
  (deps: Deps, auth: Auth): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/auth/change-password',
      {
        schema: {
          summary: 'Changes the password, and ends every other session',
          body: z.object({ currentPassword: z.string().max(200), newPassword: Password }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) =>
        withSession(
          reply,
          await askAuth(deps, auth, {
            path: '/change-password',
            ...asker(request),
            body: { ...request.body, revokeOtherSessions: true },
          }),
        )
          .code(204)
          .send(null),
    )

    app.post(
      '/api/auth/password-reset',
      {
        config: seldom,
        schema: {
          summary:
            'Mails a link for a new password, if somebody here has this address; it never says whether',
          body: z.object({ email: z.string().max(254) }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        await askForPasswordReset(deps, request.body.email)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/api/auth/password-reset/confirmation',
      {
        config: seldom,
        schema: {
          summary: 'Sets the new password by the link’s token, once, and ends every session',
          body: z.object({ token: z.string().max(1000), password: Password }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        await resetPassword(deps, request.body.token, request.body.password)
        return reply.code(204).send(null)
      },
    )
  }
