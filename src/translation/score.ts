import type { Locale } from '../language/model.ts'
import { type People, type Token, tokenize } from './tokens.ts'

// Costs in quarters of a word: a placeable that says something else can be put in place.
const WORD = 4
const PLACEABLE = 1

/** What it costs to change the token at one place into that at another. Tokens are compared as numbers: texts may be long. */
const costsOf = (left: Token[], right: Token[]): ((i: number, j: number) => number) => {
  const seen = new Map<string, number>()
  const idOf = (text: string) => {
    const id = seen.get(text) ?? seen.size
    seen.set(text, id)
    return id
  }
  const [keys, others] = [left, right].map((tokens) => Int32Array.from(tokens, ({ key }) => idOf(key)))
  const [values, otherValues] = [left, right].map((tokens) =>
    Int32Array.from(tokens, ({ value }) => idOf(value)),
  )
  return (i, j) => (keys![i] !== others![j] ? WORD : values![i] === otherValues![j] ? 0 : PLACEABLE)
}

/** The least cost of turning one list of tokens into another, in quarters of a word (Levenshtein, two rows). */
const distance = (left: Token[], right: Token[]): number => {
  const costOf = costsOf(left, right)
  const row = Uint32Array.from({ length: right.length + 1 }, (_, j) => j * WORD)
  for (let i = 0; i < left.length; i++) {
    let diagonal = row[0]!
    row[0] = (i + 1) * WORD
    for (let j = 1; j <= right.length; j++) {
      const above = row[j]!
      const change = diagonal + costOf(i, j - 1)
      const around = Math.min(above, row[j - 1]!) + WORD
      row[j] = Math.min(change, around)
      diagonal = above
    }
  }
  return row[right.length]!
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

/**
 * How like two tokenized texts are, in whole per cent, 0–100: less by the share of tokens that would have to be added,
 * dropped or changed, in order. A date, number or name that says something else counts a quarter.
 */
export const tokenSimilarity = (left: Token[], right: Token[]): number => {
  const longest = Math.max(left.length, right.length)
  if (longest === 0) return 0
  if (left.length * right.length > MOST_PAIRS) return Math.floor((100 * shared(left, right)) / longest)
  return Math.floor(100 * (1 - distance(left, right) / (WORD * longest)))
}

/** How like two texts are, in per cent: 100 for the very same text only, else as their tokens are, 99 at most. */
export const similarity = (a: string, b: string, locale: Locale, people?: People): number =>
  a === b ? 100 : Math.min(99, tokenSimilarity(tokenize(a, locale, people), tokenize(b, locale, people)))

/** The largest table that an alignment is worth, in cells. */
const LARGEST_TABLE = 4_000_000

const [CHANGE, DROP, ADD] = [0, 1, 2]

/**
 * Which token of one text became which of the other, in order, at the least cost: `[left, right]`, one of them null where a
 * token came or went. Null where the texts are too long to say.
 */
export const align = (left: Token[], right: Token[]): [Token | null, Token | null][] | null => {
  const width = right.length + 1
  if ((left.length + 1) * width > LARGEST_TABLE) return null
  const costOf = costsOf(left, right)
  const steps = new Uint8Array((left.length + 1) * width).fill(ADD, 0, width)
  const row = Uint32Array.from({ length: width }, (_, j) => j * WORD)
  for (let i = 0; i < left.length; i++) {
    let diagonal = row[0]!
    row[0] = (i + 1) * WORD
    steps[(i + 1) * width] = DROP
    for (let j = 1; j < width; j++) {
      const above = row[j]!
      const change = diagonal + costOf(i, j - 1)
      const drop = above + WORD
      const add = row[j - 1]! + WORD
      row[j] = Math.min(change, drop, add)
      steps[(i + 1) * width + j] = row[j] === change ? CHANGE : row[j] === drop ? DROP : ADD
      diagonal = above
    }
  }
  const pairs: [Token | null, Token | null][] = []
  for (let [i, j] = [left.length, right.length]; i > 0 || j > 0; ) {
    const step = steps[i * width + j]
    pairs.push([step === ADD ? null : left[i - 1]!, step === DROP ? null : right[j - 1]!])
    if (step !== ADD) i--
    if (step !== DROP) j--
  }
  return pairs.reverse()
}
