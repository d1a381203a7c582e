import { runChecks } from '../src/quality/run.ts'
import { concepts, corpus } from '../test/quality/corpus.ts'
import { score } from '../test/quality/mutations.ts'
import type { Benchmark } from './support/model.ts'

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`

/** Milliseconds to check a release of 500 segments: the best of several runs, and the median. */
const timeOf = (target: 'km' | 'ja'): string => {
  const clean = corpus.filter((document) => document.target === target).flatMap(({ segments }) => segments)
  const segments = Array.from({ length: 500 }, (_, index) => clean[index % clean.length]!)
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now()
    runChecks({ source: 'en', target, segments, concepts })
    return performance.now() - start
  })
  const [best, median] = [times.sort((a, b) => a - b)[0]!, times[7]!]
  return `${best.toFixed(0)} ms (median ${median.toFixed(0)} ms)`
}

export const benchmark: Benchmark = {
  title: 'Checks: what they find of planted errors, and what they cry of correct text',
  async run() {
    const { scores, missed, cleanSegments } = score()
    const falseFindings = scores.reduce((sum, entry) => sum + entry.falseFindings, 0)
    const kinds = Map.groupBy(missed, ({ mutator, document }) => `${mutator.name} (${document.target})`)
    return {
      rows: scores.map((entry) => ({
        check: entry.check,
        planted: entry.planted,
        found: entry.found,
        recall: percent(entry.found, entry.planted),
        'false findings': entry.falseFindings,
        precision: percent(entry.found, entry.found + entry.falseFindings),
      })),
      how: [
        `One known error at a time is planted in a corpus of correct pairs (test/quality). ${falseFindings} false findings on`,
        `${cleanSegments} clean segments. Out of reach: negation, tone, who does what to whom.`,
        `500 segments: Khmer ${timeOf('km')}, Japanese ${timeOf('ja')}.`,
        ...(missed.length > 0
          ? [`Not found: ${[...kinds].map(([kind, list]) => `${kind} ${list.length}`).join(', ')}.`]
          : []),
      ].join(' '),
    }
  },
}
