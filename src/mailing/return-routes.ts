import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { countReturns, listUnrecognised, rawReturn } from './returns/list.ts'

export const returnRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const keepers = ['publisher', 'administrator'] as const

    app.get(
      '/api/returns',
      {
        schema: {
          summary: 'Mails that came back: how many as what, and those that nobody recognised',
          querystring: z.object({
            after: z.uuid().optional(),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), keepers)
        return { counts: await countReturns(deps), unrecognised: await listUnrecognised(deps, request.query) }
      },
    )

    app.get(
      '/api/returns/:id',
      {
        schema: {
          summary: 'A mail that came back and nobody recognised, as it came',
          params: z.object({ id: z.uuid() }),
        },
      },
      async (request, reply) => {
        allow(personOf(request), keepers)
        const { id } = request.params
        const raw = await rawReturn(deps, id)
        return reply
          .type('message/rfc822')
          .header('content-disposition', `attachment; filename="${id}.eml"`)
          .header('cache-control', 'no-store')
          .send(raw)
      },
    )
  }
