import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { personOf, readerLocale } from '../http/person.ts'
import { LocaleName, Nothing, People, Prose, Reason, Slug } from '../http/schemas.ts'
import { approve, handIn, sendBack, waive } from './decide.ts'
import { editTargets } from './edit.ts'
import { listHistory } from './history.ts'
import { reassign } from './reassign.ts'
import { getTranslation } from './translation.ts'

const params = z.object({ slug: Slug, locale: LocaleName })

const Assigned = z.array(z.object({ id: z.uuid(), name: z.string() }))

export const reviewRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const base = '/api/releases/:slug/translations/:locale'

    app.get(
      base,
      {
        schema: {
          summary: 'A translation: segments, drafts, findings, and the hash that an approval names',
          params,
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        return getTranslation(deps.db, request.params.slug, request.params.locale, readerLocale(request))
      },
    )

    app.patch(
      `${base}/segments`,
      {
        schema: {
          summary: 'Changes targets, all or none',
          params,
          body: z.object({
            edits: z
              .array(z.object({ segmentId: z.uuid(), text: Prose.max(20_000), version: z.int().min(1) }))
              .min(1)
              .max(2000),
          }),
        },
      },
      async (request) => {
        const { slug, locale } = request.params
        return { segments: await editTargets(deps, personOf(request), slug, locale, request.body.edits) }
      },
    )

    app.post(
      `${base}/approval`,
      {
        schema: {
          summary: 'Approves exactly what was read',
          params,
          body: z.object({ contentSha256: z.string().regex(/^[0-9a-f]{64}$/) }),
          response: { 201: z.object({ id: z.uuid(), approvedAt: z.date() }) },
        },
      },
      async (request, reply) => {
        const { slug, locale } = request.params
        const approval = await approve(deps, personOf(request), slug, locale, request.body.contentSha256)
        return reply.code(201).send(approval)
      },
    )

    app.post(
      `${base}/return`,
      {
        schema: {
          summary: 'Sends a translation back, with a reason',
          params,
          body: z.object({ reason: Reason }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const { slug, locale } = request.params
        await sendBack(deps, personOf(request), slug, locale, request.body.reason)
        return reply.code(204).send(null)
      },
    )

    app.post(
      `${base}/hand-in`,
      { schema: { summary: 'Hands in again what was sent back', params, response: { 204: Nothing } } },
      async (request, reply) => {
        await handIn(deps, personOf(request), request.params.slug, request.params.locale)
        return reply.code(204).send(null)
      },
    )

    app.put(
      `${base}/assignments`,
      {
        schema: {
          summary: 'Says who is to do a translation; a role without a name goes to whom the worker chooses',
          params,
          body: People,
          response: { 200: z.object({ reviewers: Assigned, translators: Assigned }) },
        },
      },
      async (request) => {
        const { slug, locale } = request.params
        return reassign(deps, personOf(request), slug, locale, request.body)
      },
    )

    app.post(
      `${base}/findings/:finding/waiver`,
      {
        schema: {
          summary: 'Lets a finding stand, with a reason',
          params: params.extend({ finding: z.uuid() }),
          body: z.object({ reason: Reason }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const { slug, locale, finding } = request.params
        await waive(deps, personOf(request), slug, locale, finding, request.body.reason)
        return reply.code(204).send(null)
      },
    )

    app.get(
      `${base}/segments/:segment/history`,
      {
        schema: {
          summary: "What people made of a segment's text, the newest first",
          params: params.extend({ segment: z.uuid() }),
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        const { slug, locale, segment } = request.params
        return listHistory(deps.db, slug, locale, segment)
      },
    )
  }
