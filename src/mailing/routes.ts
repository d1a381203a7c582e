import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { page } from '../http/page.ts'
import { personOf, readerLocale } from '../http/person.ts'
import { locales, sourceLocale } from '../language/model.ts'
import { getDispatch, listDispatches, type Move, moveDispatch, orderDispatch } from './dispatch.ts'
import { createList, subscribe } from './lists.ts'
import { readToken, unsubscribe } from './unsubscribe.ts'

const Locale = z.enum(locales)
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(120)
const Subscriber = z.object({
  email: z.email().max(254),
  name: z
    .string()
    .max(200)
    .refine((name) => !/\p{Cc}/u.test(name), { message: 'no control characters' })
    .optional(),
  locale: Locale.default(sourceLocale),
})

export const mailingRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/lists',
      {
        schema: {
          summary: 'Makes a mailing list',
          body: z.object({ slug, name: z.string().trim().min(1).max(200) }),
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
        schema: {
          summary: 'Subscribes people to a list, for an edition',
          params: z.object({ list: slug }),
          body: z.object({
            edition: z.array(Locale).min(1).max(locales.length),
            subscribers: z.array(Subscriber).min(1).max(10_000),
          }),
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
          params: z.object({ slug }),
          body: z.object({ lists: z.array(slug).min(1).max(50), scheduledAt: z.coerce.date().optional() }),
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
        schema: { summary: 'The dispatches of a release, newest first', params: z.object({ slug }) },
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

    // By GET nothing happens: mail scanners follow links. The button, and the mail program (RFC 8058), post.
    const link = {
      config: { public: true },
      schema: { hide: true, params: z.object({ token: z.string().max(200) }) },
    }
    app.get('/unsubscribe/:token', link, async (request, reply) => {
      readToken(deps, request.params.token)
      return page(reply, 'unsubscribe', readerLocale(request), { done: false })
    })
    app.post('/unsubscribe/:token', link, async (request, reply) => {
      await unsubscribe(deps, request.params.token)
      return page(reply, 'unsubscribe', readerLocale(request), { done: true })
    })
  }
