import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { personOf } from '../http/person.ts'
import { Line, Moment, Nothing } from '../http/schemas.ts'
import { apiKeysOf, createApiKey, revokeApiKey } from './api-keys.ts'

const Key = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().describe('How the key begins'),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
})

/** Keys by which programs act in a person's name. */
export const apiKeyRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/me/api-keys',
      { schema: { summary: 'One’s API keys', response: { 200: z.array(Key) } } },
      async (request) => apiKeysOf(deps.db, personOf(request).id),
    )

    app.post(
      '/api/me/api-keys',
      {
        schema: {
          summary: 'A new API key with one’s own roles; it is shown this once',
          body: z.object({
            name: Line.pipe(z.string().min(1).max(100)),
            expiresAt: Moment.nullable().default(null),
          }),
          response: { 201: Key.extend({ key: z.string() }) },
        },
      },
      async (request, reply) => {
        const { id } = personOf(request)
        // A key that leaked is not to make itself others.
        if (!request.sessionId) throw new Refusal('session-needed')
        return reply.code(201).send(await createApiKey(deps, id, request.body))
      },
    )

    app.delete(
      '/api/me/api-keys/:id',
      {
        schema: {
          summary: 'Ends one of one’s API keys',
          params: z.object({ id: z.uuid() }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        await revokeApiKey(deps, personOf(request).id, request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
