import { type FoundDate, findDates } from '../language/dates.ts'
import type { Locale } from '../language/model.ts'

/** A text as the scorer sees it: words and marks, each date one token of its own kind. */
interface Token {
  key: string
  value: string
}

// A date or number that differs can be put in place, so it costs less than a word.
const PLACEABLE_COST = 0.25

/** Splits a text into the tokens that are compared: words without case, numbers, marks, and dates as one. */
export const tokenize = (text: string, locale: Locale): Token[] => {
  const tokens: Token[] = []
  let at = 0
  const words = (piece: string) => {
    for (const [value] of piece.matchAll(/\p{L}[\p{L}\p{M}]*|\p{N}+|[^\s\p{L}\p{N}*]/gu)) {
      const numeric = /^\p{N}/u.test(value)
      tokens.push({ key: numeric ? '#' : value.toLowerCase(), value })
    }
  }
  for (const date of findDates(text, locale)) {
    words(text.slice(at, date.start))
    tokens.push({ key: '#date', value: JSON.stringify(date.date) })
    at = date.end
  }
  words(text.slice(at))
  return tokens
}

/**
 * How like two texts are, in per cent: 100 for the same text, less by the share of tokens that would have to be
 * added, dropped or changed (Levenshtein on words, in order).
 */
export const similarity = (a: string, b: string, locale: Locale): number => {
  if (a === b) return 100
  const left = tokenize(a, locale)
  const right = tokenize(b, locale)
  const longest = Math.max(left.length, right.length)
  if (longest === 0) return 0
  let row = right.map((_, j) => j + 1)
  for (const [i, token] of left.entries()) {
    let diagonal = i
    let before = i + 1
    row = row.map((above, j) => {
      const other = right[j]!
      const change = token.key !== other.key ? 1 : token.value === other.value ? 0 : PLACEABLE_COST
      const best = Math.min(diagonal + change, above + 1, before + 1)
      diagonal = above
      before = best
      return best
    })
  }
  return Math.min(99, Math.floor(100 * (1 - (row.at(-1) ?? left.length) / longest)))
}

/** The dates of two texts by their place, where they differ. Null where the texts have not the same number. */
export const changedDates = (from: string, to: string, locale: Locale): [FoundDate, FoundDate][] | null => {
  const before = findDates(from, locale)
  const after = findDates(to, locale)
  if (before.length !== after.length) return null
  return before
    .map((date, i): [FoundDate, FoundDate] => [date, after[i]!])
    .filter(([a, b]) => JSON.stringify(a.date) !== JSON.stringify(b.date))
}
