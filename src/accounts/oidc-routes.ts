import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { asker, readerLocale } from '../http/person.ts'
import type { Auth } from './auth.ts'
import { oidcProvider } from './model.ts'
import { type Carried, oidcRefusals } from './oidc.ts'
import { askAuth } from './sessions.ts'

/** An address of this site to go on to. Anything else leads home: `//elsewhere` is another site. */
const sitePath = (next: string): string => (/^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/')

// Where better-auth sends those whom it refuses: as we ask it to, and where it does not know what we asked.
const refusalPaths = ['/sign-in', '/api/auth/error']

/** Sign-in by the office's own identity provider. */
export const oidcRoutes =
  (deps: Deps, auth: Auth): FastifyPluginAsyncZod =>
  async (app) => {
    const { oidc } = deps.config

    app.get(
      '/api/auth/ways',
      {
        config: { public: true },
        schema: {
          summary: 'The ways to sign in that there are',
          response: {
            200: z.object({ password: z.boolean(), oidc: z.object({ name: z.string() }).nullable() }),
          },
        },
      },
      async () => ({ password: true, oidc: oidc && { name: oidc.name } }),
    )

    app.post(
      '/api/auth/sign-in/oidc',
      {
        config: { public: true },
        schema: {
          summary: 'Begins a sign-in at the identity provider: the address to send the browser to',
          body: z.object({
            next: z.string().max(1000).default('/').describe('Where to go on to, on this site'),
            invitation: z.string().max(1000).optional().describe('The token of an invitation to take up'),
          }),
          response: { 200: z.object({ url: z.url() }) },
        },
      },
      async (request, reply) => {
        if (!oidc) throw new Refusal('oidc-off')
        const { next, invitation } = request.body
        const carried: Carried = { locale: readerLocale(request), ...(invitation && { invitation }) }
        const answer = await askAuth(deps, auth, {
          path: '/sign-in/social',
          ...asker(request),
          body: {
            provider: oidcProvider,
            callbackURL: sitePath(next),
            errorCallbackURL: '/sign-in',
            disableRedirect: true,
            additionalData: carried,
          },
        })
        const { url } = (await answer.json()) as { url: string }
        return reply.header('set-cookie', answer.headers.getSetCookie()).send({ url })
      },
    )

    app.get(
      `/api/auth/callback/${oidcProvider}`,
      {
        config: { public: true },
        schema: {
          summary:
            'Where the identity provider sends the browser back to: on to the site, or to /sign-in?refusal=…',
          querystring: z.looseObject({}),
          response: { 303: z.null().describe('Signed in, or refused: see the address') },
        },
      },
      async (request, reply) => {
        if (!oidc) throw new Refusal('oidc-off')
        const answer = await askAuth(deps, auth, {
          path: `/callback/${oidcProvider}${new URL(request.url, deps.config.baseUrl).search}`,
          ...asker(request),
        })
        const location = new URL(answer.headers.get('location') ?? '/', deps.config.baseUrl)
        const error = refusalPaths.includes(location.pathname) && location.searchParams.get('error')
        const refused = error && `/sign-in?refusal=${oidcRefusals[error] ?? 'oidc-failed'}`
        return reply
          .header('set-cookie', answer.headers.getSetCookie())
          .redirect(refused || location.pathname + location.search, 303)
      },
    )
  }
