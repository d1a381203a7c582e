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
