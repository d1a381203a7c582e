import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sourceKey } from '../../src/translation/grams.ts'
import { peopleFrom } from '../../src/translation/people.ts'
import { align, similarity } from '../../src/translation/score.ts'
import { tokenize } from '../../src/translation/tokens.ts'

const like = (a: string, b: string) => similarity(a, b, 'en')

const people = peopleFrom(
  [
    { id: 'a', locale: 'en', text: 'Samdech Techo HUN Sen', status: 'preferred' },
    { id: 'a', locale: 'km', text: 'សម្តេចតេជោ ហ៊ុន សែន', status: 'preferred' },
    { id: 'b', locale: 'en', text: 'KISHIDA Fumio', status: 'preferred' },
    { id: 'b', locale: 'km', text: 'គីស៊ីដា ហ្វូមីអូ', status: 'preferred' },
  ],
  'km',
)

describe('the score of two texts', () => {
  it('counts words, in order', () => {
    expect(like('The two sides met in Tokyo', 'The two sides met in Tokyo')).toBe(100)
    expect(like('The two sides met in Tokyo', 'The two sides met in Kyoto')).toBe(83)
    expect(like('The two sides met in Tokyo', 'The two sides met briefly in Tokyo')).toBe(85)
    expect(like('a b c d e f g h', 'h g f e d c b a')).toBeLessThan(30)
    expect(like('Cambodia', 'Japan')).toBe(0)
  })

  it('is 100 for the very same text only', () => {
    expect(like('The **Minister** spoke.', 'The Minister spoke.')).toBe(99)
    expect(like('PRESS RELEASE', 'Press Release')).toBe(99)
  })

  it('counts another date, number or name a quarter of a word', () => {
    expect(like('They met on 3 March 2024', 'They met on 14 November 2025')).toBe(93)
    expect(like('They met in March 2024', 'They met in May 2025')).toBe(93)
    expect(like('a gift of 1,500 books', 'a gift of 20 books')).toBe(95)
    expect(like('His Excellency SOK Chenda spoke', 'His Excellency PRAK Sokhonn spoke')).toBe(93)
    // A year is no day, a percentage no count, an acronym no name.
    expect(like('They met in 2024', 'They met on 14 November 2025')).toBe(50)
    expect(like('up by 20%', 'up by 20')).toBe(66)
    expect(like('the ASEAN Summits', 'the ASEAN Chairmanship')).toBe(66)
    expect(like('about COVID-19 there', 'about COVID-20 there')).toBe(80)
  })

  it('takes the names of the termbase as one, wherever they stand', () => {
    const [a, b] = ['Samdech Techo HUN Sen met the guests', 'KISHIDA Fumio met the guests']
    expect(similarity(a, b, 'en')).toBeLessThan(70)
    expect(similarity(a, b, 'en', people)).toBe(93)
    expect(tokenize(b, 'en', people)[0]).toMatchObject({ key: '#name', value: 'b', start: 0, end: 13 })
  })

  const words = fc.array(fc.constantFrom(...'a b c d e 5 7 ( . May 2024'.split(' ')), { maxLength: 30 })
  const text = fc.oneof(
    words.map((list) => list.join(' ')),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  )

  it('is the same both ways, from 0 to 100, and 100 for a text itself, whatever the text', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom('en', 'km', 'ja'), (a, b, locale) => {
        const score = similarity(a, b, locale, people)
        expect(score).toBe(similarity(b, a, locale, people))
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(a === b ? 100 : 99)
        expect(similarity(a, a, locale)).toBe(100)
      }),
    )
  })

  it('only aligns tokens in order, and each once', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right] = [tokenize(a, 'en'), tokenize(b, 'en')]
        const pairs = align(left, right)!
        expect(pairs.flatMap(([token]) => token ?? [])).toEqual(left)
        expect(pairs.flatMap(([, token]) => token ?? [])).toEqual(right)
      }),
    )
  })

  it('takes a bounded time for five thousand words', () => {
    const long = (word: string) =>
      Array.from({ length: 5000 }, (_, i) => `${word}${String.fromCharCode(97 + (i % 26))}`).join(' ')
    const start = performance.now()
    expect(like(long('x'), long('y'))).toBe(0)
    expect(align(tokenize(long('x'), 'en'), tokenize(long('y'), 'en'))).toBeNull()
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe('the grams of a text', () => {
  it('are shared, one in ten, by any two texts that are 70% alike, so that no match is missed', () => {
    const edits = fc.array(fc.tuple(fc.nat(40), fc.constantFrom('change', 'add', 'drop')), { maxLength: 10 })
    const vocabulary = fc.array(
      fc.constantFrom(...'the of and Minister Cambodia Japan 5 7 May 2024'.split(' ')),
      {
        minLength: 1,
        maxLength: 40,
      },
    )
    let alike = 0
    fc.assert(
      fc.property(vocabulary, edits, (list, changes) => {
        const changed = [...list]
        for (const [place, kind] of changes) {
          const at = place % (changed.length + 1)
          changed.splice(at, kind === 'add' ? 0 : 1, ...(kind === 'drop' ? [] : [`new${place}x`]))
        }
        const [a, b] = [list.join(' '), changed.join(' ')]
        if (like(a, b) < 70) return
        alike++
        const [left, right] = [a, b].map((text) => sourceKey(text, 'en', 'km').grams) as [number[], number[]]
        const shared = left.filter((gram) => right.includes(gram)).length
        expect(shared / Math.max(left.length, right.length)).toBeGreaterThanOrEqual(0.1)
      }),
      { numRuns: 2000 },
    )
    expect(alike).toBeGreaterThan(300)
  })

  it('are those of one pair of locales', () => {
    const [km, ja] = [sourceKey('the two sides', 'en', 'km'), sourceKey('the two sides', 'en', 'ja')]
    expect(km.grams.filter((gram) => ja.grams.includes(gram))).toEqual([])
  })
})
