import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { cacheable } from '../http/cacheable.ts'
import { pageHtml } from '../http/page.ts'
import { readerLocale } from '../http/person.ts'
import { Line, LocaleName, Slug } from '../http/schemas.ts'
import { text } from '../i18n.ts'
import { type Locale, locales, sourceLocale } from '../language/model.ts'
import { newsUrl, pageUrl } from '../publishing/site.ts'
import { localDigits } from '../publishing/typography.ts'
import { changedLines } from './change.ts'
import { atomFeed, jsonFeed, sitemap } from './feeds.ts'
import { momentText, type PublicPage, reasonIn } from './model.ts'
import { fileOf, findLater, listNews, pagesOf, textOf } from './queries.ts'

const PAGE_SIZE = 20
const FEED_SIZE = 30
/** A sitemap may name 50,000 addresses. */
const MAP_SIZE = 15_000

const open = { public: true } as const

/** The languages to look for a release in: the reader's, English, any. */
const preferring = (locale: Locale): Locale[] => [...new Set([locale, sourceLocale, ...locales])]

/** Data as a script element holds it: nothing in it ends the element, or is a line end to old readers. */
const embedJson = (data: unknown): string =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** A moment for a page: for people, and for machines. */
export const told = (moment: Date, locale: Locale, { config }: Deps) => ({
  iso: moment.toISOString(),
  text: momentText(moment, locale, config.timeZone),
})

/** Every public page names the office, and no reader of it is anybody. */
export const asStranger = ({ headers }: FastifyRequest) => readerLocale({ headers })

export const siteRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const { db, config } = deps
    const { baseUrl } = config
    const site = config.mailFrom.name || 'Bayon'

    const send = async (
      request: FastifyRequest,
      reply: FastifyReply,
      name: string,
      data: Record<string, unknown> & { locale: Locale },
      lastModified?: Date,
    ) => {
      reply.header('content-language', data.locale)
      const body = await pageHtml(name, { site, baseUrl, ...data })
      return cacheable(request, reply, { type: 'text/html; charset=utf-8', body, lastModified })
    }

    /** A release in a language as the public sees it now. */
    const findPage = async (slug: string, locale: Locale) => {
      const pages = await pagesOf(db, slug)
      const page = pages.find((one) => one.locale === locale)
      if (!page) throw new Refusal('not-found')
      return { page, pages }
    }

    const lastChange = (pages: PublicPage[]) =>
      new Date(Math.max(...pages.map(({ at, withdrawal }) => Math.max(+at, +(withdrawal?.at ?? at)))))

    const withdrawalOf = ({ withdrawal }: PublicPage, locale: Locale) =>
      withdrawal && { at: told(withdrawal.at, locale, deps), reason: reasonIn(withdrawal, locale) }

    const structured = (page: PublicPage, pages: PublicPage[]) => {
      const url = pageUrl(newsUrl(baseUrl, page.slug), page.locale)
      const first = pages.filter(({ locale }) => locale === page.locale).at(-1)!
      return embedJson({
        '@context': 'https://schema.org',
        '@type': 'NewsArticle',
        headline: page.title,
        description: page.summary,
        inLanguage: page.locale,
        datePublished: first.at.toISOString(),
        dateModified: page.at.toISOString(),
        url,
        mainEntityOfPage: url,
        isAccessibleForFree: true,
        publisher: { '@type': 'GovernmentOrganization', name: page.office || site },
        author: { '@type': 'GovernmentOrganization', name: page.office || site },
      })
    }

    app.get(
      '/news',
      {
        config: open,
        schema: {
          hide: true,
          querystring: z.object({
            q: Line.pipe(z.string().max(200)).optional().catch(undefined),
            before: z.uuid().optional().catch(undefined),
            lang: LocaleName.optional().catch(undefined),
          }),
        },
      },
      async (request, reply) => {
        const { q = '', before, lang } = request.query
        const locale = lang ?? asStranger(request)
        const words = q.split(/\s+/).filter(Boolean).slice(0, 8)
        const filter = { preferred: preferring(locale), words }
        const news = await listNews(db, { ...filter, before, limit: PAGE_SIZE + 1 })
        const items = news.slice(0, PAGE_SIZE)
        const isLast = items.length === news.length
        const address = (changed: { before?: string | null; lang?: Locale } = {}) => {
          const fields = new URLSearchParams({ ...(q && { q }), lang: changed.lang ?? locale })
          if (changed.before) fields.set('before', changed.before)
          return `/news?${fields}`
        }
        reply.header('vary', 'accept-language')
        return send(request, reply, 'news', {
          locale,
          q,
          // How many there are beyond a page, nobody counts.
          found: before
            ? null
            : text(locale, isLast ? 'pages:news.found' : 'pages:news.found-more', { count: items.length }),
          items: items.map((item) => ({
            ...item,
            when: told(item.at, locale, deps),
            withdrawal: withdrawalOf(item, locale),
            others: locales.filter((one) => one !== item.locale && item.locales.includes(one)),
          })),
          earlier: isLast ? null : address({ before: items.at(-1)!.id }),
          later: before
            ? address({ before: await findLater(db, { ...filter, before, limit: PAGE_SIZE }) })
            : null,
          alternates: locales.map((one) => ({ locale: one, url: address({ lang: one }) })),
          canonical: `${baseUrl}${address({ before })}`,
          anyLanguage: '/news',
        })
      },
    )

    app.get(
      '/news/:slug',
      { config: open, schema: { hide: true, params: z.object({ slug: Slug }) } },
      async (request, reply) => {
        const pages = await pagesOf(db, request.params.slug)
        const known = preferring(asStranger(request)).find((one) =>
          pages.some(({ locale }) => locale === one),
        )
        if (!known) throw new Refusal('not-found')
        return reply
          .header('vary', 'accept-language')
          .header('cache-control', 'no-cache')
          .redirect(`/news/${request.params.slug}/${known}`, 302)
      },
    )

    /** What stands around every page of a release. */
    const frame = (page: PublicPage, pages: PublicPage[]) => {
      const { slug, locale } = page
      const current = [...new Map(pages.toReversed().map((one) => [one.locale, one])).keys()]
      return {
        locale,
        page,
        title: page.title,
        when: told(page.at, locale, deps),
        withdrawal: withdrawalOf(page, locale),
        alternates: locales
          .filter((one) => current.includes(one))
          .map((one) => ({ locale: one, url: `/news/${slug}/${one}` })),
        anyLanguage: `/news/${slug}`,
        canonical: pageUrl(newsUrl(baseUrl, slug), locale),
      }
    }

    const Place = z.object({ slug: Slug, locale: LocaleName })

    app.get(
      '/news/:slug/:locale',
      { config: open, schema: { hide: true, params: Place } },
      async (request, reply) => {
        const { slug, locale } = request.params
        const { page, pages } = await findPage(slug, locale)
        const earlier = pages.filter((one) => one.locale === locale && one.revision < page.revision)
        const newest = Math.max(...pages.map(({ revision }) => revision))
        const [before] = earlier
        const shown = !page.withdrawal
        return send(
          request,
          reply,
          'release',
          {
            ...frame(page, pages),
            article: shown ? (await fileOf(db, page, 'page.html'))?.toString() : null,
            structured: shown ? structured(page, pages) : null,
            pdf: shown ? `/news/${slug}/${locale}/document.pdf` : null,
            newer: pages
              .filter(({ revision }) => revision === newest && newest > page.revision)
              .map((one) => one.locale),
            versions: (shown ? earlier : [page, ...earlier]).map((one) => ({
              url: `/news/${slug}/${locale}/revisions/${one.revision}`,
              number: localDigits(one.revision, locale),
              when: told(one.at, locale, deps),
            })),
            changes:
              shown && before ? changedLines(await textOf(db, before), await textOf(db, page), locale) : null,
          },
          lastChange(pages),
        )
      },
    )

    app.get(
      '/news/:slug/:locale/revisions/:number',
      {
        config: open,
        schema: { hide: true, params: Place.extend({ number: z.coerce.number().int().min(1) }) },
      },
      async (request, reply) => {
        const { slug, locale, number } = request.params
        const { page: current, pages } = await findPage(slug, locale)
        const page = pages.find((one) => one.locale === locale && one.revision === number)
        if (!page) throw new Refusal('not-found')
        const isCurrent = page === current && !page.withdrawal
        if (isCurrent) return reply.redirect(`/news/${slug}/${locale}`, 302)
        return send(
          request,
          reply,
          'release',
          {
            ...frame(page, pages),
            old: true,
            replacedAt: page === current ? null : told(current.at, locale, deps),
            article: (await fileOf(db, page, 'page.html'))?.toString(),
            changes:
              page === current
                ? null
                : changedLines(await textOf(db, page), await textOf(db, current), locale),
          },
          lastChange(pages),
        )
      },
    )

    app.get(
      '/news/:slug/:locale/document.pdf',
      { config: open, schema: { hide: true, params: Place } },
      async (request, reply) => {
        const { slug, locale } = request.params
        const { page, pages } = await findPage(slug, locale)
        // A file says nothing of what became of it.
        const body = page.withdrawal ? undefined : await fileOf(db, page, 'document.pdf')
        if (!body) throw new Refusal('not-found')
        reply
          .header('content-disposition', `inline; filename="${slug}.${locale}.pdf"`)
          // A browser's own PDF viewer runs under no stricter policy.
          .header('content-security-policy', "frame-ancestors 'none'")
        return cacheable(request, reply, { type: 'application/pdf', body, lastModified: lastChange(pages) })
      },
    )

    const feeds = {
      atom: { type: 'application/atom+xml; charset=utf-8', write: atomFeed },
      json: { type: 'application/feed+json; charset=utf-8', write: jsonFeed },
    }
    for (const locale of locales) {
      for (const [ending, { type, write }] of Object.entries(feeds)) {
        app.get(
          `/news/feed/${locale}.${ending}`,
          { config: open, schema: { hide: true } },
          async (request, reply) => {
            const items = await listNews(db, { preferred: [locale], limit: FEED_SIZE })
            const entries = await Promise.all(
              items.map(async (item) => ({
                item,
                html: item.withdrawal ? null : ((await fileOf(db, item, 'page.html'))?.toString() ?? null),
              })),
            )
            reply.header('content-language', locale)
            return cacheable(request, reply, { type, body: write({ baseUrl, site, locale, entries }) })
          },
        )
      }
    }

    app.get('/news/sitemap.xml', { config: open, schema: { hide: true } }, async (request, reply) => {
      const items = await listNews(db, { preferred: preferring(sourceLocale), limit: MAP_SIZE })
      const standing = items.filter(({ withdrawal }) => !withdrawal)
      return cacheable(request, reply, {
        type: 'application/xml; charset=utf-8',
        body: sitemap(baseUrl, standing),
      })
    })

    app.get('/robots.txt', { config: open, schema: { hide: true } }, async (request, reply) =>
      cacheable(request, reply, {
        type: 'text/plain; charset=utf-8',
        body: `User-agent: *\nAllow: /news\nAllow: /verify\nDisallow: /\n\nSitemap: ${baseUrl}/news/sitemap.xml\n`,
      }),
    )
  }
