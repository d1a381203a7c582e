import { readdirSync, readFileSync } from 'node:fs'
import type { Liquid } from 'liquidjs'
import type { Locale } from '../language/model.ts'
import type { List } from './content.ts'
import { lineHtml, listHtml, runsHtml, titleHtml } from './html.ts'
import type { Run } from './inline.ts'
import { brokenTemplate } from './template-set.ts'
import { itemMark } from './typography.ts'

/** What templates of a folder may bring in by {% render %}: its files that end in .liquid, by their names. */
const partialsOf = (folder: URL): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.liquid'))
      .map((name) => [
        name.slice(0, -'.liquid'.length),
        readFileSync(new URL(name, folder), 'utf8').replace(/^[^\S\n]+/gm, ''),
      ]),
  )

interface LiquidError {
  message: string
  token?: { getPosition(): [number, number]; file?: string }
}

/** What Liquid says of a template, as a refusal with line and column. */
export const refuseLiquid = (file: string, error: unknown): never => {
  const { message, token } = error as LiquidError
  const [line, column] = token?.getPosition() ?? [1, 1]
  const reason = message.split('\n')[0]!.replace(/, (file|line):.*$/, '')
  throw brokenTemplate(token?.file ? `${file} (${token.file})` : file, reason, { line, column })
}

/**
 * Liquid for templates that show releases: all output is escaped; `line`, `runs`, `title` and `list` write texts as
 * HTML of their language. `breakMark` stands where a line of Khmer may break.
 */
export const openLiquid = async (partials: URL, breakMark?: string): Promise<Liquid> => {
  const { Liquid } = await import('liquidjs')
  const liquid = new Liquid({
    outputEscape: 'escape',
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    templates: partialsOf(partials),
  })
  const filter = <T>(name: string, write: (value: T, locale: Locale, breakMark?: string) => string) =>
    liquid.registerFilter(name, {
      handler: (value: T, locale: Locale) => write(value, locale, breakMark),
      raw: true,
    })
  filter<string>('line', lineHtml)
  filter<Run[]>('runs', runsHtml)
  filter<Run[]>('title', titleHtml)
  filter<List>('list', (list, locale) => listHtml(list, locale))
  // As text beside the item, so that it is copied out with it.
  liquid.registerFilter('mark', (item: Parameters<typeof itemMark>[0], locale: Locale) =>
    itemMark(item, locale),
  )
  return liquid
}
