import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { locales } from '../language/model.ts'
import { getRelease, listReleases } from './queries.ts'
import { submitRelease } from './submit.ts'

const Submission = z
  .object({
    text: z.string().max(5_242_880).optional(),
    file: z
      .object({ filename: z.string().max(255), base64: z.base64().max(7_000_000) })
      .transform(({ filename, base64 }) => ({
        filename,
        bytes: new Uint8Array(Buffer.from(base64, 'base64')),
      }))
      .optional(),
    slug: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(120)
      .optional(),
    locales: z.array(z.enum(locales)).min(1).max(locales.length),
    embargoAt: z.coerce.date().optional(),
    dueAt: z.coerce.date().optional(),
    unofficial: z.boolean().optional(),
  })
  .refine((given) => (given.text === undefined) !== (given.file === undefined), {
    message: 'give text or file',
  })

export const releaseRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/releases',
      { schema: { summary: 'Submits a release, as text or as a file', body: Submission } },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['press-officer', 'publisher'])
        return reply.code(201).send(await submitRelease(deps, person.id, request.body))
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
          }),
        },
      },
      async (request) => listReleases(deps.db, request.query),
    )

    app.get(
      '/api/releases/:slug',
      {
        schema: {
          summary: 'A release: where each language and edition stands',
          params: z.object({ slug: z.string() }),
        },
      },
      async (request) => getRelease(deps.db, request.params.slug),
    )
  }
