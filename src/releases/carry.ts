import { sourceLocale } from '../language/model.ts'
import { commonSequence } from '../language/sequences.ts'
import { tokenSimilarity } from '../translation/score.ts'
import { type Token, tokenize } from '../translation/tokens.ts'
import type { BlockType } from './blocks.ts'

/** A segment as it stands in a revision: its text and the type of its block. */
export interface Line {
  type: BlockType
  text: string
}

/** What became of the segments of one revision in the next. */
export type Change = 'unchanged' | 'changed' | 'new'

/** The least likeness, in per cent, of a changed segment to the one that it was, where both stand between the same neighbours. */
const CHANGED_THRESHOLD = 50

/** In longer stretches than this on both sides, not every pair is weighed. */
const PIECE = 16

interface Weighed extends Line {
  at: number
  tokens: Token[]
}

const likenessOf = (a: Weighed, b: Weighed): number => {
  if (a.text === b.text) return 100
  const score = a.type === b.type ? tokenSimilarity(a.tokens, b.tokens) : 0
  return score < CHANGED_THRESHOLD ? 0 : score
}

/** Pairs what is alike, in order, so that the sum of all likenesses is greatest. */
const pairAlike = (before: Weighed[], after: Weighed[]): [number, number][] => {
  const width = after.length + 1
  const total = new Float64Array((before.length + 1) * width)
  const score = (i: number, j: number) => likenessOf(before[i]!, after[j]!)
  const scores = before.map((_, i) => after.map((_, j) => score(i, j)))
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      total[i * width + j] = Math.max(
        total[(i + 1) * width + j]!,
        total[i * width + j + 1]!,
        total[(i + 1) * width + j + 1]! + scores[i]![j]!,
      )
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (total[i * width + j] === total[(i + 1) * width + j]) i++
    else if (total[i * width + j] === total[i * width + j + 1]) j++
    else pairs.push([before[i++]!.at, after[j++]!.at])
  }
  return pairs
}

/** Cuts two stretches into as many pieces of like share, so that the pairs to weigh grow with the length, not its square. */
const pieces = (before: Weighed[], after: Weighed[]): [Weighed[], Weighed[]][] => {
  const count = Math.ceil(Math.max(1, Math.min(before.length, after.length) / PIECE))
  const part = (all: Weighed[], n: number) =>
    all.slice(Math.round((all.length * n) / count), Math.round((all.length * (n + 1)) / count))
  return Array.from({ length: count }, (_, n) => [part(before, n), part(after, n)])
}

/**
 * Where each segment of a revision comes from: the index of the earlier one that it repeats or changes, null for a new one. The order is
 * kept, and no earlier segment is taken twice; those that nobody takes were removed. First the same texts in blocks of the same type are
 * found; between them, what is left is paired by likeness. Time grows with the number of segments, not its square.
 */
export const carryOver = (before: Line[], after: Line[]): (number | null)[] => {
  const key = ({ type, text }: Line) => `${type} ${text}`
  const same = commonSequence(before.map(key), after.map(key))
  const from = after.map((): number | null => null)
  const weighed = (lines: Line[], start: number, end: number) =>
    lines
      .slice(start, end)
      .map((line, i): Weighed => ({ ...line, at: start + i, tokens: tokenize(line.text, sourceLocale) }))
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...same, [before.length, after.length] as const]) {
    if (i < nextI && j < nextJ)
      for (const [left, right] of pieces(weighed(before, i, nextI), weighed(after, j, nextJ)))
        for (const [was, is] of pairAlike(left, right)) from[is] = was
    if (nextJ < after.length) from[nextJ] = nextI
    ;[i, j] = [nextI + 1, nextJ + 1]
  }
  return from
}

/** How many segments were kept, changed, added and removed. */
export const countChanges = (before: Line[], after: Line[], from: (number | null)[]) => {
  const changes = from.map(
    (was, is): Change =>
      was === null ? 'new' : before[was]!.text === after[is]!.text ? 'unchanged' : 'changed',
  )
  const count = (wanted: Change) => changes.filter((change) => change === wanted).length
  return {
    unchanged: count('unchanged'),
    changed: count('changed'),
    new: count('new'),
    removed: before.length - from.filter((was) => was !== null).length,
  }
}
