import { isJapanese } from '../language/japanese-width.ts'
import { lineBreakUnits } from '../language/line-breaking.ts'
import type { Locale } from '../language/model.ts'

const CHRF_ORDER = 6
const CHRF_BETA = 2

const ngrams = (letters: string[], size: number): Map<string, number> => {
  const counts = new Map<string, number>()
  for (let at = 0; at + size <= letters.length; at++) {
    const gram = letters.slice(at, at + size).join('')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}

const total = (counts: Map<string, number>) =>
  Math.max(
    0,
    [...counts.values()].reduce((a, b) => a + b, 0),
  )

/**
 * How like a draft is to what was approved, by its letters: chrF, the F-score (β = 2) of character n-grams of 1 to 6,
 * white space left out. 0 to 100; 100 for the same letters. Popović 2015, https://aclanthology.org/W15-3049; precision and
 * recall are averaged over the orders that both texts have, as in sacreBLEU's sentence score.
 */
export const chrf = (draft: string, approved: string): number => {
  const [hypothesis, reference] = [draft, approved].map((text) => [...text.replace(/\s/g, '')]) as [
    string[],
    string[],
  ]
  let [precision, recall, orders] = [0, 0, 0]
  for (let size = 1; size <= CHRF_ORDER; size++) {
    const [ours, theirs] = [ngrams(hypothesis, size), ngrams(reference, size)]
    const [all, wanted] = [total(ours), total(theirs)]
    if (all === 0 || wanted === 0) break
    let matches = 0
    for (const [gram, count] of ours) matches += Math.min(count, theirs.get(gram) ?? 0)
    precision += matches / all
    recall += matches / wanted
    orders++
  }
  if (precision + recall === 0) return hypothesis.length + reference.length === 0 ? 100 : 0
  precision /= orders
  recall /= orders
  const weight = CHRF_BETA ** 2
  return (100 * (1 + weight) * precision * recall) / (weight * precision + recall)
}

/**
 * The words of a text as TER counts them: in Khmer the words that a line may break between, in Japanese each letter (as in
 * TERCOM's mode for Asian text), punctuation by itself.
 */
const wordsOf = (text: string, locale: Locale): string[] =>
  (locale === 'km' ? lineBreakUnits(text, locale) : [text]).flatMap((unit) =>
    (unit.match(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? []).flatMap((word) =>
      locale === 'ja' && isJapanese(word) ? [...word] : [word],
    ),
  )

/** How many words have to be added, dropped or replaced to make one list of the other. */
const edits = (from: readonly string[], to: readonly string[]): number => {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (const [i, word] of from.entries()) {
    const next = [i + 1]
    for (let j = 1; j <= to.length; j++)
      next.push(Math.min(row[j - 1]! + (word === to[j - 1] ? 0 : 1), row[j]! + 1, next[j - 1]! + 1))
    row = next
  }
  return row[to.length]!
}

/** What may be moved, as in TERCOM: so many words, so far; and how many moves are tried, the longest first. */
const LONGEST_SHIFT = 10
const FARTHEST_SHIFT = 50
const MOST_TRIED = 200
/** Longer texts are compared without moves: each one tried costs their length squared. */
const LONGEST_SEARCHED = 120

/** The runs of words that stand in both lists, at different places; the longest first. */
const commonRuns = (from: readonly string[], to: readonly string[]) => {
  const runs: { start: number; goal: number; size: number }[] = []
  for (let start = 0; start < from.length; start++) {
    const last = Math.min(to.length - 1, start + FARTHEST_SHIFT)
    for (let goal = Math.max(0, start - FARTHEST_SHIFT); goal <= last; goal++) {
      let size = 0
      while (size < LONGEST_SHIFT && start + size < from.length && from[start + size] === to[goal + size])
        size++
      if (size > 0 && goal !== start) runs.push({ start, goal, size })
    }
  }
  return runs.sort((a, b) => b.size - a.size)
}

/** The move of a run of words that brings `from` nearest to `to`; null if none is worth its own edit. */
const bestShift = (from: readonly string[], to: readonly string[], before: number) => {
  let best: { words: string[]; distance: number } | null = null
  if (before < 2) return best
  for (const { start, goal, size } of commonRuns(from, to).slice(0, MOST_TRIED)) {
    // A move spares each of its words being dropped here and added there, and no more.
    if (before - 2 * size >= (best?.distance ?? before - 1)) break
    const rest = [...from.slice(0, start), ...from.slice(start + size)]
    const words = [...rest.slice(0, goal), ...from.slice(start, start + size), ...rest.slice(goal)]
    const distance = edits(words, to)
    if (distance < (best?.distance ?? before - 1)) best = { words, distance }
  }
  return best
}

/**
 * How much work a draft took, by its words: TER, the edits that make the approved text of it (words added, dropped,
 * replaced, and runs of words moved, one edit each) per 100 words of the approved text. 0 for the same words; more than 100
 * where hardly anything stood. Case counts, since somebody had to change it. The search for moves is greedy, as in Snover
 * et al. 2006, https://aclanthology.org/2006.amta-papers.25
 */
export const ter = (draft: string, approved: string, locale: Locale): number => {
  let words = wordsOf(draft, locale)
  const reference = wordsOf(approved, locale)
  let distance = edits(words, reference)
  let moves = 0
  if (Math.max(words.length, reference.length) <= LONGEST_SEARCHED) {
    for (
      let shift = bestShift(words, reference, distance);
      shift;
      shift = bestShift(words, reference, distance)
    ) {
      words = shift.words
      distance = shift.distance
      moves++
    }
  }
  return (100 * (distance + moves)) / Math.max(1, reference.length)
}
