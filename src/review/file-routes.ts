import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { personOf, readerLocale } from '../http/person.ts'
import { locales } from '../language/model.ts'
import { fileFormats, sendOut } from './send-out.ts'
import { previewReturn, takeBack } from './take-back.ts'

const params = z.object({
  slug: z.string().max(120),
  locale: z.enum(locales),
  format: z.enum(fileFormats),
})
const base64 = z
  .base64()
  .max(7_000_000)
  .transform((value) => new Uint8Array(Buffer.from(value, 'base64')))

export const fileRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const path = '/api/releases/:slug/translations/:locale/files/:format'

    app.get(
      path,
      { schema: { summary: 'A translation as a file to work on elsewhere', params } },
      async (request, reply) => {
        allow(personOf(request), ['press-officer', 'translator', 'reviewer', 'publisher', 'administrator'])
        const { slug, locale, format } = request.params
        const { name, type, bytes } = await sendOut(deps.db, slug, locale, format, readerLocale(request))
        return reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(bytes)
      },
    )

    app.post(
      `${path}/preview`,
      {
        schema: {
          summary: 'What a file that came back would change; changes nothing',
          params,
          body: z.object({ base64 }),
        },
      },
      async (request) => {
        const { slug, locale, format } = request.params
        return previewReturn(deps, personOf(request), slug, locale, { format, bytes: request.body.base64 })
      },
    )

    app.post(
      path,
      {
        schema: {
          summary: 'Takes a file that came back, exactly as its preview showed it',
          params,
          body: z.object({ base64, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
        },
      },
      async (request) => {
        const { slug, locale, format } = request.params
        const { base64, sha256 } = request.body
        return takeBack(deps, personOf(request), slug, locale, { format, bytes: base64 }, sha256)
      },
    )
  }
