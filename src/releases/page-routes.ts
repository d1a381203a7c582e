import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { page } from '../http/page.ts'
import { listReleases } from './queries.ts'

const SHOWN = 50

export const releasePages =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get('/', { config: { public: true }, schema: { hide: true } }, async (request, reply) =>
      page(request, reply, 'home', {
        releases: request.person?.grants.length ? await listReleases(deps.db, { limit: SHOWN }) : [],
      }),
    )
  }
