import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { personOf } from '../http/person.ts'
import { LocaleName, Nothing } from '../http/schemas.ts'
import { currentStyle, findLogo, saveStyle } from './office-style.ts'
import { specimen } from './specimen.ts'
import { OfficeStyle } from './style.ts'
import { listSets, openSet } from './template-set.ts'

/** A year, in seconds: what is named by its content is never another. */
const FOREVER = 31_536_000

/** How the office's documents look. */
export const styleRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/office/style',
      { schema: { summary: 'How the office’s documents look, and what there is to choose from' } },
      async (request) => {
        allow(personOf(request), ['administrator'])
        const sets = listSets().map((name) => ({ name, names: openSet(name).names }))
        return { ...(await currentStyle(deps.db)), sets }
      },
    )

    app.put(
      '/api/office/style',
      {
        schema: {
          summary: 'Keeps it for all that is approved from now on',
          body: OfficeStyle,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['administrator'])
        await saveStyle(deps, person.id, request.body)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/api/office/style/preview',
      {
        schema: {
          summary: 'A specimen in a style, as pictures; keeps nothing',
          body: z.object({
            style: OfficeStyle,
            locales: z.array(LocaleName).min(1).max(3),
            known: z.array(z.string().max(50)).max(500).default([]),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), ['administrator'])
        const { style, locales, known } = request.body
        return deps.renderer.pictures(specimen(style).document, [...new Set(locales)], style, known)
      },
    )

    app.get(
      '/news/logo/:file',
      {
        config: { public: true },
        schema: { hide: true, params: z.object({ file: z.string().regex(/^[0-9a-f]{64}\.(svg|png)$/) }) },
      },
      async (request, reply) => {
        const { file } = request.params
        const mediaType = file.endsWith('.png') ? 'image/png' : 'image/svg+xml'
        const logo = await findLogo(deps.db, file.slice(0, 64), mediaType)
        if (!logo) throw new Refusal('not-found')
        return reply
          .type(mediaType)
          .header('cache-control', `public, max-age=${FOREVER}, immutable`)
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('cross-origin-resource-policy', 'cross-origin')
          .send(logo)
      },
    )
  }
