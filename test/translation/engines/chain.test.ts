import { expect, it } from 'vitest'
import { draftByChain } from '../../../src/translation/engines/chain.ts'
import { EngineFailure } from '../../../src/translation/engines/failure.ts'
import type { Draft, DraftRequest, Engine } from '../../../src/translation/model.ts'

const request: DraftRequest = {
  source: 'en',
  target: 'ja',
  kind: 'press-release',
  segments: ['exact', 'alike', 'new'].map((id) => ({ id, text: id })),
}
const unit = { id: 'u', source: 'like it', target: '似た文', importedFrom: null }
const found: Record<string, Draft> = {
  exact: { segmentId: 'exact', score: 101, text: '同じ文', details: { unit } },
  alike: { segmentId: 'alike', score: 80, text: '似た文', details: { unit } },
}
const memory: Engine = {
  name: 'memory',
  draft: async ({ segments }) =>
    segments.map(({ id }) => found[id] ?? { segmentId: id, score: null, text: '', details: {} }),
}
const engineThat = (draft: Engine['draft']): Engine => ({ name: 'llm', draft })

const run = async (engine: Engine | null) => {
  const faults: unknown[] = []
  const drafts = await draftByChain(memory, engine, request, {
    signal: new AbortController().signal,
    report: () => {},
    fault: (error) => faults.push(error),
  })
  return {
    faults,
    drafts: drafts.map(({ segmentId, engine, score, text, details }) => [
      segmentId,
      engine,
      score,
      text,
      details.reason?.code,
    ]),
  }
}

it('asks the engine only for what the memory does not know exactly, and keeps the order', async () => {
  let asked: DraftRequest | undefined
  const { drafts } = await run(
    engineThat(async (given) => {
      asked = given
      return given.segments
        .toReversed()
        .map(({ id }) => ({ segmentId: id, score: null, text: `訳:${id}`, details: {} }))
    }),
  )
  expect(asked!.segments).toEqual([
    { id: 'alike', text: 'alike', match: { score: 80, source: 'like it', target: '似た文' } },
    { id: 'new', text: 'new' },
  ])
  expect(drafts).toEqual([
    ['exact', 'memory', 101, '同じ文', undefined],
    ['alike', 'llm', null, '訳:alike', undefined],
    ['new', 'llm', null, '訳:new', undefined],
  ])
})

it.each([
  ['fails', new EngineFailure('quota'), 'quota', 0],
  ['has a fault of ours, which is told to the operator', new TypeError('x is not a function'), 'failed', 1],
])('an engine that %s leaves what the memory found', async (_, error, code, faults) => {
  const ran = await run(
    engineThat(async () => {
      throw error
    }),
  )
  expect(ran.faults).toHaveLength(faults)
  expect(ran.drafts).toEqual([
    ['exact', 'memory', 101, '同じ文', undefined],
    ['alike', 'memory', 80, '似た文', code],
    ['new', 'none', null, '', code],
  ])
})

it('an engine that forgets a segment, or answers for one that it was not asked for, changes no other', async () => {
  const { drafts } = await run(
    engineThat(async () => [{ segmentId: 'exact', score: null, text: '別の文', details: {} }]),
  )
  expect(drafts).toEqual([
    ['exact', 'memory', 101, '同じ文', undefined],
    ['alike', 'memory', 80, '似た文', undefined],
    ['new', 'none', null, '', undefined],
  ])
})

it('without an engine the memory is all', async () => {
  const { drafts } = await run(null)
  expect(drafts.map(([, engine]) => engine)).toEqual(['memory', 'memory', 'none'])
})
