import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { pageHtml } from '../http/page.ts'
import { readerLocale } from '../http/person.ts'
import { LocaleName } from '../http/schemas.ts'
import { text } from '../i18n.ts'
import { type Locale, locales } from '../language/model.ts'
import { askForSubscription, confirmSubscription, publicLists, readWish } from './consent.ts'
import { changePreferences, eraseMe, preferencesPath, readPreferences } from './preferences.ts'

/** In bytes: a form with a hundred lists. */
const BODY_LIMIT = 20_000
/** Forms a minute, from one address. */
const FORMS_A_MINUTE = 5

const open = { public: true } as const
const asking = { ...open, rateLimit: { max: FORMS_A_MINUTE } }
/** Whoever comes by a link of ours has our word already. */
const posting = { ...open, rateLimit: { max: 30 } }
const Language = z.object({ lang: LocaleName.optional().catch(undefined) })
const Token = z.object({ token: z.string().max(200) })

/** The pages where readers subscribe, say what they want and are forgotten; they need no scripts. */
export const subscribePages =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const { mailFrom, baseUrl } = deps.config
    const site = mailFrom.name || 'Bayon'

    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      (_request, body, done) => done(null, new URLSearchParams(body as string)),
    )
    const formOf = ({ body }: FastifyRequest) =>
      body instanceof URLSearchParams ? body : new URLSearchParams()
    const languagesIn = (form: URLSearchParams, name: string): Locale[] =>
      locales.filter((locale) => form.getAll(name).includes(locale))

    const show = async (
      reply: FastifyReply,
      name: string,
      path: string,
      data: Record<string, unknown> & { locale: Locale },
    ) =>
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-language', data.locale)
        .header('vary', 'accept-language')
        .send(
          await pageHtml(name, {
            ...{ site, baseUrl, locales, path, anyLanguage: path, canonical: `${baseUrl}${path}` },
            alternates: locales.map((locale) => ({
              locale,
              url: `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`,
            })),
            ...data,
          }),
        )
    const localeOf = (request: FastifyRequest, lang?: Locale) =>
      lang ?? readerLocale({ headers: request.headers })
    const consentText = (locale: Locale) => text(locale, 'pages:subscribe.consent', { site })

    const form = async (reply: FastifyReply, locale: Locale, more: Record<string, unknown> = {}) =>
      show(reply, 'subscribe', '/subscribe', {
        locale,
        lists: await publicLists(deps),
        consent: consentText(locale),
        chosen: [locale],
        ...more,
      })

    app.get('/subscribe', { config: open, schema: { hide: true, querystring: Language } }, (request, reply) =>
      form(reply, localeOf(request, request.query.lang)),
    )

    app.post(
      '/subscribe',
      { config: asking, schema: { hide: true, querystring: Language } },
      async (request, reply) => {
        const locale = localeOf(request, request.query.lang)
        const given = formOf(request)
        const [email, lists, edition] = [
          given.get('email') ?? '',
          given.getAll('list'),
          languagesIn(given, 'edition'),
        ]
        try {
          const said = consentText(locale)
          await askForSubscription(deps, { email, locale, lists, edition, said, from: request.ip })
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          const refusal = text(locale, `pages:subscribe.wrong.${error.code}`)
          return form(reply.code(422), locale, { refusal, email, wanted: lists, chosen: edition })
        }
        return show(reply, 'subscribe', '/subscribe', { locale, asked: true })
      },
    )

    const Link = Language.extend({ token: z.string().max(100) })
    app.get(
      '/subscribe/confirm',
      { config: open, schema: { hide: true, querystring: Link } },
      async (request, reply) => {
        const { token, lang } = request.query
        // By GET nothing happens: mail scanners follow links.
        const wish = await readWish(deps, token)
        return show(reply, 'subscribe', `/subscribe/confirm?token=${encodeURIComponent(token)}`, {
          locale: lang ?? wish.locale,
          wish,
        })
      },
    )
    app.post(
      '/subscribe/confirm',
      { config: posting, schema: { hide: true, querystring: Link } },
      async (request, reply) => {
        const id = await confirmSubscription(deps, request.query.token, request.ip)
        return reply.redirect(`${preferencesPath(deps, id)}?said=confirmed`, 303)
      },
    )

    app.get(
      '/preferences/:token',
      {
        config: open,
        schema: {
          hide: true,
          params: Token,
          querystring: Language.extend({ said: z.enum(['confirmed', 'saved']).optional().catch(undefined) }),
        },
      },
      async (request, reply) => {
        const { token } = request.params
        const preferences = await readPreferences(deps, token)
        const locale = request.query.lang ?? preferences.locale
        return show(reply, 'preferences', `/preferences/${token}`, {
          ...preferences,
          locale,
          said: request.query.said,
          consent: consentText(locale),
        })
      },
    )
    app.post(
      '/preferences/:token',
      {
        config: posting,
        schema: { hide: true, params: Token, querystring: Language },
      },
      async (request, reply) => {
        const { token } = request.params
        const { lang } = request.query
        const given = formOf(request)
        const wanted = new Map(
          given.getAll('list').map((slug) => [slug, languagesIn(given, `edition-${slug}`)] as const),
        )
        const said = consentText(localeOf(request, lang))
        await changePreferences(deps, token, wanted, { said, from: request.ip })
        return reply.redirect(`/preferences/${token}?said=saved${lang ? `&lang=${lang}` : ''}`, 303)
      },
    )
    app.post(
      '/preferences/:token/erasure',
      { config: posting, schema: { hide: true, params: Token, querystring: Language } },
      async (request, reply) => {
        const { locale } = await readPreferences(deps, request.params.token)
        await eraseMe(deps, request.params.token)
        return show(reply, 'preferences', '/subscribe', {
          locale: request.query.lang ?? locale,
          erased: true,
        })
      },
    )
  }
