import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import type { ContentBlock, List, Part } from './content.ts'
import type { Run } from './inline.ts'
import { itemMark } from './typography.ts'

const rule = '―'.repeat(24)

const runsText = (runs: Run[]): string =>
  runs.map((run) => (run.href && run.href !== run.text ? `${run.text} (${run.href})` : run.text)).join('')

const listLines = (list: List, locale: Locale, indent = ''): string[] =>
  list.items.flatMap((item) => {
    const mark = itemMark(item, locale) ?? '•'
    const inner = item.lists.flatMap((one) => listLines(one, locale, `${indent}   `))
    return [`${indent}${mark} ${runsText(item.runs)}`, ...inner]
  })

const blockText = (block: ContentBlock, locale: Locale): string => {
  if (block.type === 'list') return listLines(block.list, locale).join('\n')
  if (block.type === 'quote') return `    ${runsText(block.runs)}`
  return runsText(block.runs)
}

const partText = (part: Part): string =>
  [
    part.note && `[${part.note}]`,
    part.nation.join('\n'),
    [...part.office, part.unit, part.reference].filter(Boolean).join('\n'),
    part.kind,
    [runsText(part.title), part.subtitle && runsText(part.subtitle)].filter(Boolean).join('\n'),
    ...part.blocks.map((block) => blockText(block, part.locale)),
    part.dateline,
  ]
    .filter(Boolean)
    .join('\n\n')

const footerText = (part: Part, links: { unsubscribeUrl: string; viewUrl?: string }): string =>
  [
    text(part.locale, 'email:reason'),
    links.viewUrl && `${text(part.locale, 'email:view')}: ${links.viewUrl}`,
    `${text(part.locale, 'email:unsubscribe')}: ${links.unsubscribeUrl}`,
  ]
    .filter(Boolean)
    .join('\n')

/**
 * The text part of an e-mail, made for reading: a paragraph a line, no markup, addresses after their words,
 * the languages one after another.
 */
export const emailText = (parts: Part[], links: { unsubscribeUrl: string; viewUrl?: string }): string => {
  const languages = parts.map((part) => text(part.locale, 'document:language')).join(' | ')
  const sections = [...parts.map(partText), parts.map((part) => footerText(part, links)).join('\n\n')]
  return `${[...(parts.length > 1 ? [languages] : []), ...sections].join(`\n\n${rule}\n\n`)}\n`
}
