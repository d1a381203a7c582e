import { foldWidth, toKhmerDigits } from './digits.ts'
import type { Locale } from './model.ts'
import { findEnglishNumbers } from './numbers/en.ts'
import { findJapaneseNumbers } from './numbers/ja.ts'
import { findKhmerNumbers } from './numbers/km.ts'
import type { FoundNumber } from './numbers/model.ts'

export type { FoundNumber, NumberKind } from './numbers/model.ts'

const finders = { en: findEnglishNumbers, km: findKhmerNumbers, ja: findJapaneseNumbers }

/**
 * The numbers of a text in their order: digits of all three scripts and full width, grouping, decimals, ordinals, percentages,
 * number words, kanji numerals, 万 億 兆, million and billion. Numbers inside dates are found too; see `findDates`.
 */
export const findNumbers = (text: string, locale: Locale): FoundNumber[] => finders[locale](foldWidth(text))

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
