import { readFileSync } from 'node:fs'
import type { Locale } from '../language/model.ts'
import type { List } from './content.ts'
import { lineHtml, listHtml, runsHtml, titleHtml } from './html.ts'
import type { Run } from './inline.ts'

/**
 * Makes a mail's template ready, once: MJML first, which never sees a text, then Liquid, which puts texts in as escaped
 * data. `name` is that of a file in templates/email.
 */
export const openMailTemplate = (name: string) => {
  const load = async () => {
    const [{ default: mjml }, { Liquid }] = await Promise.all([import('mjml'), import('liquidjs')])
    const source = readFileSync(new URL(`../../templates/email/${name}.mjml`, import.meta.url), 'utf8')
    const { html } = await mjml(source, { validationLevel: 'strict', fonts: {} })
    const liquid = new Liquid({ outputEscape: 'escape', strictVariables: true, lenientIf: true })
    const asHtml = <T>(write: (value: T, locale: Locale) => string) => ({ handler: write, raw: true })
    liquid.registerFilter('line', asHtml<string>(lineHtml))
    liquid.registerFilter('runs', asHtml<Run[]>(runsHtml))
    liquid.registerFilter('title', asHtml<Run[]>(titleHtml))
    liquid.registerFilter(
      'list',
      asHtml<List>((list, locale) => listHtml(list, locale)),
    )
    const template = liquid.parse(html.replace(/^[^\S\n]+|\n(?=\s*\n)/gm, ''))
    return (data: object): Promise<string> => liquid.render(template, data)
  }
  let ready: ReturnType<typeof load> | undefined
  return async (data: object): Promise<string> => {
    ready ??= load()
    return (await ready)(data)
  }
}
