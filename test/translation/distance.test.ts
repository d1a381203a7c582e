import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { chrf, ter } from '../../src/translation/distance.ts'

const words = fc.array(fc.constantFrom('the', 'two', 'sides', 'met', 'again', ',', '.'), {
  minLength: 1,
  maxLength: 25,
})
const khmer = fc.constantFrom('ភាគីទាំងពីរ', 'បានឯកភាព', 'ជួបគ្នា', 'ម្តងទៀត', '។')
const text = fc.oneof(
  words.map((list) => list.join(' ')),
  fc.array(khmer, { minLength: 1, maxLength: 12 }).map((list) => list.join('')),
  fc.string({ minLength: 1, maxLength: 60 }),
)

describe('chrF', () => {
  // By hand. abc / abd: of 1-grams 2 of 3 match, of 2-grams 1 of 2, of 3-grams 0 of 1; mean 7/18 on both sides.
  // abcd / ab: precision 2/4 and 1/3, recall 2/2 and 1/1: P = 5/12, R = 1, F = 5·P·R / (4·P + R) = 25/32.
  it.each([
    ['abc', 'abd', (100 * 7) / 18],
    ['abcd', 'ab', (100 * 25) / 32],
    ['the cat', 'the cat', 100],
    ['a b c', 'abc', 100],
    ['abc', 'xyz', 0],
    ['', 'xyz', 0],
    [
      '外務省',
      '外務大臣',
      (100 * 5 * ((2 / 3 + 1 / 2) / 3) * ((2 / 4 + 1 / 3) / 3)) /
        (4 * ((2 / 3 + 1 / 2) / 3) + (2 / 4 + 1 / 3) / 3),
    ],
  ])('of %j and %j', (draft, approved, expected) => {
    expect(chrf(draft, approved)).toBeCloseTo(expected, 9)
  })

  it('is 100 for the same letters, and stays between 0 and 100', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(chrf(a, a)).toBeCloseTo(100, 9)
        expect(chrf(a, b)).toBeGreaterThanOrEqual(0)
        expect(chrf(a, b)).toBeLessThanOrEqual(100 + 1e-9)
      }),
    )
  })
})

describe('TER', () => {
  it.each([
    ['the cat sat', 'the cat sat', 'en', 0],
    ['the cat sat', 'the dog sat', 'en', 100 / 3], // one replaced
    ['the cat sat', 'the cat sat down', 'en', 25], // one added
    ['the old cat sat', 'the cat sat', 'en', 100 / 3], // one dropped
    ['a b c d', 'd a b c', 'en', 25], // one moved
    ['in Tokyo they met again yesterday', 'yesterday they met again in Tokyo', 'en', 200 / 6], // two moved
    ['met', 'They met.', 'en', 200 / 3], // a full stop is a word of its own
    ['They Met', 'They met', 'en', 50], // case counts
    ['', 'a b', 'en', 100],
    ['x y z', 'a', 'en', 300],
    ['外務省は述べた', '外務省が述べた', 'ja', 100 / 7], // a letter is a word
    ['2023年に', '2024年に', 'ja', 100 / 6],
  ] as const)('of %j and %j in %s', (draft, approved, locale, expected) => {
    expect(ter(draft, approved, locale)).toBeCloseTo(expected, 9)
  })

  it('counts Khmer words, which no space divides', () => {
    const one = ter('ភាគីទាំងពីរបានឯកភាព', 'ភាគីទាំងពីរបានជួបគ្នា', 'km')
    expect(one).toBeGreaterThan(0)
    expect(one).toBeLessThan(100)
  })

  it('is 0 for the same text and never negative; moves never cost more than words', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(...locales), (a, b, locale) => {
        expect(ter(a, a, locale)).toBe(0)
        expect(ter(a, b, locale)).toBeGreaterThanOrEqual(0)
      }),
    )
    fc.assert(
      fc.property(words, words, (a, b) => {
        const cost = ter(a.join(' '), b.join(' '), 'en')
        expect(cost).toBeLessThanOrEqual((100 * Math.max(a.length, b.length)) / b.length + 1e-9)
        expect(cost).toBeGreaterThanOrEqual((100 * Math.abs(a.length - b.length)) / b.length - 1e-9)
      }),
    )
  })

  it('moves any one run of words for one edit', () => {
    const distinct = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,6}$/), { minLength: 4, maxLength: 20 })
    fc.assert(
      fc.property(distinct, fc.nat(), fc.nat(), (list, from, size) => {
        const start = from % (list.length - 1)
        const run = list.slice(start, start + 1 + (size % 3))
        const moved = [...list.filter((word) => !run.includes(word)), ...run]
        fc.pre(moved.join() !== list.join())
        expect(ter(moved.join(' '), list.join(' '), 'en')).toBeCloseTo(100 / list.length, 9)
      }),
    )
  })

  it('takes no time that matters, however long the texts', () => {
    const long = Array.from({ length: 2000 }, (_, at) => `word${at % 97}`)
    const started = performance.now()
    ter(long.join(' '), long.toReversed().join(' '), 'en')
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
