import { lineBreakUnits } from '../language/line-breaking.ts'
import type { Locale } from '../language/model.ts'
import type { List } from './content.ts'
import { namesIn, plainText, type Run } from './inline.ts'
import { typography } from './typography.ts'

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML text or a quoted attribute's value. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!)

/** Puts a zero-width space after each Khmer word that no space follows: mail readers without a Khmer dictionary break there. */
const breakable = (runs: Run[], locale: Locale): Run[] => {
  if (locale !== 'km') return runs
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

const runHtml = (run: Run, locale: Locale): string => {
  let html = escapeHtml(run.text)
  const emphasis = typography[locale].italics ? 'em' : 'strong'
  if (run.italic && !(run.bold && emphasis === 'strong')) html = `<${emphasis}>${html}</${emphasis}>`
  if (run.bold) html = `<strong>${html}</strong>`
  return run.href ? `<a href="${escapeHtml(run.href)}">${html}</a>` : html
}

/** Runs as HTML, escaped. Khmer gets zero-width spaces between words. */
export const runsHtml = (runs: Run[], locale: Locale): string =>
  breakable(runs, locale)
    .map((run) => runHtml(run, locale))
    .join('')

/** A plain line as HTML. */
export const lineHtml = (line: string, locale: Locale): string => runsHtml([{ text: line }], locale)

const marker = { en: 'decimal', km: 'khmer', ja: 'decimal' } satisfies Record<Locale, string>

/** A list and those inside it as HTML. */
export const listHtml = (list: List, locale: Locale): string => {
  const tag = list.ordered ? 'ol' : 'ul'
  const style = `margin:0 0 1em;padding:0 0 0 1.6em${list.ordered ? `;list-style-type:${marker[locale]}` : ''}`
  const items = list.items.map((item) => {
    const value = list.ordered && item.number !== null ? ` value="${item.number}"` : ''
    const inner = item.lists.map((one) => listHtml(one, locale)).join('')
    return `<li${value} style="margin:0 0 0.4em">${runsHtml(item.runs, locale)}${inner}</li>`
  })
  return `<${tag} style="${style}">${items.join('')}</${tag}>`
}
