import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { page } from '../http/page.ts'
import { asker, readerLocale } from '../http/person.ts'
import { sitePath } from '../http/site-path.ts'
import { text } from '../i18n.ts'
import { isLocale } from '../language/model.ts'
import type { Auth } from './auth.ts'
import { Newcomer } from './invitation-routes.ts'
import { acceptInvitation, requireInvitation } from './invite.ts'
import { askAuth } from './sessions.ts'

// As a form sends it: everything is text, and what is wrong with it is told on the page that keeps it.
const Field = z.string().max(1000).default('')
const hidden = { config: { public: true }, schema: { hide: true } }

export const accountPages =
  (deps: Deps, auth: Auth): FastifyPluginAsyncZod =>
  async (app) => {
    const signIn = async (
      request: FastifyRequest,
      reply: FastifyReply,
      credentials: { email: string; password: string },
      next: string,
    ) => {
      const { headers } = await askAuth(deps, auth, {
        path: '/sign-in/email',
        ...asker(request),
        body: credentials,
      })
      return reply.header('set-cookie', headers.getSetCookie()).redirect(sitePath(next), 303)
    }

    app.get(
      '/sign-in',
      { ...hidden, schema: { hide: true, querystring: z.object({ next: Field }) } },
      async (request, reply) => {
        const { next } = request.query
        return request.person
          ? reply.redirect(sitePath(next), 303)
          : page(request, reply, 'sign-in', { given: { next } })
      },
    )

    app.post(
      '/sign-in',
      { ...hidden, schema: { hide: true, body: z.object({ email: Field, password: Field, next: Field }) } },
      async (request, reply) => {
        const { email, password, next } = request.body
        try {
          return await signIn(request, reply, { email, password }, next)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          // An address that is none is wrong like any other.
          const shown = error.code === 'invalid-request' ? new Refusal('credentials-wrong') : error
          reply.code(shown.status)
          return page(request, reply, 'sign-in', {
            given: { email, next },
            refusal: shown.in(readerLocale(request)),
          })
        }
      },
    )

    app.post('/sign-out', hidden, async (request, reply) => {
      const { headers } = await askAuth(deps, auth, {
        path: '/sign-out',
        ...asker(request),
        body: {},
      })
      return reply.header('set-cookie', headers.getSetCookie()).redirect('/', 303)
    })

    app.get(
      '/invitation',
      { ...hidden, schema: { hide: true, querystring: z.object({ token: Field }) } },
      async (request, reply) => {
        const { token } = request.query
        await requireInvitation(deps, token)
        return page(request, reply, 'invitation', { token })
      },
    )

    app.post(
      '/invitation',
      {
        config: { public: true, rateLimit: { max: 60, timeWindow: '1 minute' } },
        schema: {
          hide: true,
          body: z.object({ token: Field, name: Field, email: Field, password: Field, locale: Field }),
        },
      },
      async (request, reply) => {
        const { password, token, ...given } = request.body
        const locale = isLocale(given.locale) ? given.locale : readerLocale(request)
        const again = (refusal: Refusal) => {
          reply.code(refusal.status)
          return page(request, reply, 'invitation', { locale, token, given, refusal: refusal.in(locale) })
        }
        const newcomer = Newcomer.safeParse({ ...request.body, locale })
        if (!newcomer.success) {
          const field = String(newcomer.error.issues[0]!.path[0])
          return again(new Refusal('form-incomplete', { field: text(locale, `pages:invitation.${field}`) }))
        }
        try {
          await acceptInvitation(deps, newcomer.data)
        } catch (error) {
          if (error instanceof Refusal) return again(error)
          throw error
        }
        try {
          return await signIn(request, reply, { email: given.email, password }, '/')
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          // The account stands, whatever keeps them from going straight in.
          return page(request, reply, 'sign-in', { locale, given, welcome: true, refusal: error.in(locale) })
        }
      },
    )
  }
