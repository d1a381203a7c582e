import { currencyAround } from './currencies.ts'
import { foldWidth, toKhmerDigits } from './digits.ts'
import type { Locale } from './model.ts'
import { findEnglishNumbers } from './numbers/en.ts'
import { findJapaneseNumbers } from './numbers/ja.ts'
import { findKhmerNumbers } from './numbers/km.ts'
import { exact, type FoundNumber } from './numbers/model.ts'

export type { FoundNumber, NumberKind } from './numbers/model.ts'

const finders = { en: findEnglishNumbers, km: findKhmerNumbers, ja: findJapaneseNumbers }

/**
 * The numbers of a text in their order: digits of all three scripts and full width, grouping, decimals, ordinals, percentages,
 * number words, kanji numerals, 万 億 兆, million and billion, with the currency of an amount of money. Numbers inside dates are found too; see `findDates`.
 */
export const findNumbers = (text: string, locale: Locale): FoundNumber[] => {
  const folded = foldWidth(text)
  const found = finders[locale](folded).map((number) => withCurrency(number, folded, locale))
  return shareScales(found, folded, locale)
}

const withCurrency = (number: FoundNumber, text: string, locale: Locale): FoundNumber => {
  if (number.kind !== 'cardinal') return number
  const currency = currencyAround(text, number.start, number.end, locale)
  return currency === undefined ? number : { ...number, currency }
}

const scaleAtEnd: Record<Locale, [RegExp, number][]> = {
  en: [
    [/thousand$/i, 1e3],
    [/(?:million|mn)$/i, 1e6],
    [/(?:billion|bn)$/i, 1e9],
    [/(?:trillion|tn)$/i, 1e12],
  ],
  km: [
    [/(?:ពាន់លាន|ប៊ីលាន|ប៊ីល្លាន)$/, 1e9],
    [/លាន$/, 1e6],
    [/សែន$/, 1e5],
    [/ម៉ឺន$/, 1e4],
    [/ពាន់$/, 1e3],
  ],
  ja: [
    [/万$/, 1e4],
    [/億$/, 1e8],
    [/兆$/, 1e12],
  ],
}

const rangeLink = /^\s?(?:to|and|or|[-–—~〜]|ទៅ|ដល់|និង|から|ないし)\s?(?:US)?[$€¥]?$/

const isCode = ({ kind }: FoundNumber) => kind === 'identifier' || kind === 'telephone'

/** In "1.7 to 2 million" the first number means millions too, or so it may be read. */
const shareScales = (numbers: FoundNumber[], text: string, locale: Locale): FoundNumber[] =>
  numbers.map((number, index) => {
    const next = numbers[index + 1]
    if (!next || number.also !== undefined || next.start - number.end > 8 || isCode(number)) return number
    if (!rangeLink.test(text.slice(number.end, next.start))) return number
    const written = text.slice(Math.max(next.start, next.end - 12), next.end)
    const scale = scaleAtEnd[locale].find(([pattern]) => pattern.test(written))?.[1]
    return scale === undefined || number.value >= scale
      ? number
      : { ...number, also: exact(number.value * scale) }
  })

const formats: Record<Locale, (value: number) => string> = {
  en: (value) => plain(value),
  ja: (value) => plain(value),
  km: (value) => toKhmerDigits(plain(value).replace(/[.,]/g, (sign) => (sign === ',' ? '.' : ','))),
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 15 })
const plain = (value: number) => grouped.format(value)

/**
 * A number in the locale's digits with its grouping (CLDR): 1,234.5; ១.២៣៤,៥. Years and serial numbers want `toLocalDigits` instead.
 * @throws RangeError unless the value is finite.
 */
export const formatNumber = (value: number, locale: Locale): string => {
  if (!Number.isFinite(value)) throw new RangeError(`Not a finite number: ${value}`)
  return formats[locale](value)
}
