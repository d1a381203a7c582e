import type { Locale } from './model.ts'
import { commonSequence } from './sequences.ts'

/** A stretch of two texts that are compared: of both, of the second alone, or of the first alone. */
export interface Run {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** A longer text, in UTF-16 code units, is compared by what stands between its spaces: Intl.Segmenter copies it for every word. */
const longest = 20_000

/** The words of a text and what stands between them; joined, they are the text. None ends inside a cluster. */
const wordsOf = (text: string, locale: Locale): string[] => {
  if (text.length > longest) return text.match(/\s+|\S+/g) ?? []
  const clusters = new Set<number>()
  for (const { index } of new Intl.Segmenter(locale).segment(text)) clusters.add(index)
  const words: string[] = []
  for (const { index, segment } of new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)) {
    if (clusters.has(index)) words.push(segment)
    else words[words.length - 1] += segment
  }
  return words
}

/** Something replaced, then something kept. */
interface Step {
  removed: string
  added: string
  same: string
}

const steps = (before: string[], after: string[]): Step[] => {
  const all: Step[] = []
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...commonSequence(before, after), [before.length, after.length] as const]) {
    const removed = before.slice(i, nextI).join('')
    const added = after.slice(j, nextJ).join('')
    const same = before[nextI] ?? ''
    if (removed === '' && added === '' && all.length > 0) all.at(-1)!.same += same
    else all.push({ removed, added, same })
    ;[i, j] = [nextI + 1, nextJ + 1]
  }
  return all
}

/** Changes with nothing but a space between them read as one replacement. */
const joined = (all: Step[]): Step[] => {
  const result: Step[] = []
  for (const step of all) {
    const last = result.at(-1)
    const isChange = step.removed !== '' || step.added !== ''
    const replaces = last && last.removed + step.removed !== '' && last.added + step.added !== ''
    if (isChange && replaces && last.removed + last.added !== '' && /^\s+$/.test(last.same)) {
      last.removed += last.same + step.removed
      last.added += last.same + step.added
      last.same = step.same
    } else result.push({ ...step })
  }
  return result
}

/**
 * How one text became another, by words (Intl.Segmenter's, so that Khmer and Japanese have some too). The runs `same` and `removed`, in
 * order, are the first text, `same` and `added` the second, letter for letter; none is empty, and no cluster of letters is cut.
 * Linear in the texts' length, but for a logarithm; never throws.
 */
export const diffWords = (before: string, after: string, locale: Locale): Run[] =>
  joined(steps(wordsOf(before, locale), wordsOf(after, locale)))
    .flatMap(({ removed, added, same }): Run[] => [
      { kind: 'removed', text: removed },
      { kind: 'added', text: added },
      { kind: 'same', text: same },
    ])
    .filter(({ text }) => text !== '')
