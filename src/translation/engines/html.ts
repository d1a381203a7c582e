import { type DefaultTreeAdapterMap, html, parseFragment } from 'parse5'
import { isJapanese } from '../../language/japanese-width.ts'
import type { Locale } from '../../language/model.ts'
import { escapeHtml } from '../../publishing/html.ts'
import { parseInline, type Run } from '../../publishing/inline.ts'

type Node = DefaultTreeAdapterMap['childNode']

const address =
  /(?:https?:\/\/|www\.)[\w.~:/?#@!$&'*+,;=%-]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/

const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** The pattern of what is not to be translated: addresses, and terms, the longest first. */
const protectedPattern = (terms: ReadonlyMap<string, string>) => {
  const longestFirst = [...terms.keys()].sort((a, b) => b.length - a.length).map(quote)
  const written =
    longestFirst.length > 0 ? `|(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])` : ''
  return new RegExp(`${address.source}${written}`, 'gu')
}

/**
 * Inline Markdown as HTML for a translation service: bold as `<b>`, italics as `<i>`, links as `<a>`. Addresses stand in
 * spans that are not to be translated; so does each term's target, in the place of the term.
 * @param terms from the term as written to what is to stand for it
 */
export const toHtml = (markdown: string, terms: ReadonlyMap<string, string> = new Map()): string => {
  const pattern = protectedPattern(terms)
  const content = (text: string) => {
    let out = ''
    let at = 0
    for (const match of text.matchAll(pattern)) {
      out += escapeHtml(text.slice(at, match.index))
      out += `<span translate="no">${escapeHtml(terms.get(match[0]) ?? match[0])}</span>`
      at = match.index + match[0].length
    }
    return out + escapeHtml(text.slice(at))
  }
  return parseInline(markdown)
    .map(({ text, bold, italic, href }) => {
      const styled = `${bold ? '<b>' : ''}${italic ? '<i>' : ''}${content(text)}${italic ? '</i>' : ''}${bold ? '</b>' : ''}`
      return href === undefined ? styled : `<a href="${escapeHtml(href)}">${styled}</a>`
    })
    .join('')
}

const styles: Record<string, Partial<Run>> = {
  b: { bold: true },
  strong: { bold: true },
  i: { italic: true },
  em: { italic: true },
}

const runsOf = (nodes: Node[], style: Omit<Run, 'text'>): Run[] =>
  nodes.flatMap((node) => {
    if ('value' in node) return [{ ...style, text: node.value.replace(/[\t\n\f\r ]+/g, ' ') }]
    if (!('tagName' in node) || node.namespaceURI !== html.NS.HTML) return []
    const href = node.attrs.find(({ name }) => name === 'href')?.value
    return runsOf(node.childNodes, {
      ...style,
      ...styles[node.tagName],
      ...(node.tagName === 'a' && href !== undefined && { href }),
    })
  })

const isAlike = (a: Run, b: Run) => a.bold === b.bold && a.italic === b.italic && a.href === b.href

/** Blanks that a service puts around tags in Japanese, which has none between its letters, are taken out. */
const withoutTagBlanks = (runs: Run[]): Run[] => {
  for (const [at, run] of runs.entries()) {
    const before = runs[at - 1]
    if (!before) continue
    const [last, first] = [before.text.trimEnd().at(-1) ?? '', run.text.trimStart().at(0) ?? '']
    if (!isJapanese(last) || !isJapanese(first)) continue
    before.text = before.text.replace(/ +$/, '')
    run.text = run.text.replace(/^ +/, '')
  }
  return runs
}

const joined = (runs: Run[]): Run[] =>
  runs.reduce<Run[]>((out, run) => {
    const last = out.at(-1)
    if (last && isAlike(last, run)) last.text += run.text
    else if (run.text !== '') out.push({ ...run })
    return out
  }, [])

/** HTML from a translation service as inline Markdown: entities decoded, marks tight around their words. */
export const fromHtml = (fragment: string, locale: Locale): string => {
  const runs = runsOf(parseFragment(fragment).childNodes, {})
  return joined(locale === 'ja' ? withoutTagBlanks(runs) : runs)
    .map(({ text, bold, italic, href }) => {
      const [, before = '', core = '', after = ''] = /^( *)(.*?)( *)$/s.exec(text) ?? []
      if (core === '') return text
      const marked = `${bold ? '**' : ''}${italic ? '*' : ''}${core}${italic ? '*' : ''}${bold ? '**' : ''}`
      return before + (href === undefined ? marked : `[${marked}](${href})`) + after
    })
    .join('')
}
