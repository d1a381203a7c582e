import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineBreakUnits } from '../../src/language/line-breaking.ts'
import { locales } from '../../src/language/model.ts'
import { sampleDocument, sampleSlugs } from '../support/sample-documents.ts'

const units = (text: string, keep: string[] = []) => lineBreakUnits(text, 'km', keep).join('|')

describe('Khmer lines break', () => {
  it.each([
    ['between words', 'ក្រសួងការបរទេស និងសហប្រតិបត្តិការអន្តរជាតិ', 'ក្រសួង|ការបរទេស |និង|សហប្រតិបត្តិការ|អន្តរជាតិ'],
    [
      'never before ។ ៕ ៖ ៗ »',
      'កម្ពុជា។ ជប៉ុន៕ ដូចខាងក្រោម៖ ផ្សេងៗ «កម្ពុជា»',
      'កម្ពុជា។ |ជប៉ុន៕ |ដូច|ខាងក្រោម៖ |ផ្សេងៗ |«កម្ពុជា»',
    ],
    ['never before a sign that a space parts from its word', 'ផ្សេង ៗ កម្ពុជា ។', 'ផ្សេង ៗ |កម្ពុជា ។'],
    ['never inside a date', 'នៅថ្ងៃទី១៧ ខែធ្នូ ឆ្នាំ២០២៣ និង', 'នៅ|ថ្ងៃទី១៧ ខែធ្នូ ឆ្នាំ២០២៣ |និង'],
    [
      'never inside a number or before its unit',
      'ឆ្នាំ២០២៤-២០២៨ ចំនួន១.២៣៤,៥៦% ៥០០៛',
      'ឆ្នាំ២០២៤-២០២៨ |ចំនួន១.២៣៤,៥៦% |៥០០៛',
    ],
    ['never inside a name whose syllables no dictionary has', 'លោក កាមិកាវ៉ា យ៉ូកុ', 'លោក |កាមិកាវ៉ា |យ៉ូកុ'],
    ['never at a hyphen', 'អាស៊ាន-ជប៉ុន', 'អាស៊ាន-ជប៉ុន'],
    ['never inside what ICU cuts wrongly', 'សន្តិសុខ មីស៊ីល', 'សន្តិសុខ |មីស៊ីល'],
    ['around Latin letters in brackets as around a word', 'សន្តិភាព (PKO) ការ', 'សន្តិភាព |(PKO) |ការ'],
    ['where a person put a zero-width space', 'កម្ពុ\u200bជា', 'កម្ពុ\u200b|ជា'],
  ])('%s', (_, text, expected) => {
    expect(units(text)).toBe(expected)
  })

  it('never inside a phrase to keep', () => {
    expect(units('ឯកឧត្តម សុខ ចិន្តាសោភា បាន', ['សុខ ចិន្តាសោភា'])).toBe('ឯកឧត្តម |សុខ ចិន្តាសោភា |បាន')
  })

  it('often enough to fill the lines of the samples', () => {
    const texts = sampleSlugs.flatMap((slug) =>
      sampleDocument(slug).locales.km!.blocks.map((block) => block.text),
    )
    const lengths = texts.flatMap((text) => lineBreakUnits(text, 'km')).map((unit) => unit.trim().length)
    expect(Math.max(...lengths)).toBeLessThan(40)
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThan(9)
  })
})

describe('Japanese titles break', () => {
  it('between phrases', () => {
    const title = '「カンボジア・日本両外相、両国の包括的戦略的パートナーシップの一層の深化を確約」'
    expect(lineBreakUnits(title, 'ja')).not.toContain('の')
    expect(lineBreakUnits(title, 'ja').some((unit) => unit.includes('パートナーシップの'))).toBe(true)
  })

  it('never between a number and its counter', () => {
    expect(lineBreakUnits('2023年12月17日、第70回', 'ja')).toEqual(['2023年12月17日、', '第', '70回'])
  })
})

const khmerText = fc.string({
  unit: fc.constantFrom(...'កខគងមសអរ្ិីុាំៈ៊៉ៗ។៕«»()- ១២0a', 'ខែធ្នូ', 'ថ្ងៃទី', '\u200b', '\u200d', '🇰🇭', 'e\u0301'),
})

describe('in every language', () => {
  it('the units join to the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(khmerText, fc.string({ unit: 'binary' })),
        fc.constantFrom(...locales),
        fc.array(khmerText, { maxLength: 3 }),
        (text, locale, keep) => {
          expect(lineBreakUnits(text, locale, keep).join('')).toBe(text)
          expect(lineBreakUnits(text, locale, keep)).not.toContain('')
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('takes time in proportion to the text', () => {
    for (const piece of ['ក', '។', 'ខែ', '1', 'a', '「', 'ー', 'の', ' ', '\u3000', 'ថ្ងៃទី១ '])
      for (const locale of locales) {
        const start = performance.now()
        lineBreakUnits(piece.repeat(50_000), locale)
        expect(performance.now() - start, `${piece} in ${locale}`).toBeLessThan(20_000)
      }
  })

  it('no Khmer unit ends inside a cluster', () => {
    const clusters = new Intl.Segmenter('km')
    fc.assert(
      fc.property(khmerText, fc.array(khmerText, { maxLength: 3 }), (text, keep) => {
        const starts = new Set([...clusters.segment(text)].map(({ index }) => index))
        let end = 0
        for (const unit of lineBreakUnits(text, 'km', keep)) {
          expect(starts.has(end)).toBe(true)
          end += unit.length
        }
      }),
      { numRuns: 1000 },
    )
  })
})
