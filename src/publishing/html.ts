import { lineBreakUnits } from '../language/line-breaking.ts'
import type { Locale } from '../language/model.ts'
import type { List } from './content.ts'
import { escapeHtml } from './escape.ts'
import { namesIn, plainText, type Run } from './inline.ts'
import { typography } from './typography.ts'

/** Puts a zero-width space where a line may break and no space stands. */
const breakable = (runs: Run[], locale: Locale): Run[] => {
  const breaks = new Set<number>()
  let end = 0
  for (const unit of lineBreakUnits(plainText(runs), locale, namesIn(runs))) {
    end += unit.length
    if (!/\s$/.test(unit)) breaks.add(end)
  }
  breaks.delete(end)
  let offset = 0
  return runs.map((run) => {
    const text = run.text.split('').map((unit) => unit + (breaks.has(++offset) ? '\u200b' : ''))
    return { ...run, text: text.join('') }
  })
}

const runHtml = (run: Run, locale: Locale, breakMark: string): string => {
  let html = escapeHtml(run.text).replaceAll('\u200b', breakMark)
  const emphasis = typography[locale].italics ? 'em' : 'strong'
  if (run.italic && !(run.bold && emphasis === 'strong')) html = `<${emphasis}>${html}</${emphasis}>`
  if (run.bold) html = `<strong>${html}</strong>`
  return run.href ? `<a href="${escapeHtml(run.href)}">${html}</a>` : html
}

const joinHtml = (runs: Run[], locale: Locale, breakMark = '\u200b') =>
  runs.map((run) => runHtml(run, locale, breakMark)).join('')

/**
 * Runs as HTML, escaped. Khmer gets zero-width spaces between words, for mail readers that have no Khmer dictionary;
 * `breakMark` is what stands there instead: a browser knows `<wbr>`, which nobody copies out.
 */
export const runsHtml = (runs: Run[], locale: Locale, breakMark?: string): string =>
  joinHtml(locale === 'km' ? breakable(runs, locale) : runs, locale, breakMark)

/** A title as HTML, escaped, with places to break between its phrases. */
export const titleHtml = (runs: Run[], locale: Locale, breakMark?: string): string =>
  joinHtml(breakable(runs, locale), locale, breakMark)

/** A plain line as HTML. */
export const lineHtml = (line: string, locale: Locale, breakMark?: string): string =>
  runsHtml([{ text: line }], locale, breakMark)

const marker = { en: 'decimal', km: 'khmer', ja: 'decimal' } satisfies Record<Locale, string>

/** A list and those inside it as HTML. */
export const listHtml = (list: List, locale: Locale, nested = false): string => {
  const tag = list.ordered ? 'ol' : 'ul'
  const style = `margin:${nested ? '0.4em 0 0' : '0 0 1em'};padding:0 0 0 1.6em${list.ordered ? `;list-style-type:${marker[locale]}` : ''}`
  const items = list.items.map((item) => {
    const value = list.ordered && item.number !== null ? ` value="${item.number}"` : ''
    // A marker of the release's own goes into the text: mail programs know no other numbering than theirs.
    const mark = item.marker ? lineHtml(`${item.marker} `, locale) : ''
    const style = `margin:0 0 0.4em${mark && ';list-style-type:none'}`
    const inner = item.lists.map((one) => listHtml(one, locale, true)).join('')
    return `<li${value} style="${style}">${mark}${runsHtml(item.runs, locale)}${inner}</li>`
  })
  return `<${tag} style="${style}">${items.join('')}</${tag}>`
}
