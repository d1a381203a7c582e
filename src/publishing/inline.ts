/** A stretch of text in one style. */
export interface Run {
  text: string
  bold?: true
  italic?: true
  /** An absolute http, https or mailto address. */
  href?: string
}

const schemes = new Set(['http:', 'https:', 'mailto:'])

const isSafeLink = (href: string) => URL.canParse(href) && schemes.has(new URL(href).protocol)

// Each bracket's text stops at the next bracket and each address at the next parenthesis, so scanning stays linear.
const link = /\[([^[\]]+)\]\(([^\s()]+)\)/g
const stars = /\*\*|\*/g

interface Toggle {
  index: number
  mark: '**' | '*'
}

/** The pairs of emphasis marks: an opening one stands before a letter, a closing one after a letter. */
const togglesOf = (text: string): Toggle[] => {
  const open: Partial<Record<Toggle['mark'], Toggle>> = {}
  const toggles: Toggle[] = []
  for (const match of text.matchAll(stars)) {
    const toggle = { index: match.index, mark: match[0] as Toggle['mark'] }
    const { mark, index } = toggle
    const opening = open[mark]
    if (opening && index > opening.index + mark.length && /\S/.test(text[index - 1] ?? ' ')) {
      toggles.push(opening, toggle)
      delete open[mark]
    } else if (/\S/.test(text[index + mark.length] ?? ' ')) open[mark] = toggle
  }
  return toggles.sort((a, b) => a.index - b.index)
}

/** Hides the addresses of links from the search for emphasis: an asterisk there is a letter of the address. */
const withoutAddresses = (text: string) =>
  text.replace(link, (whole, label: string, href: string) =>
    isSafeLink(href) ? `\0${label}${'\0'.repeat(whole.length - label.length - 1)}` : whole,
  )

const style = (text: string, bold: boolean, italic: boolean, href?: string): Run => ({
  text,
  ...(bold && { bold: true as const }),
  ...(italic && { italic: true as const }),
  ...(href !== undefined && { href }),
})

/**
 * Reads inline Markdown: `**bold**`, `*italic*` and `[text](address)` with an http, https or mailto address. Whatever
 * else looks like markup is text. White space that is a line's or a tab's becomes one space; control characters vanish.
 */
export const parseInline = (source: string): Run[] => {
  const text = cleanLine(source)
  const edges: { index: number; length: number; apply: () => void }[] = []
  let bold = false
  let italic = false
  let href: string | undefined
  for (const { index, mark } of togglesOf(withoutAddresses(text)))
    edges.push({
      index,
      length: mark.length,
      apply: () => {
        if (mark === '**') bold = !bold
        else italic = !italic
      },
    })
  for (const match of text.matchAll(link)) {
    const [whole, label, address] = match as unknown as [string, string, string]
    if (!isSafeLink(address)) continue
    edges.push({ index: match.index, length: 1, apply: () => (href = address) })
    edges.push({
      index: match.index + 1 + label.length,
      length: whole.length - 1 - label.length,
      apply: () => (href = undefined),
    })
  }
  const runs: Run[] = []
  let position = 0
  for (const edge of edges.sort((a, b) => a.index - b.index)) {
    if (edge.index > position) runs.push(style(text.slice(position, edge.index), bold, italic, href))
    edge.apply()
    position = edge.index + edge.length
  }
  if (position < text.length) runs.push(style(text.slice(position), bold, italic, href))
  return runs
}

/** The letters of runs, without their styles. */
export const plainText = (runs: Run[]): string => runs.map((run) => run.text).join('')

/** Runs cut where a sign stands in their text; the sign is left out. */
export const splitRuns = (runs: Run[], sign: string): Run[][] => {
  const pieces: Run[][] = [[]]
  for (const run of runs) {
    for (const [index, text] of run.text.split(sign).entries()) {
      if (index > 0) pieces.push([])
      if (text !== '') pieces.at(-1)!.push({ ...run, text })
    }
  }
  return pieces
}

/** Bold phrases of up to so many UTF-16 code units: in a release they are names, which stay on one line. */
export const namesIn = (runs: Run[], longest = 40): string[] =>
  runs.filter((run) => run.bold && run.text.length <= longest).map((run) => run.text.trim())

/** One line without line breaks, tabs or control characters: what a title, a header or a run of text may hold. */
export const cleanLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
