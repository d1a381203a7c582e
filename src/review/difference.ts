const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })
const lettersOf = (text: string) => Array.from(letters.segment(text), ({ segment }) => segment)

/** Where two texts part and meet again: what went, what came, and the UTF-16 offset of both. */
export interface Difference {
  at: number
  removed: string
  added: string
}

/** The stretch that differs between two texts, by whole letters (grapheme clusters). */
export const differenceOf = (before: string, after: string): Difference => {
  const [a, b] = [lettersOf(before), lettersOf(after)]
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a[start] === b[start]) start++
  let end = 0
  while (end < most - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const middle = (all: string[]) => all.slice(start, all.length - end).join('')
  return { at: a.slice(0, start).join('').length, removed: middle(a), added: middle(b) }
}
