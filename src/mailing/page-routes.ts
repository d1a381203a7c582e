import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { page } from '../http/page.ts'
import { preferencesPath } from './preferences.ts'
import { readToken, subscriberOf, unsubscribe } from './unsubscribe.ts'

/** In bytes: `List-Unsubscribe=One-Click` in any wrapping. */
const BODY_LIMIT = 20_000

export const mailingPages =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    // The token says all. A mail program may wrap what it posts as it likes (RFC 8058 names two ways).
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, _body, done) =>
      done(null),
    )

    // By GET nothing happens: mail scanners follow links. The button, and the mail program, post.
    const link = {
      config: { public: true, crossSite: true },
      schema: { hide: true, params: z.object({ token: z.string().max(200) }) },
    }
    app.get('/unsubscribe/:token', link, async (request, reply) => {
      const subscriber = await subscriberOf(deps, readToken(deps, request.params.token))
      return page(request, reply, 'unsubscribe', {
        done: false,
        preferences: subscriber && preferencesPath(deps, subscriber),
      })
    })
    app.post('/unsubscribe/:token', link, async (request, reply) => {
      await unsubscribe(deps, request.params.token)
      return page(request, reply, 'unsubscribe', { done: true })
    })
  }
