import type { Locale } from './model.ts'
import { enScales, enTens, enUnits } from './numbers/en.ts'
import { kanjiDigits } from './numbers/ja.ts'
import { kmTens, kmUnits } from './numbers/km.ts'

const english = (value: number): string => {
  for (const [word, scale] of enScales)
    if (value >= scale)
      return join(`${english(Math.floor(value / scale))} ${word}`, ' ', rest(value % scale, english))
  if (value >= 100)
    return join(`${enUnits[Math.floor(value / 100)]} hundred`, ' ', rest(value % 100, english))
  if (value < 20) return enUnits[value]!
  return join(enTens[Math.floor(value / 10)]!, '-', rest(value % 10, english))
}

const join = (head: string, joint: string, tail: string) => (tail ? head + joint + tail : head)
const rest = (value: number, spell: (value: number) => string) => (value === 0 ? '' : spell(value))

// Billions are spelled as thousands of millions, which every reader of Khmer knows.
const khmerScales: [string, number][] = [
  ['លាន', 1e6],
  ['សែន', 1e5],
  ['ម៉ឺន', 1e4],
  ['ពាន់', 1e3],
  ['រយ', 100],
]

const khmer = (value: number): string => {
  for (const [word, scale] of khmerScales)
    if (value >= scale) return khmer(Math.floor(value / scale)) + word + rest(value % scale, khmer)
  return value < 10 ? kmUnits[value]! : kmTens[Math.floor(value / 10)]! + rest(value % 10, khmer)
}

const kanjiLarge: [string, number][] = [
  ['兆', 1e12],
  ['億', 1e8],
  ['万', 1e4],
]
const kanjiSmall: [string, number][] = [
  ['千', 1000],
  ['百', 100],
  ['十', 10],
]

const kanji = (value: number): string => {
  for (const [word, scale] of kanjiLarge)
    if (value >= scale) return kanji(Math.floor(value / scale)) + word + rest(value % scale, kanji)
  for (const [word, scale] of kanjiSmall)
    if (value >= scale) {
      const count = Math.floor(value / scale)
      return (count === 1 ? '' : kanji(count)) + word + rest(value % scale, kanji)
    }
  return kanjiDigits[value]!
}

const spellers: Record<Locale, (value: number) => string> = { en: english, km: khmer, ja: kanji }

/**
 * A whole number in words: two hundred fifty; ពីររយហាសិប; 二百五十.
 * @throws RangeError unless it is whole, from 0 to 10^12 (below 10^12 in Khmer, which has no settled word for it).
 */
export const spellNumber = (value: number, locale: Locale): string => {
  if (!Number.isInteger(value) || value < 0 || value > 1e12 || (locale === 'km' && value >= 1e12))
    throw new RangeError(`No words for ${value}`)
  return spellers[locale](value)
}

/** Whether a text says a whole number by its name, however that is joined to its neighbours. A hint, not a reading. */
export const mentions = (text: string, value: number, locale: Locale): boolean =>
  Number.isInteger(value) && value >= 0 && value < 1e12 && text.includes(spellNumber(value, locale))
