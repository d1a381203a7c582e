import { describe, expect, it } from 'vitest'
import type { Concept } from '../../src/quality/model.ts'
import { runChecks } from '../../src/quality/run.ts'

const ministry: Concept = {
  id: 'ministry',
  kind: 'organisation',
  status: 'confirmed',
  terms: [
    { locale: 'en', text: 'Ministry of Foreign Affairs', status: 'preferred' },
    { locale: 'en', text: 'MFA', status: 'admitted', mention: 'later' },
    { locale: 'ja', text: '外務国際協力省', status: 'preferred', mention: 'first' },
    { locale: 'ja', text: '同省', status: 'preferred', mention: 'later' },
  ],
}

type Line = [source: string, target: string, role?: string]

const found = (...lines: Line[]) =>
  runChecks({
    source: 'en',
    target: 'ja',
    concepts: [ministry],
    segments: lines.map(([source, target, role]) => ({ source, target, ...(role && { role }) })),
  })
    .filter(({ message }) => message === 'checks:terms-first-mention')
    .map(({ segment, severity, params, source, target }) => [
      segment,
      severity,
      params.wanted,
      lines[segment]![0].slice(...source!),
      lines[segment]![1].slice(...target!),
    ])

const full: Line = [
  'The **Ministry of Foreign Affairs** announced it.',
  '**外務国際協力省**がこれを発表した。',
]
const short: Line = ['The Ministry of Foreign Affairs thanked all.', '同省は全員に感謝した。']

describe('a concept is introduced in its full form', () => {
  it('the form for later mentions in its place is a warning, where both stand', () => {
    const marked: Line = ['The Ministry of Foreign Affairs thanked all.', '**同省**は全員に感謝した。']
    expect(found(['It rained.', '雨が降った。'], marked)).toEqual([
      [1, 'warning', '外務国際協力省', 'Ministry of Foreign Affairs', '同省'],
    ])
  })

  it.each<[string, Line[]]>([
    ['the full form first, the short one after', [full, short]],
    ['the full form again', [full, full]],
    [
      'both in one sentence',
      [['The Ministry of Foreign Affairs spoke.', '外務国際協力省（以下、同省）が述べた。']],
    ],
    ['the English short itself', [['MFA announced it.', '同省がこれを発表した。']]],
    ['a title, which introduces nobody', [['Ministry of Foreign Affairs', '同省', 'title'], full]],
    ['a full form in the title above', [['Ministry of Foreign Affairs', '外務国際協力省', 'title'], short]],
    [
      'a full form that the translation has earlier',
      [['It announced it.', '外務国際協力省がこれを発表した。'], short],
    ],
    ['no text yet', [['The Ministry of Foreign Affairs spoke.', '']]],
    [
      'another wording, which is for other checks',
      [['The Ministry of Foreign Affairs spoke.', '外務省が述べた。']],
    ],
  ])('and nothing is said of %s', (_, lines) => {
    expect(found(...lines)).toEqual([])
  })

  it('a second short form is no second finding', () => {
    expect(found(short, short)).toHaveLength(1)
  })
})
