import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Locale, locales } from '../../src/language/model.ts'
import { spellNumber } from '../../src/language/number-words.ts'
import { findNumbers, formatNumber } from '../../src/language/numbers.ts'

const forms: Record<Locale, [text: string, values: number[]][]> = {
  en: [
    ['the 70th anniversary in the twenty-first century', [70, 21]],
    ['1,234,567.89', [1234567.89]],
    ['1.5 million, US$10 billion, 3bn', [1.5e6, 1e10, 3e9]],
    ['two hundred and fifty thousand', [250000]],
    ['one two; two and three', [1, 2, 2, 3]],
    ['a hundred people, hundreds of people', [100]],
    ['50% and fifty per cent', [50, 50]],
    ['two-thirds, a quarter of it', [2 / 3, 1 / 4]],
    ['half a million, two and a half billion, 1.7 to 2 million', [500_000, 2.5e9, 1.7, 2e6]],
    ['+855 23 216 122', [85523216122]],
    ['flight K6 720', [6, 720]],
    ['１２３', [123]],
  ],
  km: [
    ['ខួបលើកទី៧០', [70]],
    ['១.២៣៤.៥៦៧,៨៩', [1234567.89]],
    ['១,២៣៤,៥៦៧.៨៩', [1234567.89]],
    ['១,៥លាន, ៥ពាន់លាន, ២ម៉ឺន៥ពាន់, ១លាន ៥សែន', [1.5e6, 5e9, 25000, 1.5e6]],
    ['ពីររយហាសិបពាន់', [250000]],
    ['មួយលានពីរសែនប្រាំម៉ឺន', [1250000]],
    ['ម្ភៃប្រាំបី', [28]],
    ['រយៈពេល ហ៊ុន សែន ពីរោះ ប្រាំង ក្របី', []],
    ['១០ភាគរយ', [10]],
    ['កន្លះលាន ២លានកន្លះ', [500_000, 2.5e6]],
    ['កូវីដ-១៩', [19]],
  ],
  ja: [
    ['70周年 第70回 七十周年', [70, 70, 70]],
    ['二千二十三 二〇二三年', [2023, 2023]],
    ['1億2,000万円 2万5000人 150万 5百万', [1.2e8, 25000, 1.5e6, 5e6]],
    ['３千人', [3000]],
    ['五か国 三者会談', [5, 3]],
    ['3分の2', [2 / 3]],
    ['5割 50％', [50, 50]],
    ['一致 一層 十分に 万全 三菱 四国 九州 五十嵐 数十人', []],
    ['1.5億ドル', [1.5e8]],
  ],
}

describe.each(locales)('numbers in %s', (locale) => {
  it.each(forms[locale])('reads %s', (text, values) => {
    expect(findNumbers(text, locale).map(({ value }) => value)).toEqual(values)
  })

  it('reads what it writes in digits, up to 10^12', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (value) => {
        const text = formatNumber(value, locale)
        expect(findNumbers(`… ${text} …`, locale)).toMatchObject([{ start: 2, end: 2 + text.length, value }])
      }),
      { numRuns: 1000 },
    )
  })

  it('reads decimals that it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 99 }), (whole, hundredths) => {
        const value = Number(`${whole}.${String(hundredths).padStart(2, '0')}`)
        expect(findNumbers(formatNumber(value, locale), locale).map((found) => found.value)).toEqual([value])
      }),
    )
  })

  it('reads what it spells out', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 10, max: 1e12 - 1 }), fc.integer({ min: 10, max: 9999 })),
        (value) => {
          const counted = locale === 'ja' ? `${spellNumber(value, locale)}人` : spellNumber(value, locale)
          expect(findNumbers(counted, locale).map((found) => found.value)).toEqual([value])
        },
      ),
      { numRuns: 1000 },
    )
  })
})

it('gives both readings of a Khmer number that may be grouped or decimal', () => {
  expect(findNumbers('១.២០០', 'km')).toMatchObject([{ value: 1200, also: 1.2 }])
})

it('refuses what is no number', () => {
  expect(() => formatNumber(Number.NaN, 'en')).toThrow(RangeError)
  expect(() => spellNumber(1.5, 'ja')).toThrow(RangeError)
})
