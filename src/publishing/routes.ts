import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { framed } from '../http/framed.ts'
import { personOf } from '../http/person.ts'
import { LocaleName, Prose, Slug } from '../http/schemas.ts'
import { artifacts, parseEdition } from './model.ts'
import { currentStyle } from './office-style.ts'
import { loadPreview } from './preview.ts'
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
        // A mail shown in the browser stays a document: no script, no form. A browser's own PDF viewer runs in no sandbox.
        if (artifact.media_type === artifacts['document.pdf'])
          reply
            .header('content-security-policy', "frame-ancestors 'self'")
            .header('x-frame-options', 'SAMEORIGIN')
        else framed(reply, 'sandbox')
        reply
          .header('etag', etag)
          // Approvals may fall at any moment: asked about each time, sent again only if it is another.
          .header('cache-control', 'private, no-cache')
          .header('content-disposition', `inline; filename="${slug}.${edition}.${name}"`)
        if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
        return reply.type(artifact.media_type).send(artifact.content)
      },
    )

    app.post(
      '/api/releases/:slug/translations/:locale/preview',
      {
        schema: {
          summary:
            'The e-mail or the pages of an edition as they would be with some texts in it; keeps nothing',
          params: z.object({ slug: Slug, locale: LocaleName }),
          body: z.object({
            what: z.enum(['email', 'pictures']),
            edition: z.string().max(40),
            proposed: z.array(z.object({ segmentId: z.uuid(), text: Prose.max(20_000) })).max(2000),
            known: z
              .array(z.string().max(50))
              .max(500)
              .default([])
              .describe('Of pictures: the hashes of those that are shown now'),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        const { slug, locale } = request.params
        const { what } = request.body
        const edition = parseEdition(request.body.edition)
        const proposed = new Map(request.body.proposed.map(({ segmentId, text }) => [segmentId, text]))
        const document = await loadPreview(deps.db, slug, edition, locale, proposed)
        const { style } = await currentStyle(deps.db)
        if (what === 'pictures') return deps.renderer.pictures(document, edition, style, request.body.known)
        const { html } = await deps.renderer.email(document, edition, style)
        return { html }
      },
    )

    // An empty page for a frame of the editor, which writes previews into it: they bring their own styles, which the
    // editor's page does not allow.
    app.get('/preview-frame', { schema: { hide: true } }, async (_request, reply) =>
      framed(reply)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'private, max-age=3600')
        .send('<!doctype html><html lang="en"><head><title>Preview</title></head><body></body></html>'),
    )
  }
