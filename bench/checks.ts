import { runChecks } from '../src/quality/run.ts'
import { concepts, corpus } from '../test/quality/corpus.ts'
import { score } from '../test/quality/mutations.ts'

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`

/** Median milliseconds to check a release of 500 segments. */
const timeOf = (target: 'km' | 'ja'): number => {
  const clean = corpus.filter((document) => document.target === target).flatMap(({ segments }) => segments)
  const segments = Array.from({ length: 500 }, (_, index) => clean[index % clean.length]!)
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now()
    runChecks({ source: 'en', target, segments, concepts })
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[7]!
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
console.log(`\n500 segments: Khmer ${timeOf('km').toFixed(0)} ms, Japanese ${timeOf('ja').toFixed(0)} ms.`)
if (missed.length > 0) {
  const kinds = Map.groupBy(missed, ({ mutator, document }) => `${mutator.name} (${document.target})`)
  console.log(`\nNot found: ${[...kinds].map(([kind, list]) => `${kind} ${list.length}`).join(', ')}.`)
}
