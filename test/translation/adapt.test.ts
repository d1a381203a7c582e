import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Locale } from '../../src/language/model.ts'
import { adapt } from '../../src/translation/adapt.ts'
import { placeBold } from '../../src/translation/bold.ts'
import { peopleFrom } from '../../src/translation/people.ts'
import { align } from '../../src/translation/score.ts'
import { tokenize } from '../../src/translation/tokens.ts'

const people = peopleFrom(
  [
    { id: 'a', locale: 'en', text: 'HUN Sen', status: 'preferred' },
    { id: 'a', locale: 'ja', text: 'フン・セン', status: 'preferred' },
    { id: 'b', locale: 'en', text: 'KISHIDA Fumio', status: 'preferred' },
    { id: 'b', locale: 'ja', text: '岸田文雄', status: 'preferred' },
    { id: 'b', locale: 'ja', text: '岸田', status: 'forbidden' },
  ],
  'ja',
)

const fitted = (source: string, target: string, segment: string, locale: Locale = 'ja') => {
  const pairs = align(tokenize(source, 'en', people), tokenize(segment, 'en', people))!
  return adapt({ pairs, segment, target }, 'en', locale, people)
}

describe('a translation made to fit another segment', () => {
  it('takes every value that changed, each in its place', () => {
    expect(
      fitted(
        'HUN Sen gave 1,200 books on 3 March 2024 and 20% on 5 May 2024',
        'フン・センは2024年3月3日に1,200冊、2024年5月5日に20%を寄贈しました。',
        'KISHIDA Fumio gave 15,000 books on 5 May 2024 and 30% on 3 March 2024',
      ),
    ).toEqual({
      text: '岸田文雄は2024年5月5日に15,000冊、2024年3月3日に30%を寄贈しました。',
      replaced: [
        { from: 'フン・セン', to: '岸田文雄' },
        { from: '2024年3月3日', to: '2024年5月5日' },
        { from: '1,200', to: '15,000' },
        { from: '2024年5月5日', to: '2024年3月3日' },
        { from: '20%', to: '30%' },
      ],
    })
  })

  it.each([
    // A weekday is not written by itself, a day that is none has no era, and before Meiji there is none to write.
    ['on Monday, 4 March 2024', '2024年3月4日（月）', 'on Friday, 8 March 2024'],
    ['on 3 March 2024', '令和6年3月3日', 'on 30 February 2024'],
    ['on 3 March 2024', '令和6年3月3日', 'on 3 March 1801'],
    ['a list of 7 things', '7項目', `a list of ${'9'.repeat(30)} things`],
    ['a list of 7 things', '0.7万項目', 'a list of 1 things'],
    ['a list of 7 things', '七項目', 'a list of 8 things'],
  ])('stays as it was rather than wrong: %s', (source, target, segment) => {
    expect(fitted(source, target, segment)).toEqual({ text: target, replaced: [] })
  })

  it('never fails, and changes nothing but what it says, whatever the texts', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...[
          '3 March 2024',
          '31 February 0001',
          'May',
          '2024',
          '1,200',
          '50%',
          '5 million',
          '70th',
          'HUN Sen',
        ],
        ...[
          'KISHIDA Fumio',
          '**',
          '令和6年3月3日',
          '2024年',
          '500万',
          '1万2000',
          '岸田文雄',
          'フン・セン',
          '閣下',
        ],
        ...['ថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤', '១.២០០', 'លោកជំទាវ'],
      ),
      fc.integer({ min: 0, max: 1e15 }).map(String),
      fc.string({ unit: 'grapheme', maxLength: 10 }),
    )
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' '))
    fc.assert(
      fc.property(text, text, text, fc.constantFrom('km', 'ja'), (source, target, segment, locale) => {
        const adapted = fitted(source, target, segment, locale)
        if (adapted.replaced.length === 0) expect(adapted.text).toBe(target)
        const length = adapted.replaced.reduce((sum, { from, to }) => sum + to.length - from.length, 0)
        expect(adapted.text).toHaveLength(target.length + length)
        const bold = placeBold(segment, target, 'en', locale, people)
        expect(bold.text.replaceAll('**', '').trim()).toBe(target.replaceAll('**', '').trim())
      }),
      { numRuns: 1000 },
    )
  })
})
