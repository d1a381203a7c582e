import { readFileSync } from 'node:fs'
import type { FastifyReply } from 'fastify'
import { Liquid } from 'liquidjs'
import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'

const folder = new URL('../../templates/page/', import.meta.url)
const liquid = new Liquid({
  outputEscape: 'escape',
  templates: Object.fromEntries(
    ['layout', 'invitation', 'welcome', 'unsubscribe'].map((name) => [
      name,
      readFileSync(new URL(`${name}.liquid`, folder), 'utf8'),
    ]),
  ),
})
liquid.registerFilter('t', (key: string, locale: Locale) => text(locale, `pages:${key}`))

/** Answers with a page of templates/page in the reader's language; `t` in a template looks a text up in pages.json. */
export const page = async (
  reply: FastifyReply,
  name: string,
  locale: Locale,
  data: Record<string, unknown>,
) =>
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(await liquid.renderFile(name, { ...data, locale }))
