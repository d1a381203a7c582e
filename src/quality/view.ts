import type { Span } from './model.ts'

/** A text as it reads: without markup, addresses and invisible characters, Khmer look-alikes folded. */
export interface View {
  raw: string
  text: string
  /** The place in the raw text of a place in `text`. */
  span: (start: number, end: number) => Span
}

const hidden = /\*{1,3}|[\u200b-\u200d\u2060\ufeff\u00ad]|\]\([^()\s]{1,2000}\)|\[(?=[^[\]\n]{1,500}\]\()/g
/** Web and mail addresses, without the full stop that may follow one. */
const address =
  /(?:https?:\/\/|www\.)[\w.~:/?#@!$&'*+,;=%-]{1,2000}(?<![.,;:!?'])|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|gov|int|edu|info|kh|jp|asia|me)(?![\w-])(?:\/[\w./?=&%#-]{0,200}(?<![.?]))?/g

/** Few texts have an address, and to look for one takes time. */
const mayHaveAddress = /@|:\/\/|www\.|[a-z]\.[a-z]/

/** The web and mail addresses of a text. */
export const addressesIn = (text: string): RegExpExecArray[] =>
  mayHaveAddress.test(text) ? [...text.matchAll(address)] : []

const folded: Record<string, string> = { '\u17d2\u178a': '\u17d2\u178f', ឲ: 'ឱ' }

/** Reads a text; the view's length differs from the raw one's where something is hidden. */
export const viewOf = (raw: string): View => {
  const pieces: string[] = []
  const offsets: number[] = []
  const starts: number[] = []
  let length = 0
  let last = 0
  const keep = (from: number, to: number) => {
    if (from >= to) return
    starts.push(length)
    offsets.push(from)
    pieces.push(raw.slice(from, to))
    length += to - from
  }
  for (const match of raw.matchAll(hidden)) {
    keep(last, match.index)
    last = match.index + match[0].length
  }
  keep(last, raw.length)
  const at = (offset: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return starts.length === 0 ? offset : offsets[low]! + offset - starts[low]!
  }
  const shown = pieces.join('').replace(/\u17d2\u178a|ឲ/g, (chars) => folded[chars]!)
  const text = mayHaveAddress.test(shown)
    ? shown.replace(address, (written) => '\ufffc'.repeat(written.length))
    : shown
  return { raw, text, span: (start, end) => [at(start), end > start ? at(end - 1) + 1 : at(start)] }
}
