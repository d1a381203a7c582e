import { type DefaultTreeAdapterMap, html, parseFragment } from 'parse5'
import { isJapanese } from '../../language/japanese-width.ts'
import type { Locale } from '../../language/model.ts'
import { escapeHtml } from '../../publishing/escape.ts'
import { parseInline, type Run } from '../../publishing/inline.ts'

type Node = DefaultTreeAdapterMap['childNode']

const address =
  /(?:https?:\/\/|www\.)[\w.~:/?#@!$&'*+,;=%-]{1,2000}(?<![.,;:!?'])|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/

const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

interface Writer {
  text(text: string): string
  href(inner: string, href: string): string
  bold(inner: string): string
  italic(inner: string): string
}

/** Runs that follow each other and agree in one thing. */
const groups = <K>(runs: Run[], keyOf: (run: Run) => K): { key: K; runs: Run[] }[] =>
  runs.reduce<{ key: K; runs: Run[] }[]>((out, run) => {
    const last = out.at(-1)
    if (last && last.key === keyOf(run)) last.runs.push(run)
    else out.push({ key: keyOf(run), runs: [run] })
    return out
  }, [])

/** Runs as marks inside marks: italics in bold in links, each opened once for all that it holds. */
const nested = (runs: Run[], writer: Writer): string =>
  groups(runs, (run) => run.href)
    .map((link) => {
      const inner = groups(link.runs, (run) => run.bold)
        .map((strong) => {
          const inside = groups(strong.runs, (run) => run.italic)
            .map((slanted) => {
              const text = writer.text(slanted.runs.map((run) => run.text).join(''))
              return slanted.key ? writer.italic(text) : text
            })
            .join('')
          return strong.key ? writer.bold(inside) : inside
        })
        .join('')
      return link.key === undefined ? inner : writer.href(inner, link.key)
    })
    .join('')

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
  return nested(parseInline(markdown), {
    text: content,
    href: (inner, href) => `<a href="${escapeHtml(href)}">${inner}</a>`,
    bold: (inner) => `<b>${inner}</b>`,
    italic: (inner) => `<i>${inner}</i>`,
  })
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

/** Marks set tight around their words: blanks inside a tag go outside, a tag without words goes. */
const tight = (inner: string, before: string, after: string): string => {
  const [, head = '', core = '', tail = ''] = /^( *)(.*?)( *)$/s.exec(inner) ?? []
  return core === '' ? inner : head + before + core + after + tail
}

/** HTML from a translation service as inline Markdown: entities decoded, marks tight around their words. */
export const fromHtml = (fragment: string, locale: Locale): string => {
  const runs = runsOf(parseFragment(fragment).childNodes, {})
  return nested(locale === 'ja' ? withoutTagBlanks(runs) : runs, {
    text: (text) => text,
    href: (inner, href) => tight(inner, '[', `](${href})`),
    bold: (inner) => tight(inner, '**', '**'),
    italic: (inner) => tight(inner, '*', '*'),
  })
}
