import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Slug } from '../http/schemas.ts'
import { publishRelease } from './publish.ts'

export const newsroomRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/releases/:slug/publication',
      {
        schema: {
          summary: 'Puts the rendered editions of a release on the public site, from its embargo on',
          params: z.object({ slug: Slug }),
          response: {
            200: z
              .array(z.object({ edition: z.string(), at: z.date() }))
              .describe('The editions there, and from when on the public sees them'),
          },
        },
      },
      async (request) => {
        const person = personOf(request)
        allow(person, ['publisher'])
        return publishRelease(deps, person.id, request.params.slug)
      },
    )
  }
