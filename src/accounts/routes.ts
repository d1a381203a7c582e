import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { page } from '../http/page.ts'
import { personOf, readerLocale, webHeaders } from '../http/person.ts'
import { locales, sourceLocale } from '../language/model.ts'
import type { Auth } from './auth.ts'
import { acceptInvitation, invite } from './invite.ts'
import { allow, roles } from './permissions.ts'

const Locale = z.enum(locales)
const Grant = z
  .object({ role: z.enum(roles), locale: Locale.nullable().default(null) })
  .refine((grant) => (grant.locale !== null) === ['translator', 'reviewer'].includes(grant.role), {
    message: 'translators and reviewers have a locale, nobody else has',
  })
const Newcomer = z.object({
  token: z.string().max(100),
  name: z.string().trim().min(1).max(200),
  email: z.email().max(254),
  password: z.string().min(12).max(200),
  locale: Locale.default(sourceLocale),
})

export const accountRoutes =
  (deps: Deps, auth: Auth): FastifyPluginAsyncZod =>
  async (app) => {
    // Sign-in, sign-out, sessions and passwords: better-auth's own routes.
    app.route({
      method: ['GET', 'POST'],
      url: '/api/auth/*',
      config: { public: true },
      schema: { hide: true },
      async handler(request, reply) {
        const answer = await auth.handler(
          new Request(new URL(request.url, deps.config.baseUrl), {
            method: request.method,
            headers: webHeaders(request),
            ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
          }),
        )
        reply.code(answer.status)
        for (const [name, value] of answer.headers) reply.header(name, value)
        return reply.send(await answer.text())
      },
    })

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

    app.get(
      '/invitation',
      {
        config: { public: true },
        schema: { hide: true, querystring: z.object({ token: z.string().max(100) }) },
      },
      async (request, reply) =>
        page(reply, 'invitation', readerLocale(request), { token: request.query.token, locales }),
    )

    app.post(
      '/invitation',
      {
        config: { public: true, rateLimit: { max: 60, timeWindow: '1 minute' } },
        schema: { hide: true, body: Newcomer },
      },
      async (request, reply) => {
        const { password: _, token, ...given } = request.body
        try {
          await acceptInvitation(deps, request.body)
          return page(reply, 'welcome', given.locale, {})
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          reply.code(error.status)
          return page(reply, 'invitation', given.locale, {
            token,
            locales,
            given,
            refusal: error.in(given.locale),
          })
        }
      },
    )
  }
