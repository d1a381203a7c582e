import { runChecks } from '../src/quality/run.ts'
import { concepts, corpus } from '../test/quality/corpus.ts'
import { score } from '../test/quality/mutations.ts'

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

const { scores, missed, cleanSegments } = score()
const falseFindings = scores.reduce((sum, entry) => sum + entry.falseFindings, 0)

console.log('## Checks\n')
console.log('| check | planted | found | recall | false findings | precision |')
console.log('|---|---:|---:|---:|---:|---:|')
for (const entry of scores)
  console.log(
    `| ${entry.check} | ${entry.planted} | ${entry.found} | ${percent(entry.found, entry.planted)} | ${entry.falseFindings} | ${percent(entry.found, entry.found + entry.falseFindings)} |`,
  )
console.log(
  `\n${falseFindings} false findings on ${cleanSegments} clean segments. Out of reach: negation, tone, who does what to whom.`,
)
console.log(`\n500 segments: Khmer ${timeOf('km')}, Japanese ${timeOf('ja')}.`)
if (missed.length > 0) {
  const kinds = Map.groupBy(missed, ({ mutator, document }) => `${mutator.name} (${document.target})`)
  console.log(`\nNot found: ${[...kinds].map(([kind, list]) => `${kind} ${list.length}`).join(', ')}.`)
}
