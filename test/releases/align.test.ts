import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Locale } from '../../src/language/model.ts'
import { splitSentences } from '../../src/language/sentences.ts'
import { alignSentences } from '../../src/releases/align.ts'

type Row = Record<Locale, string> & { role: string }
const rows = (slug: string): Row[] =>
  JSON.parse(readFileSync(new URL(`../../samples/translations/${slug}.json`, import.meta.url), 'utf8'))
const r2022 = rows('2022-11-12-comprehensive-strategic-partnership')
const r2023 = rows('2023-12-18-foreign-ministers')

const counts = (all: Row[], locale: Locale) =>
  all.map((row) => alignSentences(row.en, row[locale], 'en', locale).length)

describe('alignSentences on the sample translations', () => {
  it('pairs each sentence with its own', () => {
    expect(counts(r2022, 'km')).toEqual([2, 1, 1, 1, 1, 4, 1, 1, 1, 1])
    expect(counts(r2022, 'ja')).toEqual([2, 1, 1, 1, 1, 4, 1, 1, 1, 1])
    expect(counts(r2023, 'km')).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1])
    expect(counts(r2023, 'ja')).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1])
  })

  it('gives the letterhead line by line, as a parsed release has it', () => {
    for (const all of [r2022, r2023]) {
      expect(alignSentences(all[0]!.en, all[0]!.km, 'en', 'km')).toEqual([
        { source: 'KINGDOM OF CAMBODIA', target: 'ព្រះរាជាណាចក្រកម្ពុជា' },
        { source: 'NATION RELIGION KING', target: 'ជាតិ សាសនា ព្រះមហាក្សត្រ' },
      ])
      expect(alignSentences(all[1]!.en, all[1]!.km, 'en', 'km')).toEqual([
        {
          source: 'MINISTRY OF FOREIGN AFFAIRS AND INTERNATIONAL COOPERATION',
          target: 'ក្រសួងការបរទេស និងសហប្រតិបត្តិការអន្តរជាតិ',
        },
      ])
      expect(alignSentences(all[1]!.en, all[1]!.ja, 'en', 'ja')[0]!.target).toBe('外務国際協力省')
    }
  })

  it('keeps one English sentence with the two Japanese ones that translate it', () => {
    const row = r2023.find((one) => one.en.startsWith('Her Excellency'))!
    expect(alignSentences(row.en, row.ja, 'en', 'ja')).toEqual([{ source: row.en, target: row.ja }])
  })

  it('finds the paragraphs again in a whole release run together, where the numbers of sentences differ', () => {
    const body = r2023.filter((row) => row.role === 'body')
    const source = body.map((row) => row.en).join(' ')
    const target = body.map((row) => row.ja).join('')
    const pairs = alignSentences(source, target, 'en', 'ja')
    const single = body.flatMap((row) => alignSentences(row.en, row.ja, 'en', 'ja'))
    expect(pairs).toEqual(single)
  })
})

describe('alignSentences', () => {
  it('groups several English sentences that became one', () => {
    const source =
      'He came. He saw everything there was to be seen in 1998. He won. They all went home to rest for the night.'
    const target = '彼は来て、1998年に見るべきもの全てを見て、勝った。皆は夜を休むため家へ帰った。'
    expect(alignSentences(source, target, 'en', 'ja').map((pair) => pair.source)).toEqual([
      'He came. He saw everything there was to be seen in 1998. He won.',
      'They all went home to rest for the night.',
    ])
  })

  it('loses nothing on either side and keeps the order', () => {
    const sentence = fc.constantFrom(
      'He left. ',
      'H.E. Mr. X came in 2023! ',
      '**Why? I know.** ',
      'Both agreed to go on with it. ',
    )
    const japanese = fc.constantFrom('行った。', '2023年に来ました！', '**なぜ？**', '続けることで一致した。')
    const packed = (texts: string[]) => texts.join('').replace(/\s/g, '')
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1 }), fc.array(japanese, { minLength: 1 }), (en, ja) => {
        const pairs = alignSentences(en.join(''), ja.join(''), 'en', 'ja')
        expect(packed(pairs.map((pair) => pair.source))).toBe(packed(en))
        expect(packed(pairs.map((pair) => pair.target))).toBe(packed(ja))
        if (splitSentences(en.join(''), 'en').length === splitSentences(ja.join(''), 'ja').length)
          expect(pairs).toHaveLength(splitSentences(en.join(''), 'en').length)
      }),
    )
  })
})
