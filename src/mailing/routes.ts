import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { framed } from '../http/framed.ts'
import { personOf, readerLocale } from '../http/person.ts'
import { Moment, Nothing, Slug } from '../http/schemas.ts'
import { deliveryStatuses, listDeliveries, resend } from './deliveries.ts'
import { getDispatch, listDispatches, type Move, moveDispatch } from './dispatch.ts'
import { dryRun, orderDispatch, type Whereto } from './order.ts'
import { Tags } from './tag-schema.ts'
import { sendTestMail } from './test-mail.ts'
import { previewNotice } from './withdrawal.ts'

const Lists = z.array(Slug).min(1).max(50)
// None, or none but blanks, would stand for everybody.
const SomeTags = Tags.pipe(z.array(z.string()).min(1))

const message = 'give lists, with tags if you like, or correction or withdrawal'
interface Given {
  lists?: string[] | undefined
  tags?: string[] | undefined
  correction?: unknown
  withdrawal?: unknown
}
const toOne = ({ lists, tags, correction, withdrawal }: Given) =>
  [lists, correction, withdrawal].filter((one) => one !== undefined).length === 1 && !(tags && !lists)

const wheretoOf = ({ lists, tags, correction }: Given): Whereto =>
  lists ? { lists, tags } : correction ? { correction: true } : { withdrawal: true }

const TEST_MAILS_A_MINUTE = 5

export const mailingRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const readers = ['press-officer', 'publisher', 'administrator'] as const
    const release = z.object({ slug: Slug })
    const dispatch = z.object({ id: z.uuid() })

    app.get(
      '/api/office',
      { schema: { summary: 'What mails come from, and the time zone of the office' } },
      async (request) => {
        allow(personOf(request), roles)
        return { from: deps.config.mailFrom, timeZone: deps.config.timeZone }
      },
    )

    app.post(
      '/api/releases/:slug/test-mail',
      {
        config: {
          rateLimit: {
            max: TEST_MAILS_A_MINUTE,
            timeWindow: '1 minute',
            keyGenerator: ({ person, ip }) => person?.id ?? ip,
          },
        },
        schema: {
          summary: 'Sends an edition to whoever asks, marked as a test',
          params: release,
          body: z.object({ edition: z.string().max(40) }),
          response: { 200: z.object({ to: z.string(), state: z.enum(['sent', 'uncertain']) }) },
        },
      },
      async (request) => {
        const person = personOf(request)
        allow(person, ['press-officer', 'publisher'])
        return sendTestMail(deps, person, request.params.slug, request.body.edition)
      },
    )

    app.get(
      '/api/releases/:slug/audience',
      {
        schema: {
          summary: 'How many an order would reach now, and whom it would leave out: a dry run',
          params: release,
          querystring: z
            .object({
              lists: z
                .string()
                .transform((slugs) => slugs.split(','))
                .pipe(Lists)
                .optional(),
              tags: z
                .string()
                .transform((tags) => tags.split(','))
                .pipe(SomeTags)
                .optional(),
              correction: z.literal('true').optional(),
              withdrawal: z.literal('true').optional(),
            })
            .refine(toOne, { message }),
        },
      },
      async (request) => {
        allow(personOf(request), readers)
        return dryRun(deps, request.params.slug, wheretoOf(request.query), readerLocale(request))
      },
    )

    app.post(
      '/api/releases/:slug/dispatches',
      {
        schema: {
          summary:
            'Orders a release to be sent: to lists, as a correction to whoever has an earlier revision, or word of its withdrawal to whoever has any',
          params: release,
          body: z
            .object({
              lists: Lists.optional(),
              tags: SomeTags.optional().describe('Of the lists, only whoever has one of these'),
              correction: z.literal(true).optional(),
              withdrawal: z
                .literal(true)
                .optional()
                .describe('Ordered by somebody else than who withdrew it'),
              scheduledAt: Moment.optional(),
              recipients: z.int().min(0).optional().describe('Expected; refused where it is another number'),
            })
            .refine(toOne, { message }),
          response: { 201: z.object({ id: z.uuid(), status: z.string() }) },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['publisher'])
        const { scheduledAt, recipients } = request.body
        const order = {
          ...wheretoOf(request.body),
          ...(scheduledAt && { scheduledAt }),
          ...(recipients !== undefined && { recipients }),
        }
        return reply.code(201).send(await orderDispatch(deps, person.id, request.params.slug, order))
      },
    )

    app.get(
      '/api/releases/:slug/withdrawal/notice',
      {
        schema: { summary: 'The e-mail that tells of a withdrawal, in every language', params: release },
      },
      async (request, reply) => {
        allow(personOf(request), readers)
        const { html } = await previewNotice(deps, request.params.slug)
        return framed(reply, 'sandbox').type('text/html; charset=utf-8').send(html)
      },
    )

    app.get(
      '/api/releases/:slug/dispatches',
      { schema: { summary: 'The dispatches of a release, newest first', params: release } },
      async (request) => {
        allow(personOf(request), readers)
        return listDispatches(deps, request.params.slug, readerLocale(request))
      },
    )

    app.get(
      '/api/dispatches/:id',
      { schema: { summary: 'A dispatch and where its deliveries stand', params: dispatch } },
      async (request) => {
        allow(personOf(request), readers)
        return getDispatch(deps, request.params.id, readerLocale(request))
      },
    )

    app.get(
      '/api/dispatches/:id/deliveries',
      {
        schema: {
          summary: 'Deliveries of a dispatch that stand at one status, with what the mail server said',
          params: dispatch,
          querystring: z.object({
            status: z.enum(deliveryStatuses),
            after: z.uuid().optional(),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), readers)
        return listDeliveries(deps, request.params.id, request.query, readerLocale(request))
      },
    )

    app.post(
      '/api/dispatches/:id/deliveries/:delivery/resend',
      {
        schema: {
          summary: 'Sends again what may have arrived, because a person says so',
          params: dispatch.extend({ delivery: z.uuid() }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['publisher'])
        await resend(deps, person.id, request.params.id, request.params.delivery)
        return reply.code(204).send(null)
      },
    )

    for (const move of ['pause', 'resume', 'cancel'] as const satisfies Move[]) {
      app.post(
        `/api/dispatches/:id/${move}`,
        { schema: { summary: `Tells a dispatch to ${move}`, params: dispatch } },
        async (request) => {
          const person = personOf(request)
          allow(person, ['publisher'])
          return moveDispatch(deps, person.id, request.params.id, move)
        },
      )
    }
  }
