import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Email, Line, LocaleName, Moment, Slug } from '../http/schemas.ts'
import { locales, sourceLocale } from '../language/model.ts'
import { getDispatch, listDispatches, type Move, moveDispatch, orderDispatch } from './dispatch.ts'
import { createList, subscribe } from './lists.ts'

const Subscriber = z.object({
  email: Email,
  name: Line.pipe(z.string().max(200)).optional(),
  locale: LocaleName.default(sourceLocale),
})

/** In bytes: 10,000 subscribers. */
const BODY_LIMIT = 6_000_000

export const mailingRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/lists',
      {
        schema: {
          summary: 'Makes a mailing list',
          body: z.object({ slug: Slug, name: Line.pipe(z.string().min(1).max(200)) }),
          response: { 201: z.object({ id: z.uuid(), slug: z.string() }) },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['publisher', 'administrator'])
        return reply.code(201).send(await createList(deps, person.id, request.body))
      },
    )

    app.post(
      '/api/lists/:list/subscribers',
      {
        bodyLimit: BODY_LIMIT,
        schema: {
          summary: 'Subscribes people to a list, for an edition',
          params: z.object({ list: Slug }),
          body: z.object({
            edition: z.array(LocaleName).min(1).max(locales.length),
            subscribers: z.array(Subscriber).min(1).max(10_000),
          }),
          response: { 200: z.object({ subscribed: z.int().describe('How many are new') }) },
        },
      },
      async (request) => {
        const person = personOf(request)
        allow(person, ['publisher', 'administrator'])
        const { edition, subscribers } = request.body
        return { subscribed: await subscribe(deps, person.id, request.params.list, edition, subscribers) }
      },
    )

    app.post(
      '/api/releases/:slug/dispatches',
      {
        schema: {
          summary: 'Orders a release to be sent to lists',
          params: z.object({ slug: Slug }),
          body: z.object({ lists: z.array(Slug).min(1).max(50), scheduledAt: Moment.optional() }),
          response: { 201: z.object({ id: z.uuid(), status: z.string() }) },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['publisher'])
        return reply.code(201).send(await orderDispatch(deps, person.id, request.params.slug, request.body))
      },
    )

    app.get(
      '/api/releases/:slug/dispatches',
      {
        schema: { summary: 'The dispatches of a release, newest first', params: z.object({ slug: Slug }) },
      },
      async (request) => {
        allow(personOf(request), ['press-officer', 'publisher', 'administrator'])
        return listDispatches(deps, request.params.slug)
      },
    )

    app.get(
      '/api/dispatches/:id',
      {
        schema: { summary: 'A dispatch and where its deliveries stand', params: z.object({ id: z.uuid() }) },
      },
      async (request) => {
        allow(personOf(request), ['press-officer', 'publisher', 'administrator'])
        return getDispatch(deps, request.params.id)
      },
    )

    for (const move of ['pause', 'resume', 'cancel'] as const satisfies Move[]) {
      app.post(
        `/api/dispatches/:id/${move}`,
        { schema: { summary: `Tells a dispatch to ${move}`, params: z.object({ id: z.uuid() }) } },
        async (request) => {
          const person = personOf(request)
          allow(person, ['publisher'])
          return moveDispatch(deps, person.id, request.params.id, move)
        },
      )
    }
  }
