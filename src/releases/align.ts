import type { Locale } from '../language/model.ts'
import { joinSentences, splitSentences } from '../language/sentences.ts'
import { closeBold, isAllBold, plain } from './parse/inline.ts'
import { openEnd, openStart } from './parse/vocabulary.ts'

/** A stretch of the source and the translation of just that stretch. */
export interface AlignedPair {
  source: string
  target: string
}

/** Above this many pairs to weigh, a paragraph is left whole: no release has one. */
const most = 250_000

/** Gale and Church (1993), "A Program for Aligning Sentences in Bilingual Corpora": variance of length per character, cost of a merge. */
const variance = 6.8
const mergeCost = 3
/** A number of two digits or more that stands on one side only speaks as strongly as a merge. */
const numberCost = 3

const zeros = [0x30, 0x17e0, 0xff10]
const numbersIn = (text: string): string[] =>
  (text.match(/[0-9០-៩０-９]{2,}/g) ?? []).map((digits) =>
    [...digits]
      .map((digit) => digit.codePointAt(0)! - zeros.findLast((zero) => zero <= digit.codePointAt(0)!)!)
      .join(''),
  )

const unmatched = (a: string[], b: string[]): number => {
  const left = [...b]
  let missing = 0
  for (const number of a) {
    const at = left.indexOf(number)
    if (at === -1) missing++
    else left.splice(at, 1)
  }
  return missing + left.length
}

interface Measured {
  length: number
  numbers: string[]
}

const measure = (sentences: string[]): Measured[] =>
  sentences.map((sentence) => ({
    length: sentence.replace(/[\s*]/g, '').length,
    numbers: numbersIn(sentence),
  }))

const sum = (measured: Measured[]) => measured.reduce((total, { length }) => total + length, 0)

/** How badly some source sentences and some target sentences fit each other. `ratio`: target characters per source character. */
const misfit = (source: Measured[], target: Measured[], ratio: number): number => {
  const wanted = sum(source) * ratio
  const deviation = (sum(target) - wanted) ** 2 / (2 * variance * Math.max(wanted, 1))
  const numbers = unmatched(
    source.flatMap((one) => one.numbers),
    target.flatMap((one) => one.numbers),
  )
  return deviation + mergeCost * (source.length + target.length - 2) + numberCost * numbers
}

/** The shapes that a group may have: one sentence to some, some to one, two to two. */
const shapes = (sources: number, targets: number): [number, number][] => {
  const widest = Math.max(3, Math.ceil(Math.max(sources, targets) / Math.min(sources, targets)) + 2)
  const many = Array.from({ length: widest }, (_, index) => index + 1)
  return [
    ...many.map((b): [number, number] => [1, b]),
    ...many.slice(1).map((a): [number, number] => [a, 1]),
    [2, 2],
  ]
}

/** The cheapest monotonic grouping, as pairs of counts; null where the two cannot be grouped. */
const grouping = (source: Measured[], target: Measured[]): [number, number][] | null => {
  const ratio = sum(target) / Math.max(sum(source), 1)
  const columns = target.length + 1
  const cost = new Float64Array((source.length + 1) * columns).fill(Number.POSITIVE_INFINITY)
  const step: [number, number][] = []
  cost[0] = 0
  const allowed = shapes(source.length, target.length)
  for (let i = 1; i <= source.length; i++)
    for (let j = 1; j <= target.length; j++)
      for (const [a, b] of allowed) {
        if (a > i || b > j) continue
        const before = cost[(i - a) * columns + j - b]!
        if (before === Number.POSITIVE_INFINITY) continue
        const total = before + misfit(source.slice(i - a, i), target.slice(j - b, j), ratio)
        if (total >= cost[i * columns + j]!) continue
        cost[i * columns + j] = total
        step[i * columns + j] = [a, b]
      }
  const groups: [number, number][] = []
  for (let i = source.length, j = target.length; i > 0 || j > 0; ) {
    const taken = step[i * columns + j]
    if (!taken) return null
    groups.unshift(taken)
    i -= taken[0]
    j -= taken[1]
  }
  return groups
}

/** The lines of a letterhead or title, those that only the page wrapped joined ("MINISTRY OF … / AND …"). */
const wholeLines = (text: string, locale: Locale): string[] => {
  const written = text.split('\n').filter((line) => line.trim() !== '')
  const lines: string[] = []
  for (const line of closeBold(written.map((one) => one.trim()))) {
    const words = isAllBold(line) ? plain(line) : line
    const before = lines.at(-1)
    if (before !== undefined && locale === 'en' && (openEnd.test(before) || openStart.test(words)))
      lines[lines.length - 1] = `${before} ${words}`
    else lines.push(words)
  }
  return lines
}

/**
 * Splits a paragraph and its translation into the smallest pairs that translate each other, in order, each side whole: joined again they
 * are the two texts. As many sentences on both sides pair one to one; otherwise sentences are grouped by length (Gale–Church) and by the
 * numbers that they share. Line breaks separate lines of a letterhead, which lose a mark that sets all of the line in bold.
 */
export const alignSentences = (
  source: string,
  target: string,
  sourceLocale: Locale,
  targetLocale: Locale,
): AlignedPair[] => {
  const isHead = [source, target].some((text) => text.trim().includes('\n'))
  const sourceLines = isHead ? wholeLines(source, sourceLocale) : [source.trim()]
  const targetLines = isHead ? wholeLines(target, targetLocale) : [target.trim()]
  if (sourceLines.length > 1 && sourceLines.length === targetLines.length)
    return sourceLines.map((line, index) => ({ source: line, target: targetLines[index]! }))

  const whole = { source: sourceLines.join(' '), target: joinSentences(targetLines, targetLocale) }
  const sources = splitSentences(whole.source, sourceLocale)
  const targets = splitSentences(whole.target, targetLocale)
  if (sources.length === targets.length && sources.length > 0)
    return sources.map((sentence, index) => ({ source: sentence, target: targets[index]! }))
  if (sources.length < 2 || targets.length < 2 || sources.length * targets.length > most) return [whole]

  const groups = grouping(measure(sources), measure(targets))
  if (groups === null) return [whole]
  const pairs: AlignedPair[] = []
  let [i, j] = [0, 0]
  for (const [a, b] of groups) {
    pairs.push({
      source: joinSentences(sources.slice(i, i + a), sourceLocale),
      target: joinSentences(targets.slice(j, j + b), targetLocale),
    })
    i += a
    j += b
  }
  return pairs
}
