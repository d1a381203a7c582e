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
  it('writes large numbers as the Japanese press does', () => {
    const write = (target: string, segment: string) => fitted('some 50 million yen', target, segment).text
    expect(write('約5000万円', 'some 2.75 billion yen')).toBe('約27億5000万円')
    expect(write('約5,000万円', 'some 300 million yen')).toBe('約3億円')
    expect(write('約5000万円', 'some 9 yen')).toBe('約5000万円')
  })

  it('has a range of dates whole or not at all', () => {
    const [source, target] = ['from 3 to 5 June 2023', 'ពីថ្ងៃទី៣ ដល់ថ្ងៃទី៥ ខែមិថុនា ឆ្នាំ២០២៣']
    expect(fitted(source, target, 'from 30 June to 2 July 2023', 'km')).toEqual({
      text: target,
      replaced: [],
    })
  })

  it('has bold around the words that are bold now, and around the same number', () => {
    const place = (segment: string, source: string, target: string) =>
      placeBold(segment, source, target, 'en', 'ja', people)
    const source = 'the Minister received **HUN Sen** and 12 guests'
    const target = '大臣は**フン・セン**と12名の賓客を迎えました。'
    expect(place('the **Minister** received HUN Sen and 12 guests', source, target)).toEqual({
      text: '大臣はフン・センと12名の賓客を迎えました。',
      placed: 0,
      open: 1,
    })
    expect(place('the Minister received HUN Sen and **12** guests', source, target).text).toBe(
      '大臣はフン・センと**12**名の賓客を迎えました。',
    )
    expect(place(source, source, target)).toEqual({ text: target, placed: 0, open: 0 })
  })

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
    // Half of a range, and half of a time, would be neither the one nor the other.
    ['the years 2024-2028', '2024～2028年', 'the years 2025-2029'],
    ['it began at 9:30 a.m.', '午前9時30分に始まりました。', 'it began at 2:15 p.m.'],
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
        const bold = placeBold(segment, source, target, 'en', locale, people)
        expect(bold.text.replaceAll('**', '').trim()).toBe(target.replaceAll('**', '').trim())
      }),
      { numRuns: 1000 },
    )
  })
})
