import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { personOf, webHeaders } from '../http/person.ts'
import { Email, Line, LocaleName, Nothing } from '../http/schemas.ts'
import { sourceLocale } from '../language/model.ts'
import type { Auth } from './auth.ts'
import { acceptInvitation, invite } from './invite.ts'
import { allow } from './permissions.ts'
import { roles } from './roles.ts'
import { askAuth } from './sessions.ts'

const Grant = z
  .object({ role: z.enum(roles), locale: LocaleName.nullable().default(null) })
  .refine((grant) => (grant.locale !== null) === ['translator', 'reviewer'].includes(grant.role), {
    message: 'translators and reviewers have a locale, nobody else has',
  })

const Password = z.string().min(12).max(200)

/** What somebody who takes an invitation up says. */
export const Newcomer = z.object({
  token: z.string().max(1000),
  name: Line.pipe(z.string().min(1).max(200)),
  email: Email,
  password: Password,
  locale: LocaleName.default(sourceLocale),
})

export const accountRoutes =
  (deps: Deps, auth: Auth): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/auth/sign-in/email',
      {
        config: { public: true },
        schema: {
          summary: 'Signs in: a session cookie, and for programs its token in the header set-auth-token',
          body: z.object({ email: z.string().max(254), password: z.string().max(200) }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const { headers } = await askAuth(deps, auth, {
          path: '/sign-in/email',
          headers: webHeaders(request),
          address: request.ip,
          body: request.body,
        })
        return reply
          .header('set-cookie', headers.getSetCookie())
          .header('set-auth-token', headers.get('set-auth-token') ?? '')
          .code(204)
          .send(null)
      },
    )

    app.post(
      '/api/auth/sign-out',
      { schema: { summary: 'Ends the session', response: { 204: Nothing } } },
      async (request, reply) => {
        const { headers } = await askAuth(deps, auth, {
          path: '/sign-out',
          headers: webHeaders(request),
          address: request.ip,
          body: {},
        })
        return reply.header('set-cookie', headers.getSetCookie()).code(204).send(null)
      },
    )

    app.post(
      '/api/auth/change-password',
      {
        schema: {
          summary: 'Changes the password, and ends every other session',
          body: z.object({ currentPassword: z.string().max(200), newPassword: Password }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const { headers } = await askAuth(deps, auth, {
          path: '/change-password',
          headers: webHeaders(request),
          address: request.ip,
          body: { ...request.body, revokeOtherSessions: true },
        })
        return reply
          .header('set-cookie', headers.getSetCookie())
          .header('set-auth-token', headers.get('set-auth-token') ?? '')
          .code(204)
          .send(null)
      },
    )

    app.get('/api/me', { schema: { summary: 'Who is signed in, with their roles' } }, async (request) =>
      personOf(request),
    )

    app.post(
      '/api/invitations',
      {
        schema: {
          summary: 'A one-time link that lets one person in with some roles',
          body: z.object({ grants: z.array(Grant).min(1).max(20) }),
          response: { 201: z.object({ url: z.string() }) },
        },
      },
      async (request, reply) => {
        allow(personOf(request), ['administrator'])
        return reply.code(201).send({ url: await invite(deps, request.body.grants) })
      },
    )

    app.post(
      '/api/invitations/acceptance',
      {
        config: { public: true, rateLimit: { max: 60, timeWindow: '1 minute' } },
        schema: {
          summary: 'Takes an invitation up',
          body: Newcomer,
          response: { 201: z.object({ id: z.uuid() }) },
        },
      },
      async (request, reply) => reply.code(201).send(await acceptInvitation(deps, request.body)),
    )
  }
