import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { type Part, partsOf } from './content.ts'
import { headerSafe } from './email.ts'
import { partText } from './email-text.ts'
import { plainText } from './inline.ts'
import { openLiquid, refuseLiquid } from './liquid.ts'
import { logoPath } from './logo.ts'
import type { MultilingualDocument } from './model.ts'
import { type OfficeStyle, plainStyle } from './style.ts'
import { openSet, readTemplate } from './template-set.ts'

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

const partials = new URL('../../templates/page-parts/', import.meta.url)

const load = async (set: string) => {
  const file = `${set}/page.liquid`
  const source = readTemplate(set, 'page.liquid')
  const liquid = await openLiquid(partials, '<wbr>')
  try {
    const template = liquid.parse(source.replace(/^[^\S\n]+/gm, ''))
    return (data: object): Promise<string> =>
      liquid.render(template, data).catch((error: unknown) => refuseLiquid(file, error))
  } catch (error) {
    return refuseLiquid(file, error)
  }
}

const templates = new Map<string, ReturnType<typeof load>>()

const templateOf = (set: string) => {
  const known = templates.get(set) ?? load(set)
  templates.set(set, known)
  return known
}

const summaryOf = ({ blocks, subtitle }: Part): string => {
  const paragraph = blocks.find((block) => block.type === 'paragraph')
  return plainText(paragraph?.type === 'paragraph' ? paragraph.runs : (subtitle ?? []))
}

/**
 * Renders one language of a release for the public site. Refuses a locale that the document lacks (`edition-incomplete`)
 * and a set of templates that is not there or broken (`set-unknown`, `template-broken`).
 */
export const renderPage = async (
  document: MultilingualDocument,
  locale: Locale,
  style: OfficeStyle = plainStyle,
): Promise<Page> => {
  const [part] = partsOf(document, [locale], style) as [Part]
  const render = await templateOf(openSet(style.set).name)
  const office = part.office.join(' ') || part.nation.join(' ')
  return {
    html: await render({ part, colours: style.colours, logo: style.logo && logoPath(style.logo) }),
    locale,
    title: headerSafe(plainText(part.title) || part.kind, longestTitle),
    summary: headerSafe(summaryOf(part), longestSummary),
    office: headerSafe(office, longestTitle),
    text: partText({ ...part, note: null }, plainText).replace(/\n+/g, '\n'),
    layout: [
      [...part.office.slice(-1), part.kind, part.note].filter(Boolean).join(' · '),
      text(locale, 'document:verify'),
      ...(part.note ? [part.note] : []),
      // Tables have their head on each page.
      ...part.blocks
        .flatMap((block) => (block.type === 'table' ? block.table.head : []))
        .map(({ cells }) => cells.map(plainText).join(' | ')),
    ],
  }
}
