import type { Locale } from '../language/model.ts'
import { enUnits } from '../language/numbers/en.ts'

const words: [RegExp, number[]][] = [
  [
    /\b(?:both|twice|pairs?|doubl\w{0,3}|dual|bilateral\w*|mutual|second|semi-?annual|biannual|biennial|two-way|couple|duplicate)\b/i,
    [2],
  ],
  [/\b(?:trilateral|triple\w?|thrice|tripartite|triplicate)\b/i, [3]],
  [/\b(?:quarter(?:s|ly)?|quadrilateral|quadruple\w?)\b/i, [4, 25, 75]],
  [/\b(?:half|halve[ds]?|halves)\b/i, [0.5, 1.5, 2, 2.5, 3.5, 5, 6, 30, 50]],
  [/\bthirds?\b/i, [3]],
  [/\bdecades?\b/i, [10, 20, 30, 40, 50]],
  [/\bcentur(?:y|ies)\b/i, [100]],
  [/\bdozens?\b/i, [12]],
  [/\bweek(?:s|ly|-long)?\b/i, [7]],
  [/\bfortnight\w*\b/i, [2, 14]],
  [/\bnoon|midday\b/i, [12]],
  [/\bhundredfold|centenary|centennial\b/i, [100]],
  [/\bgolden jubilee\b/i, [50]],
  [/\bsilver jubilee\b/i, [25]],
  [/\bdiamond jubilee\b/i, [60]],
  [/\bday and night|around the clock\b/i, [24]],
]

const romanDigits: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 }

const fromRoman = (numeral: string): number => {
  let total = 0
  for (let at = 0; at < numeral.length; at++) {
    const value = romanDigits[numeral[at]!]!
    total += value < (romanDigits[numeral[at + 1] ?? ''] ?? 0) ? -value : value
  }
  return total
}

/** The values of the Roman numerals of a text: Phase II, Charles III. */
export const romanNumbers = (text: string): Set<number> =>
  new Set([...text.matchAll(/(?<![A-Za-z])[IVXLC]{1,7}(?![A-Za-z])/g)].map(([numeral]) => fromRoman(numeral)))

/** Numbers that a source says without writing them (both, a decade, Phase II), so that a translation may write them. */
export const impliedNumbers = (text: string, locale: Locale): Set<number> => {
  if (locale !== 'en') return new Set()
  const values = words.filter(([pattern]) => pattern.test(text)).flatMap(([, implied]) => implied)
  const folds = [...text.matchAll(/\b([a-z]{3,9})fold\b/gi)].map(([, word]) =>
    enUnits.indexOf(word!.toLowerCase()),
  )
  return new Set([...values, ...folds, ...romanNumbers(text)])
}

/** Words that point at a time from the text's own: this year, 本年, ឆ្នាំនេះ. */
export const relativeTime: Record<Locale, RegExp> = {
  en: /\b(?:(?:this|next|last|current|previous|same|past|coming|following|that) (?:year|month|week)|today|yesterday|tomorrow|year-on-year|annual(?:ly)?)\b/i,
  km: /ឆ្នាំ(?:នេះ|ក្រោយ|មុន|ដដែល|កន្លង|ទៅ|ខាងមុខ)|ខែ(?:នេះ|ក្រោយ|មុន|ដដែល)|ថ្ងៃនេះ|ម្សិលមិញ|ស្អែក/,
  ja: /[本同昨来今翌前][年月日]|今般|昨日|明日/,
}

/** Words for a stretch of the year, which Japanese often gives by its months: the first nine months, 1月から9月. */
export const partOfYear = /\b(?:months|quarters?|half|semester)\b/i
