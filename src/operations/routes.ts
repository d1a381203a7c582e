import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Nothing } from '../http/schemas.ts'
import { currentStandstill, endStandstill } from './standstill.ts'

export const operationsRoutes =
  ({ db }: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/standstill',
      {
        schema: {
          summary: 'Why nothing leaves by itself, in a copy that was restored from a backup',
          response: {
            200: z.object({
              standstill: z
                .object({
                  reason: z.enum(['restored']),
                  beganAt: z.date(),
                  held: z.object({
                    dispatches: z.number(),
                    notices: z.number(),
                    letters: z.number(),
                    webhooks: z.number(),
                    paused: z.number(),
                  }),
                })
                .nullable(),
            }),
          },
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        return { standstill: await currentStandstill(db) }
      },
    )

    app.delete(
      '/api/standstill',
      { schema: { summary: 'Lets mail out again, as an administrator', response: { 204: Nothing } } },
      async (request, reply) => {
        await endStandstill(db, personOf(request))
        return reply.code(204).send(null)
      },
    )
  }
