import { plain } from './inline.ts'
import { withMarker } from './markers.ts'
import type { Piece, Warning } from './model.ts'
import { mailDivider, mailHeader } from './vocabulary.ts'

const quoted = /^[> \t]*>/

/** A text without the marks that an e-mail program set before most of its lines: `>` means a quotation only where some lines have it. */
export const withoutQuoting = (text: string): string => {
  const lines = text.split('\n')
  const depths = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.match(quoted)?.[0].replace(/[^>]/g, '').length ?? 0)
    .sort((a, b) => a - b)
  const depth = depths[Math.floor(depths.length * 0.3)] ?? 0
  if (depth === 0 || depths.length < 3) return text
  const marks = new RegExp(`^(?:[ \\t]*>){1,${Math.min(depth, 1000)}} ?`)
  return lines.map((line) => line.replace(marks, '')).join('\n')
}

/** How far down a covering note may reach. */
const longestCover = 15

/** Where the e-mail's head that begins within the next pieces ends: a divider, or two or more of its lines with what they wrap to; null where there is none. */
const headEnd = (pieces: Piece[], from: number): number | null => {
  const is = (pattern: RegExp, at: number) => pieces[at] !== undefined && pattern.test(plain(pieces[at].text))
  for (let at = from; at < from + longestCover; at++) {
    const divided = is(mailDivider, at)
    if (!divided && !is(mailHeader, at)) continue
    let end = at
    let headers = 0
    for (let next = at; next - end < 3; next++) {
      const header = is(mailHeader, next)
      if (header) headers++
      if (header || is(mailDivider, next)) end = next + 1
      else if (!pieces[next]?.tight) break
    }
    if (headers >= 2 || divided) return end
  }
  return null
}

/** Takes the heads of forwarded e-mails off the top, with the words that cover them. */
export const withoutMailHead = (pieces: Piece[], warnings: Warning[]): Piece[] => {
  let start = 0
  for (let end = headEnd(pieces, 0); end !== null; end = headEnd(pieces, start)) start = end
  for (const piece of pieces.slice(0, start))
    warnings.push({ code: 'mail-header-left-out', params: { text: withMarker(piece) } })
  return pieces.slice(start)
}
