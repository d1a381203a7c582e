import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Line, Prose } from '../http/schemas.ts'
import { locales, sourceLocale } from '../language/model.ts'
import { lookUp } from './lookup.ts'
import { forgetMemory, listMemories, setPenalty } from './memories.ts'
import { findWithOrigins } from './unit-origins.ts'

const TargetLocale = z.enum(locales).exclude([sourceLocale])

export const memoryRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/memory/concordance',
      {
        schema: {
          summary: 'Where a phrase stands in the translation memory, in either language',
          querystring: z.object({
            locale: TargetLocale,
            q: Line.pipe(z.string().min(1).max(200)),
            limit: z.coerce.number().int().min(1).max(100).default(20),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        const { locale, q, limit } = request.query
        return findWithOrigins(deps.db, locale, q, limit)
      },
    )

    app.post(
      '/api/memory/matches',
      {
        schema: {
          summary: 'The best matches of some English texts, as drafting finds them',
          body: z.object({
            locale: TargetLocale,
            kind: Line.pipe(z.string().max(100)).nullable().default(null),
            texts: z
              .array(Prose.pipe(z.string().min(1).max(20_000)))
              .min(1)
              .max(100),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        const { locale, kind, texts } = request.body
        const matches = await lookUp(
          deps.db,
          { target: locale, kind },
          texts.map((text) => ({ text })),
        )
        return { matches }
      },
    )

    app.get(
      '/api/memory/imported',
      { schema: { summary: 'The memories that were imported, and what is taken off their matches' } },
      async (request) => {
        allow(personOf(request), roles)
        return listMemories(deps.db)
      },
    )

    app.patch(
      '/api/memory/imported/:id',
      {
        schema: {
          summary: 'Says how far the matches of an imported memory are to be trusted',
          params: z.object({ id: z.uuid() }),
          body: z.object({ penalty: z.int().min(0).max(30) }),
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['administrator'])
        await setPenalty(deps.db, person, request.params.id, request.body.penalty)
        return reply.code(204).send()
      },
    )

    app.delete(
      '/api/memory/imported/:id',
      {
        schema: {
          summary: 'Forgets an imported memory with all of its units',
          params: z.object({ id: z.uuid() }),
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['administrator'])
        await forgetMemory(deps.db, person, request.params.id)
        return reply.code(204).send()
      },
    )
  }
