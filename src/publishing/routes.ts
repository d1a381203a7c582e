import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { personOf } from '../http/person.ts'
import { Slug } from '../http/schemas.ts'
import { findArtifact, listArtifacts } from './queries.ts'

export const publishingRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/releases/:slug/editions',
      {
        schema: {
          summary: 'The editions of a release and their files',
          params: z.object({ slug: Slug }),
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        return listArtifacts(deps.db, request.params.slug)
      },
    )

    app.get(
      '/api/releases/:slug/editions/:edition/:name',
      {
        schema: {
          summary: 'A file of an edition, as approved',
          params: z.object({
            slug: Slug,
            edition: z.string().max(40),
            name: z.string().max(40),
          }),
        },
      },
      async (request, reply) => {
        allow(personOf(request), roles)
        const { slug, edition, name } = request.params
        const artifact = await findArtifact(deps.db, slug, edition, name)
        if (!artifact) throw new Refusal('artifact-unknown')
        const etag = `"${artifact.sha256.toString('hex')}"`
        reply
          .header('etag', etag)
          // Approvals may fall at any moment: asked about each time, sent again only if it is another.
          .header('cache-control', 'private, no-cache')
          .header('content-disposition', `inline; filename="${slug}.${edition}.${name}"`)
          // A mail shown in the browser stays a document: no script, no form.
          .header(
            'content-security-policy',
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
          )
        if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
        return reply.type(artifact.media_type).send(artifact.content)
      },
    )
  }
