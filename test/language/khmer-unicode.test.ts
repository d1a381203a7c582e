import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWellFormedKhmer, khmerFaults, normaliseKhmer } from '../../src/language/khmer-unicode.ts'

describe('Khmer encoding', () => {
  it.each([
    ['a shifter before a coeng', 'ហ៊្វូ', 'order', 'ហ្វ៊ូ'],
    ['a coeng after a vowel', 'តម្លៃ'.replace('្លៃ', 'ៃ្ល'), 'order', 'ម្លៃ'],
    ['coeng RO before another', 'ស្រ្ត', 'order', 'ស្ត្រ'],
    ['a sign under a vowel typed first', 'កំុ', 'order', 'កុំ'],
    ['a vowel typed in two halves', 'កេី', 'two-vowels', 'កើ'],
    ['ុ typed for the shifter', 'សុី', 'order', 'ស៊ី'],
    ['a doubled vowel', 'កាា', 'doubled', 'កា'],
    ['a dangling coeng', 'ក្ ', 'dangling-coeng', 'ក'],
    ['a mark without a base', ' ា', 'stray-mark', undefined],
    ['a deprecated letter', 'ឣ', 'deprecated', 'អ'],
    ['an invisible space', 'ប្រ\u200bជា', 'invisible', ''],
    ['an invisible vowel', 'ក\u17b4', 'invisible', ''],
  ])('finds %s', (_, text, fault, fix) => {
    expect(khmerFaults(text)).toMatchObject([fix === undefined ? { fault } : { fault, fix }])
  })

  it.each(['ស្ត្រី', 'ហ្វ៊ូ', 'រដ្ឋមន្ត្រី', 'សម្ដេច', 'ប៉័ង', 'ញ៉ាំ', 'ធម៌', 'មិន៎', 'កុម្ភៈ', 'ឱ្យ', 'វ៉ាៗ'])(
    'is content with %s',
    (text) => {
      expect(khmerFaults(text)).toEqual([])
    },
  )

  it('stores one spelling of what looks alike', () => {
    expect(normaliseKhmer('សម្ដេច​')).toBe('សម្តេច')
    expect(normaliseKhmer('ទូរស័ព្ទ')).toBe('ទូរស័ព្ទ')
  })

  const khmer = fc.string({
    unit: fc.integer({ min: 0x1780, max: 0x17dd }).map((code) => String.fromCharCode(code)),
    maxLength: 30,
  })

  it('repairs for good: normalising twice is normalising once', () => {
    fc.assert(
      fc.property(khmer, (text) => {
        const once = normaliseKhmer(text)
        expect(normaliseKhmer(once)).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })

  it('leaves a text without faults as it is, but for look-alikes', () => {
    fc.assert(
      fc.property(khmer, (text) => {
        if (isWellFormedKhmer(text))
          expect(normaliseKhmer(text)).toBe(text.replaceAll('\u17d2\u178a', '\u17d2\u178f'))
      }),
      { numRuns: 2000 },
    )
  })
})
