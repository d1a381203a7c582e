import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { LocaleName, Nothing, Prose, Slug } from '../http/schemas.ts'
import { addComment, reply, setResolved } from './comment.ts'
import { getThreads } from './threads.ts'

const params = z.object({ slug: Slug, locale: LocaleName })
const thread = params.extend({ comment: z.uuid() })

const Body = z.object({
  body: Prose.pipe(z.string().trim().min(1).max(5000)),
  mentions: z.array(z.uuid()).max(50).default([]),
})

const Named = z.object({ id: z.uuid(), name: z.string() })
const Comment = z.object({
  id: z.uuid(),
  body: z.string(),
  author: Named,
  mentions: z.array(Named),
  createdAt: z.date(),
})
const Thread = Comment.extend({
  segmentId: z.uuid(),
  resolvedAt: z.date().nullable(),
  resolvedBy: Named.nullable(),
  replies: z.array(Comment),
})
const Written = z.object({ id: z.uuid() })

export const commentRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const base = '/api/releases/:slug/translations/:locale/comments'

    app.get(
      base,
      {
        schema: {
          summary: 'The comments of a translation: threads in reading order, with their answers',
          params,
          response: { 200: z.object({ comments: z.array(Thread) }) },
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        return { comments: await getThreads(deps.db, request.params.slug, request.params.locale) }
      },
    )

    app.post(
      base,
      {
        schema: {
          summary: 'Opens a thread beside a segment; until it is resolved, nobody approves the translation',
          params,
          body: Body.extend({ segmentId: z.uuid() }),
          response: { 201: Written },
        },
      },
      async (request, answer) => {
        const { slug, locale } = request.params
        return answer.code(201).send(await addComment(deps, personOf(request), slug, locale, request.body))
      },
    )

    app.post(
      `${base}/:comment/replies`,
      { schema: { summary: 'Answers in a thread', params: thread, body: Body, response: { 201: Written } } },
      async (request, answer) => {
        const { slug, locale, comment } = request.params
        return answer
          .code(201)
          .send(await reply(deps, personOf(request), slug, locale, comment, request.body))
      },
    )

    for (const [path, summary, resolved] of [
      ['resolution', 'Resolves a thread', true],
      ['reopening', 'Opens a resolved thread again', false],
    ] as const) {
      app.post(
        `${base}/:comment/${path}`,
        { schema: { summary, params: thread, response: { 204: Nothing } } },
        async (request, answer) => {
          const { slug, locale, comment } = request.params
          await setResolved(deps, personOf(request), slug, locale, comment, resolved)
          return answer.code(204).send(null)
        },
      )
    }
  }
