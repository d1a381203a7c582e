import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runChecks } from '../../src/quality/run.ts'
import { concepts, corpus } from './corpus.ts'
import { score } from './mutations.ts'

describe('the corpus of correct translations', () => {
  it('has at least 300 pairs besides the samples', () => {
    const own = corpus.filter(({ name }) => !/^\d{4}-/.test(name))
    expect(own.reduce((sum, { segments }) => sum + segments.length, 0)).toBeGreaterThanOrEqual(300)
  })

  it.each(corpus.filter(({ name }) => /^\d{4}-/.test(name)))(
    'leaves no error on the sample $name in $target',
    ({ target, segments }) => {
      const errors = runChecks({ source: 'en', target, segments, concepts }).filter(
        ({ severity }) => severity === 'error',
      )
      expect(errors).toEqual([])
    },
  )
})

/** Errors planted by hand in the pairs of corpus/unseen-*.json: the target's locale, the source and the spoilt target. */
const byHand: ['km' | 'ja', string, string][] = JSON.parse(
  readFileSync(new URL('planted.json', import.meta.url), 'utf8'),
)

describe('errors planted by hand', () => {
  it('are found, but for one in twenty at most', () => {
    const missed = byHand.filter(
      ([target, source, spoilt]) =>
        runChecks({ source: 'en', target, segments: [{ source, target: spoilt }], concepts }).length === 0,
    )
    expect(missed.length / byHand.length, JSON.stringify(missed, null, 1)).toBeLessThanOrEqual(0.05)
  })
})

describe('errors planted in it', () => {
  const { scores, missed, cleanSegments } = score()

  it('speaks on at most one clean segment of 200', () => {
    const findings = scores.reduce((sum, { falseFindings }) => sum + falseFindings, 0)
    expect(findings / cleanSegments).toBeLessThanOrEqual(1 / 200)
  })

  it.each(scores.map(({ check, planted, found }) => ({ check, recall: found / planted })))(
    '$check finds 98% of them',
    ({ check, recall }) => {
      const examples = missed
        .filter(({ mutator }) => mutator.expect[0] === check)
        .map(({ mutator, segments, place }) => [mutator.name, segments[place]!.target])
      expect(recall, JSON.stringify(examples.slice(0, 5), null, 1)).toBeGreaterThanOrEqual(0.98)
    },
  )

  it('plants hundreds of errors of every kind', () => {
    expect(scores.reduce((sum, { planted }) => sum + planted, 0)).toBeGreaterThan(3000)
  })
})
