import { readdirSync, readFileSync } from 'node:fs'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Liquid } from 'liquidjs'
import { type Params, text } from '../i18n.ts'
import { type Locale, locales } from '../language/model.ts'
import { listSets, readTemplate } from '../publishing/template-set.ts'
import { readerLocale } from './person.ts'

const folder = new URL('../../templates/page/', import.meta.url)
const liquid = new Liquid({
  outputEscape: 'escape',
  templates: {
    ...Object.fromEntries(
      readdirSync(folder).map((file) => [
        file.replace('.liquid', ''),
        readFileSync(new URL(file, folder), 'utf8'),
      ]),
    ),
    // How releases look on the site, by the set of templates that each was made with.
    sets: listSets()
      .map((set) => readTemplate(set, 'page.css'))
      .join('\n'),
  },
})
liquid.registerFilter('t', (key: string, locale: Locale, ...params: [string, string | number][]) =>
  text(locale, key.includes(':') ? key : `pages:${key}`, Object.fromEntries(params) as Params),
)

/** Whether somebody at a browser asks, who is to read the answer. */
export const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')

/** A page of templates/page as HTML. */
export const pageHtml = (name: string, data: Record<string, unknown> & { locale: Locale }): Promise<string> =>
  liquid.renderFile(name, data)

/**
 * Answers with a page of templates/page in the reader's language; `t` in a template looks a text up, in pages.json
 * where no other namespace is named.
 */
export const page = async (
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  data: Record<string, unknown> & { locale?: Locale } = {},
) => {
  const { locale = readerLocale(request) } = data
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-language', locale)
    .header('vary', 'accept, accept-language, cookie')
    .send(await pageHtml(name, { person: request.person, locales, ...data, locale }))
}
