import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffWords, type Run } from '../../src/language/difference.ts'
import { type Locale, locales } from '../../src/language/model.ts'
import { commonSequence } from '../../src/language/sequences.ts'

const text = (runs: Run[], kinds: Run['kind'][]) =>
  runs
    .filter(({ kind }) => kinds.includes(kind))
    .map((run) => run.text)
    .join('')

const show = (before: string, after: string, locale: Locale) =>
  diffWords(before, after, locale)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}}` : `{-${text}}`))
    .join('')

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        'the',
        'guests',
        ' ',
        '  ',
        '៣',
        'ខែ',
        'មីនា',
        '្',
        '大臣',
        'は',
        '。',
        'e\u0301',
        '\ud83d',
      ),
    )
    .map((parts) => parts.join('')),
)

describe('the difference of two texts', () => {
  it('gives both back, letter for letter, in runs that are not empty', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom(...locales), (before, after, locale) => {
        const runs = diffWords(before, after, locale)
        expect(text(runs, ['same', 'removed'])).toBe(before)
        expect(text(runs, ['same', 'added'])).toBe(after)
        expect(runs.every((run) => run.text !== '')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('of a text with itself is none', () => {
    fc.assert(
      fc.property(anyText, (same) => {
        expect(diffWords(same, same, 'en')).toEqual(same === '' ? [] : [{ kind: 'same', text: same }])
      }),
    )
  })

  it('is told in words, in Khmer and Japanese too', () => {
    expect(show('The guests left on 3 March.', 'All the guests left on 4 March.', 'en')).toBe(
      '{-The }{+All the }guests left on {-3}{+4} March.',
    )
    expect(show('They will sign an accord.', 'They have met many friends.', 'en')).toBe(
      'They {-will sign an accord}{+have met many friends}.',
    )
    expect(show('រដ្ឋមន្ត្រីបានស្វាគមន៍ភ្ញៀវ', 'រដ្ឋមន្ត្រីបានជួបភ្ញៀវ', 'km')).toBe('រដ្ឋមន្ត្រីបាន{-ស្វាគមន៍}{+ជួប}ភ្ញៀវ')
    expect(show('大臣は来賓を歓迎しました。', '大臣は友人を歓迎しました。', 'ja')).toBe(
      '大臣は{-来賓}{+友人}を歓迎しました。',
    )
  })

  it('never cuts a cluster of letters', () => {
    const runs = diffWords('ស្រី', 'ស្តី', 'km')
    expect(runs.every((run) => !/^\p{M}/u.test(run.text))).toBe(true)
  })

  it('takes no long time over long texts', () => {
    const words = Array.from({ length: 60_000 }, (_, i) => `word${(i * 7919) % 500}`)
    const start = performance.now()
    diffWords(words.join(' '), words.map((word, i) => (i % 3 ? word : `${word}s`)).join(' '), 'en')
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

describe('what two sequences share', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })

  /** By trying every choice. */
  const longestOf = ([first, ...rest]: string[], b: string[]): number => {
    if (first === undefined) return 0
    const at = b.indexOf(first)
    return Math.max(longestOf(rest, b), at === -1 ? 0 : 1 + longestOf(rest, b.slice(at + 1)))
  }

  it('stands in both in order, and is the most that can, where they are short', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const pairs = commonSequence(a, b)
        expect(pairs.every(([i, j]) => a[i] === b[j])).toBe(true)
        expect(pairs.slice(1).every(([i, j], n) => i > pairs[n]![0] && j > pairs[n]![1])).toBe(true)
        expect(pairs).toHaveLength(longestOf(a, b))
      }),
    )
  })

  it('is found in long ones by what they hold once', () => {
    const a = Array.from({ length: 3000 }, (_, i) => (i % 2 ? 'same' : `a${i}`))
    const b = a.flatMap((value, i) => (i % 10 === 4 ? [] : i % 10 === 6 ? ['other', value] : [value]))
    expect(commonSequence(a, b)).toHaveLength(2700)
  })
})
