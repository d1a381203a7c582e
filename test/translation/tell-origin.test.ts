import { describe, expect, it } from 'vitest'
import { type KnownDraft, tellOrigin } from '../../src/translation/tell-origin.ts'

const unit = { id: 'u', source: 'The sides met on 3 May.', target: 'ក', importedFrom: null }

describe('where a draft comes from is told', () => {
  it.each<[string, KnownDraft, string[]]>([
    [
      'the same text between the same neighbours',
      { engine: 'memory', score: 101, details: { unit, raw: 101 } },
      ['The same text stood between the same sentences before.'],
    ],
    [
      'the same text, of an imported memory that is not fully trusted',
      {
        engine: 'memory',
        score: 95,
        details: {
          unit: { ...unit, importedFrom: 'old.tmx' },
          raw: 100,
          penalties: [{ for: 'imported', points: 5 }],
        },
      },
      [
        'The same text was translated before.',
        'From the imported memory “old.tmx”.',
        '5% off, for an imported memory.',
      ],
    ],
    [
      'one like it, of another kind of release, with the date and bold put in place',
      {
        engine: 'memory',
        score: 92,
        details: {
          unit,
          raw: 93,
          replaced: [{ from: '៣', to: '៤' }],
          bold: { placed: 2, open: 1 },
          penalties: [{ for: 'kind', points: 1 }],
        },
      },
      [
        '93% like “The sides met on 3 May.”.',
        '“៣” was replaced by “៤”.',
        'Bold was put in place: 2.',
        'Bold that found no place: 1.',
        '1% off, for another kind of release.',
      ],
    ],
    [
      'an engine with its model',
      { engine: 'llm', score: null, details: { model: 'm-1' } },
      ['Drafted: The language model (m-1).'],
    ],
    [
      'nothing, and why an engine failed',
      { engine: 'none', score: null, details: { reason: { engine: 'google', code: 'deadline' } } },
      [
        'The memory has nothing that is alike by 70% or more.',
        'Google Cloud Translation did not answer in time. The segment waits for a translator.',
      ],
    ],
    [
      'what an earlier revision had',
      { engine: 'revision', score: 80, details: { unit } },
      ['Changed since the revision before: what stood there is offered.'],
    ],
    [
      'the English itself',
      { engine: null, score: null, details: null },
      ['This is the English text itself.'],
    ],
  ])('%s', (_, draft, told) => {
    expect(tellOrigin(draft, 'en')).toEqual(told)
    for (const locale of ['km', 'ja'] as const) expect(tellOrigin(draft, locale)).toHaveLength(told.length)
  })
})
