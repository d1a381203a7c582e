import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { personOf, readerLocale } from '../http/person.ts'
import { Line, LocaleName, Nothing, Slug } from '../http/schemas.ts'
import { isLocale, locales, sourceLocale } from '../language/model.ts'
import { normaliseAddress } from './address.ts'
import { exportSubscribers, importSubscribers, previewImport, tables } from './exchange.ts'
import { createList, listLists, openToPublic, subscribe } from './lists.ts'
import {
  changeSubscription,
  endSubscription,
  erase,
  listSubscribers,
  listSuppressions,
} from './subscribers.ts'
import { Tags } from './tag-schema.ts'

/** An address in any script, in the form in which it is kept. */
const Address = z.string().transform((written, context) => {
  const address = normaliseAddress(written)
  if (address) return address
  context.addIssue({ code: 'custom', message: 'not an e-mail address' })
  return z.NEVER
})

const Edition = z.array(LocaleName).min(1).max(locales.length)

const Subscriber = z.object({
  email: Address,
  name: Line.pipe(z.string().max(200)).optional(),
  locale: LocaleName.default(sourceLocale),
  tags: Tags.default([]),
})

const Defaults = z.object({
  edition: z
    .string()
    .transform((name) => name.split(/[+ ]/))
    .pipe(Edition)
    .describe('For lines that name none, for example en+km'),
  locale: z.string().refine(isLocale).default(sourceLocale),
})

const Page = z.object({
  q: Line.pipe(z.string().min(1).max(200)).optional(),
  after: Line.pipe(z.string().max(254)).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** In bytes: 10,000 subscribers as JSON. */
const BODY_LIMIT = 6_000_000
/** A file that is read while it comes, up to the limit. */
async function* limited(body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of body) {
    size += piece.length
    if (size > limit) throw new Refusal('request-too-large', { limit: limit / 1_000_000 })
    yield piece
  }
}

export const listRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const readers = ['press-officer', 'publisher', 'administrator'] as const
    const keepers = ['publisher', 'administrator'] as const
    const list = z.object({ list: Slug })
    const subscriber = list.extend({ id: z.uuid() })

    // Not a type that a form of another site can send.
    app.addContentTypeParser(Object.keys(tables), (_request, payload, done) => done(null, payload))

    app.get(
      '/api/lists',
      { schema: { summary: 'The mailing lists, and how many are on them' } },
      async (request) => {
        allow(personOf(request), readers)
        return listLists(deps)
      },
    )

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
        allow(person, keepers)
        return reply.code(201).send(await createList(deps, person.id, request.body))
      },
    )

    app.patch(
      '/api/lists/:list',
      {
        schema: {
          summary: 'Offers a list to the public, or does so no more',
          params: list,
          body: z.object({ isPublic: z.boolean() }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, keepers)
        await openToPublic(deps, person.id, request.params.list, request.body.isPublic)
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/api/lists/:list/subscribers',
      {
        schema: {
          summary: 'Who is or was on a list, by address',
          params: list,
          querystring: Page.extend({
            state: z.enum(['active', 'unsubscribed']).optional(),
            tag: z
              .string()
              .transform((tag) => [tag])
              .pipe(Tags)
              .optional(),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), readers)
        const { tag: [tag] = [], ...filter } = request.query
        return listSubscribers(deps, request.params.list, { ...filter, tag })
      },
    )

    app.post(
      '/api/lists/:list/subscribers',
      {
        bodyLimit: BODY_LIMIT,
        schema: {
          summary: 'Subscribes people to a list, for an edition',
          params: list,
          body: z.object({ edition: Edition, subscribers: z.array(Subscriber).min(1).max(10_000) }),
          response: {
            200: z.object({
              subscribed: z.int().describe('How many are new'),
              known: z.int(),
              unsubscribed: z.int().describe('Have left, and stay away'),
              suppressed: z.int(),
              erased: z.int().describe('Were erased on request'),
            }),
          },
        },
      },
      async (request) => {
        const person = personOf(request)
        allow(person, keepers)
        const { edition, subscribers } = request.body
        return subscribe(deps, person.id, request.params.list, edition, subscribers)
      },
    )

    app.patch(
      '/api/lists/:list/subscribers/:id',
      {
        schema: {
          summary: 'Changes the edition that a subscriber gets, the tags that they have, or both',
          params: subscriber,
          body: z
            .object({ edition: Edition.optional(), tags: Tags.optional() })
            .refine(({ edition, tags }) => edition || tags, { message: 'give edition or tags' }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, keepers)
        const { list, id } = request.params
        await changeSubscription(deps, person.id, list, id, request.body)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/api/lists/:list/subscribers/:id/unsubscription',
      {
        schema: {
          summary: 'Takes a subscriber off a list, who asked for it',
          params: subscriber,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, keepers)
        await endSubscription(deps, person.id, request.params.list, request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/api/lists/:list/subscribers/:id/erasure',
      {
        schema: {
          summary: 'Erases a subscriber, who asked for it, in every list',
          params: subscriber,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, keepers)
        await erase(deps, person.id, request.params.list, request.params.id)
        return reply.code(204).send(null)
      },
    )

    for (const [path, summary, take] of [
      [
        'imports/preview',
        'What taking a CSV file or Excel workbook into a list would do, line by line',
        false,
      ],
      ['imports', 'Takes a CSV file or Excel workbook into a list', true],
    ] as const) {
      app.post(
        `/api/lists/:list/${path}`,
        { schema: { summary, consumes: Object.keys(tables), params: list, querystring: Defaults } },
        async (request) => {
          const person = personOf(request)
          allow(person, keepers)
          const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
          const table = Object.entries(tables).find(([known]) => known === type)?.[1]
          if (!table || !(request.body instanceof Readable)) throw new Refusal('media-type')
          const { list } = request.params
          const rows = table.read(limited(request.body, table.limit))
          const reader = readerLocale(request)
          return take
            ? importSubscribers(deps, person.id, list, rows, request.query, reader)
            : previewImport(deps, list, rows, request.query, reader)
        },
      )
    }

    app.get(
      '/api/lists/:list/export',
      { schema: { summary: 'Everybody who is on a list, as CSV', params: list } },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, keepers)
        const rows = await exportSubscribers(deps, person.id, request.params.list)
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${request.params.list}.csv"`)
          .header('cache-control', 'no-store')
          .send(Readable.from(rows, { objectMode: false }))
      },
    )

    app.get(
      '/api/suppressions',
      { schema: { summary: 'Addresses that nothing is sent to, and why', querystring: Page } },
      async (request) => {
        allow(personOf(request), readers)
        return listSuppressions(deps, request.query, readerLocale(request))
      },
    )
  }
