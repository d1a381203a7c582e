import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow, roles } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { page } from '../http/page.ts'
import { personOf, readerLocale } from '../http/person.ts'
import { LocaleName, Slug } from '../http/schemas.ts'
import { sourceLocale } from '../language/model.ts'
import { getTranslation } from './translation.ts'

export const reviewPages =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    // Where the links in notices lead.
    app.get(
      '/releases/:slug/:locale',
      { schema: { hide: true, params: z.object({ slug: Slug, locale: LocaleName }) } },
      async (request, reply) => {
        allow(personOf(request), roles)
        const { slug, locale } = request.params
        const translation = await getTranslation(deps.db, slug, locale, readerLocale(request))
        const findings = Map.groupBy(translation.findings, ({ segmentId }) => segmentId)
        return page(request, reply, 'translation', {
          ...translation,
          locale: undefined,
          target: locale,
          isSource: locale === sourceLocale,
          segments: translation.segments.map((segment) => {
            const [engine, score] = segment.origin.split(' ')
            return { ...segment, engine, score, findings: findings.get(segment.id) ?? [] }
          }),
        })
      },
    )
  }
