import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Nothing } from '../http/schemas.ts'
import { webhookDeliveryStatuses, webhookEvents } from './model.ts'
import {
  addWebhook,
  changeWebhook,
  listWebhookDeliveries,
  listWebhooks,
  removeWebhook,
  retryWebhookDelivery,
} from './webhooks.ts'

const Webhook = z.object({
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.string()),
  createdAt: z.date(),
  /** Since when it is told nothing. */
  pausedAt: z.date().nullable(),
})
const Address = z.string().min(1).max(2000)
const Events = z.array(z.enum(webhookEvents)).min(1)
const Id = z.object({ id: z.uuid() })

/** Programs that are told of each step, for administrators. */
export const webhookRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/webhooks',
      {
        schema: {
          summary: 'Programs that are told of steps',
          response: { 200: z.array(Webhook.extend({ failed: z.number() })) },
        },
      },
      async (request) => {
        allow(personOf(request), ['administrator'])
        return listWebhooks(deps)
      },
    )

    app.post(
      '/api/webhooks',
      {
        schema: {
          summary:
            'Tells a program of steps from now on; the secret that requests are signed by is shown this once',
          body: z.object({
            url: Address,
            events: Events.default([...webhookEvents]),
          }),
          response: { 201: Webhook.extend({ secret: z.string() }) },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['administrator'])
        return reply.code(201).send(await addWebhook(deps, person.id, request.body))
      },
    )

    app.patch(
      '/api/webhooks/:id',
      {
        schema: {
          summary: 'Has a program told elsewhere, of other steps, or of nothing for a while',
          params: Id,
          body: z.object({ url: Address, events: Events, paused: z.boolean() }).partial(),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['administrator'])
        await changeWebhook(deps, person.id, request.params.id, request.body)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/api/webhooks/:id',
      { schema: { summary: 'Tells a program nothing more', params: Id, response: { 204: Nothing } } },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['administrator'])
        await removeWebhook(deps, person.id, request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/api/webhooks/:id/deliveries',
      {
        schema: {
          summary: 'What a program was told, the last first, and what it answered',
          params: Id,
          querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
          response: {
            200: z.array(
              z.object({
                id: z.uuid(),
                event: z.string(),
                status: z.enum(webhookDeliveryStatuses),
                since: z.date(),
                attempts: z.number(),
                response: z.string().nullable(),
                createdAt: z.date(),
              }),
            ),
          },
        },
      },
      async (request) => {
        allow(personOf(request), ['administrator'])
        return listWebhookDeliveries(deps, request.params.id, request.query.limit)
      },
    )

    app.post(
      '/api/webhooks/:id/deliveries/:delivery/retry',
      {
        schema: {
          summary: 'Tells a program again what was given up or cancelled',
          params: Id.extend({ delivery: z.uuid() }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        allow(personOf(request), ['administrator'])
        await retryWebhookDelivery(deps, request.params.id, request.params.delivery)
        return reply.code(204).send(null)
      },
    )
  }
