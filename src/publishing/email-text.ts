import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import type { ContentBlock, List, Part } from './content.ts'
import type { Run } from './inline.ts'
import { pageUrl, type SitePlace } from './site.ts'
import { itemMark } from './typography.ts'

const rule = '―'.repeat(24)

type Write = (runs: Run[]) => string

const runsText: Write = (runs) =>
  runs.map((run) => (run.href && run.href !== run.text ? `${run.text} (${run.href})` : run.text)).join('')

const listLines = (list: List, locale: Locale, write: Write, indent = ''): string[] =>
  list.items.flatMap((item) => {
    const mark = itemMark(item, locale) ?? '•'
    const inner = item.lists.flatMap((one) => listLines(one, locale, write, `${indent}   `))
    return [`${indent}${mark} ${write(item.runs)}`, ...inner]
  })

const blockText = (block: ContentBlock, locale: Locale, write: Write): string => {
  if (block.type === 'list') return listLines(block.list, locale, write).join('\n')
  if (block.type === 'table')
    return [...block.table.head, ...block.table.rows]
      .map(({ cells }) => cells.map(write).join(' | '))
      .join('\n')
  if (block.type === 'quote') return `    ${write(block.runs)}`
  return write(block.runs)
}

/** One language as plain text; `write` says how a link shows. */
export const partText = (part: Part, write: Write = runsText): string =>
  [
    part.note && `[${part.note}]`,
    part.nation.join('\n'),
    [...part.office, part.unit, part.reference].filter(Boolean).join('\n'),
    part.kind,
    [write(part.title), part.subtitle && write(part.subtitle)].filter(Boolean).join('\n'),
    ...part.blocks.map((block) => blockText(block, part.locale, write)),
    part.dateline.join('\n'),
    part.signatory.join('\n'),
    part.contact.map(write).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n')

interface Links {
  unsubscribeUrl: string
  place?: SitePlace
}

const footerText = ({ locale }: Part, { unsubscribeUrl, place }: Links): string =>
  [
    text(locale, 'email:reason'),
    place && `${text(locale, 'email:view')}: ${pageUrl(place.newsUrl, locale)}`,
    `${text(locale, 'email:unsubscribe')}: ${unsubscribeUrl}`,
    place && `${text(locale, 'email:verify')} ${place.verifyUrl}`,
  ]
    .filter(Boolean)
    .join('\n')

/**
 * The text part of an e-mail, made for reading: a paragraph a line, no markup, addresses after their words,
 * the languages one after another.
 */
export const emailText = (parts: Part[], links: Links): string => {
  const languages = parts.map((part) => text(part.locale, 'document:language')).join(' | ')
  const sections = [
    ...parts.map((part) => partText(part)),
    parts.map((part) => footerText(part, links)).join('\n\n'),
  ]
  return `${[...(parts.length > 1 ? [languages] : []), ...sections].join(`\n\n${rule}\n\n`)}\n`
}
