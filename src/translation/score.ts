import { type FoundDate, findDates } from '../language/dates.ts'
import type { Locale } from '../language/model.ts'

/** A text as the scorer sees it: words and marks, each date one token of its own kind. */
export interface Token {
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

/** Above this many pairs of tokens their order is not looked at: no sentence has as many. */
const MOST_PAIRS = 4_000_000

/** How many tokens two texts share, in whatever order: no fewer than any comparison in order can find. */
const shared = (left: Token[], right: Token[]): number => {
  const counts = new Map<string, number>()
  for (const { key } of left) counts.set(key, (counts.get(key) ?? 0) + 1)
  let count = 0
  for (const { key } of right) {
    const there = counts.get(key) ?? 0
    if (there > 0) count++
    counts.set(key, there - 1)
  }
  return count
}

/** As `similarity`, of texts that are known not to be the same and are taken apart already; 99 at most. */
export const likeness = (left: Token[], right: Token[]): number => {
  const longest = Math.max(left.length, right.length)
  if (longest === 0) return 0
  if (left.length * right.length > MOST_PAIRS)
    return Math.min(99, Math.floor((100 * shared(left, right)) / longest))
  // The costs of turning the tokens of `left` so far into the first j of `right`.
  const row = Float64Array.from({ length: right.length + 1 }, (_, j) => j)
  for (const token of left) {
    let diagonal = row[0]!++
    for (const [j, other] of right.entries()) {
      const change = token.key !== other.key ? 1 : token.value === other.value ? 0 : PLACEABLE_COST
      const above = row[j + 1]!
      row[j + 1] = Math.min(diagonal + change, above + 1, row[j]! + 1)
      diagonal = above
    }
  }
  return Math.min(99, Math.floor(100 * (1 - row.at(-1)! / longest)))
}

/**
 * How like two texts are, in per cent: 100 for the same text, less by the share of tokens that would have to be
 * added, dropped or changed (Levenshtein on words, in order).
 */
export const similarity = (a: string, b: string, locale: Locale): number =>
  a === b ? 100 : likeness(tokenize(a, locale), tokenize(b, locale))

/** The dates of two texts by their place, where they differ. Null where the texts have not the same number. */
export const changedDates = (from: string, to: string, locale: Locale): [FoundDate, FoundDate][] | null => {
  const before = findDates(from, locale)
  const after = findDates(to, locale)
  if (before.length !== after.length) return null
  return before
    .map((date, i): [FoundDate, FoundDate] => [date, after[i]!])
    .filter(([a, b]) => JSON.stringify(a.date) !== JSON.stringify(b.date))
}
