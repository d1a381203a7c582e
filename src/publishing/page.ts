import { readFileSync } from 'node:fs'
import type { Liquid, Template } from 'liquidjs'
import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { type Part, partsOf } from './content.ts'
import { headerSafe } from './email.ts'
import { partText } from './email-text.ts'
import { lineHtml, runsHtml, titleHtml } from './html.ts'
import { plainText, type Run } from './inline.ts'
import type { MultilingualDocument } from './model.ts'
import { itemMark } from './typography.ts'

/** A release in one language for the public site. */
export interface Page {
  /** An `article`, to stand between the site's own head and foot. */
  html: string
  locale: Locale
  title: string
  /** Its first words. */
  summary: string
  /** Who says so: the ministry as its letterhead names it. */
  office: string
  /** All of it as plain text, a block a line. */
  text: string
  /** Lines of its PDF that are none of the release's: the running title, how to verify it, that it is unofficial. */
  layout: string[]
}

const longestTitle = 500
const longestSummary = 300

const folder = new URL('../../templates/page/', import.meta.url)

const load = async (): Promise<{ liquid: Liquid; article: Template[] }> => {
  const { Liquid } = await import('liquidjs')
  const read = (name: string) => readFileSync(new URL(`${name}.liquid`, folder), 'utf8')
  const liquid = new Liquid({
    outputEscape: 'escape',
    strictVariables: true,
    lenientIf: true,
    templates: { list: read('list') },
  })
  const filter = <T>(name: string, write: (value: T, locale: Locale, breakMark: string) => string) =>
    liquid.registerFilter(name, {
      handler: (value: T, locale: Locale) => write(value, locale, '<wbr>'),
      raw: true,
    })
  filter<string>('line', lineHtml)
  filter<Run[]>('runs', runsHtml)
  filter<Run[]>('title', titleHtml)
  // As text beside the item, so that it is copied out with it.
  liquid.registerFilter('mark', (item: Parameters<typeof itemMark>[0], locale: Locale) =>
    itemMark(item, locale),
  )
  return { liquid, article: liquid.parse(read('article').replace(/^[^\S\n]+/gm, '')) }
}

let engine: ReturnType<typeof load> | undefined

const summaryOf = ({ blocks, subtitle }: Part): string => {
  const paragraph = blocks.find((block) => block.type === 'paragraph')
  return plainText(paragraph?.type === 'paragraph' ? paragraph.runs : (subtitle ?? []))
}

/** Renders one language of a release for the public site. Refuses a locale that the document lacks (`edition-incomplete`). */
export const renderPage = async (document: MultilingualDocument, locale: Locale): Promise<Page> => {
  const [part] = partsOf(document, [locale]) as [Part]
  engine ??= load()
  const { liquid, article } = await engine
  const office = part.office.join(' ') || part.nation.join(' ')
  return {
    html: await liquid.render(article, { part }),
    locale,
    title: headerSafe(plainText(part.title) || part.kind, longestTitle),
    summary: headerSafe(summaryOf(part), longestSummary),
    office: headerSafe(office, longestTitle),
    text: partText({ ...part, note: null }, plainText).replace(/\n+/g, '\n'),
    layout: [
      [...part.office.slice(-1), part.kind, part.note].filter(Boolean).join(' · '),
      text(locale, 'document:verify'),
      ...(part.note ? [part.note] : []),
    ],
  }
}
