import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { personOf, readerLocale } from '../http/person.ts'
import { Line, LocaleName, Moment, Nothing, People, Reason, Slug } from '../http/schemas.ts'
import { locales, sourceLocale } from '../language/model.ts'
import { changeDates } from './dates.ts'
import { getDocument } from './newest.ts'
import { maxMegabytes } from './parse/limits.ts'
import { compareRevision, previewRelease } from './preview.ts'
import { getRelease, listReleases, listRevisions } from './queries.ts'
import { reviseRelease } from './revise.ts'
import { Document, isOne, message, Text } from './schema.ts'
import { submitRelease } from './submit.ts'
import { listWaiting } from './waiting.ts'
import { withdrawRelease } from './withdraw.ts'

const Revision = Text.extend({
  after: z.int().optional().describe('The number of the revision that it was compared with'),
}).refine(isOne, { message })

const Submission = Text.extend({
  slug: Slug.optional(),
  locales: z.array(LocaleName).min(1).max(locales.length),
  embargoAt: Moment.optional(),
  dueAt: Moment.optional(),
  unofficial: z.boolean().optional(),
  lists: z
    .array(Slug)
    .max(50)
    .optional()
    .describe('The mailing lists that it is meant for; the publisher decides'),
  people: z
    .partialRecord(LocaleName, People)
    .optional()
    .describe('Who is to do a language, in every revision; where nobody is named, one is chosen by load'),
})
  .refine(isOne, { message })
  .refine(
    ({ people = {}, locales }) =>
      Object.keys(people).every((name) => name === sourceLocale || (locales as string[]).includes(name)),
    { message: 'people are named for languages of the release' },
  )

const warnings = z
  .array(z.object({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() }))
  .describe('What could not be placed')

const Submitted = z.object({ id: z.uuid(), slug: z.string(), revisionId: z.uuid(), warnings })

const Changes = z
  .object({ unchanged: z.int(), changed: z.int(), new: z.int(), removed: z.int() })
  .describe('In segments, against the revision before')

const Revised = z.object({ revisionId: z.uuid(), number: z.int(), changes: Changes, warnings })

const Revisions = z.array(
  z.object({
    number: z.int(),
    title: z.string(),
    createdBy: z.string().describe('The name of who submitted it'),
    createdAt: z.date(),
    changes: Changes.nullable(),
  }),
)

const officers = ['press-officer', 'publisher'] as const

/** For a release of 5 MB as JSON, in Base64 or with its line ends escaped. In bytes. */
const whole = {
  bodyLimit: 7_500_000,
  config: { tooLarge: { code: 'release-too-large' as const, limit: maxMegabytes } },
}

export const releaseRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/releases',
      {
        ...whole,
        schema: {
          summary: 'Submits a release, as text or as a file',
          body: Submission,
          response: { 201: Submitted },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, officers)
        const submitted = await submitRelease(deps, person.id, request.body)
        request.submitted = submitted.slug
        return reply.code(201).send(submitted)
      },
    )

    app.post(
      '/api/releases/preview',
      {
        ...whole,
        schema: {
          summary: 'How a release would be understood; nothing is kept',
          body: Text.refine(isOne, { message }),
        },
      },
      async (request) => {
        allow(personOf(request), officers)
        return previewRelease(deps.db, request.body, readerLocale(request))
      },
    )

    app.get(
      '/api/releases',
      {
        schema: {
          summary: 'Releases, newest first',
          querystring: z.object({
            limit: z.coerce.number().int().min(1).max(200).default(50),
            before: z.uuid().optional(),
            q: Line.pipe(z.string().max(200)).optional(),
            status: z.enum(['in-progress', 'published', 'withdrawn']).optional(),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        return listReleases(deps.db, request.query)
      },
    )

    app.get(
      '/api/waiting',
      { schema: { summary: 'What waits for whoever asks, the most urgent first' } },
      async (request) => listWaiting(deps.db, personOf(request)),
    )

    app.get(
      '/api/releases/:slug',
      {
        schema: {
          summary: 'A release: where each language and edition stands',
          params: z.object({ slug: Slug }),
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        return getRelease(deps.db, request.params.slug)
      },
    )

    app.patch(
      '/api/releases/:slug',
      {
        schema: {
          summary: 'Moves the deadline or the embargo of a release, or takes it away',
          params: z.object({ slug: Slug }),
          body: z.object({ dueAt: Moment.nullable().optional(), embargoAt: Moment.nullable().optional() }),
        },
      },
      async (request) => {
        const person = personOf(request)
        allow(person, officers)
        return changeDates(deps, person.id, request.params.slug, request.body)
      },
    )

    app.get(
      '/api/releases/:slug/document',
      {
        schema: {
          summary: 'The English of the newest revision, structured, and its number',
          params: z.object({ slug: Slug }),
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        return getDocument(deps.db, request.params.slug)
      },
    )

    app.post(
      '/api/releases/:slug/revisions/preview',
      {
        ...whole,
        schema: {
          summary: 'What a document would change in the newest revision; nothing is kept',
          params: z.object({ slug: Slug }),
          body: z.object({ document: Document }),
        },
      },
      async (request) => {
        allow(personOf(request), officers)
        return compareRevision(deps.db, request.params.slug, request.body.document)
      },
    )

    app.post(
      '/api/releases/:slug/revisions',
      {
        ...whole,
        schema: {
          summary: 'Submits a new revision of a release, which takes the place of the one before',
          params: z.object({ slug: Slug }),
          body: Revision,
          response: { 201: Revised },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, officers)
        return reply.code(201).send(await reviseRelease(deps, person.id, request.params.slug, request.body))
      },
    )

    app.get(
      '/api/releases/:slug/revisions',
      {
        schema: {
          summary: 'The revisions of a release, newest first: who, when, and what changed',
          params: z.object({ slug: Slug }),
          response: { 200: Revisions },
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        return listRevisions(deps.db, request.params.slug)
      },
    )

    app.post(
      '/api/releases/:slug/withdrawal',
      {
        schema: {
          summary: 'Withdraws a release, with a reason: what has not left of it is not sent',
          params: z.object({ slug: Slug }),
          body: z.object({
            reason: z.object({ en: Reason, km: Reason.optional(), ja: Reason.optional() }),
          }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['publisher'])
        await withdrawRelease(deps, person.id, request.params.slug, request.body.reason)
        return reply.code(204).send(null)
      },
    )
  }
