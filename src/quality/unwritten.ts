import { englishMonths } from '../language/dates/en.ts'
import { khmerMonths } from '../language/dates/km-words.ts'
import type { Locale } from '../language/model.ts'
import { mentions } from '../language/number-words.ts'
import { enTens, enUnits } from '../language/numbers/en.ts'

/** What stands for a length of time has its values for numbers of days, months and the like only. */
type Word = [pattern: RegExp, values: number[], of?: 'time']

const decades = [10, 20, 30, 40, 50]

/**
 * Words that carry a value without being read as a number: where one stands, a number of that value on the other side is
 * neither missing nor invented. A word that may carry several values has them all, as silence is better than a guess.
 */
const words: Record<Locale, Word[]> = {
  en: [
    [
      /\b(?:both|twice|runners?-up|pairs?|doubl\w{0,3}|dual|bilateral\w*|mutual|second|semi-?annual\w*|biannual\w*|biennial\w*|bi-?(?:weekly|monthly)|two-way|couple|duplicate|twins?|return|round[- ]trip|alternate|every other|either|neither|each other|duo)\b/i,
      [2],
    ],
    [/\b(?:trilateral|triple\w?|thrice|tripartite|triplicate|trio|treble\w?)\b/i, [3]],
    [
      /(?<!\b(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th) )\b(?:quarter(?:s|ly)?|quadrilateral|quadruple\w?|quartet|quad)\b/i,
      [3, 4, 15, 25, 45, 75, 0.25],
    ],
    [/\b(?:quintuple\w?|quinquennial)\b/i, [5]],
    [/\b(?:half|halve[ds]?|halves|halving)\b/i, [0.5, 1.5, 2, 2.5, 3.5, 6, 30, 50]],
    [/\bthirds?\b/i, [3, 33]],
    [/\bdecades?\b/i, decades, 'time'],
    [/\bcentur(?:y|ies)\b/i, [100], 'time'],
    [/\bmillenni(?:um|a)\b/i, [1000], 'time'],
    [/\bdozens?\b/i, [12, 6, 10]],
    [/[½¼¾]/, [0.5, 0.25, 0.75, 2, 3, 4, 15, 30, 45]],
    // The million mark; US$ million, as the unit of a table.
    [/(?:\bthe|\bin|[$¥€(]|USD) ?millions?\b/i, [1e6]],
    [/(?:\bthe|\bin|[$¥€(]|USD) ?thousands?\b/i, [1000]],
    [/(?:\bthe|\bin|[$¥€(]|USD) ?billions?\b/i, [1e9]],
    [/\d ?bis\b/, [2]],
    [/\d ?ter\b/, [3]],
    [/\bhat[- ]trick\b/i, [3]],
    [/\bbrace\b/i, [2]],
    [/\bscores?\b/i, [20]],
    [/\b(?:week(?:s|ly|-long)?|every ?day|daily)\b/i, [7], 'time'],
    [/\bfortnight\w*\b/i, [2, 14], 'time'],
    [/\b(?:noon|midday|midnight)\b/i, [0, 12, 24]],
    [/\b(?:hundredfold|centenary|centennial)\b/i, [100]],
    [/\bbicentenary|bicentennial\b/i, [200]],
    [/\b(?:golden jubilee|golden anniversary)\b/i, [50]],
    [/\b(?:silver jubilee|silver anniversary)\b/i, [25]],
    [/\bdiamond jubilee\b/i, [60]],
    [
      /\b(?:day and night|around[- ]the[- ]clock|24[/ ]7|round[- ]the[- ]clock|year-round)\b/i,
      [7, 24, 365],
      'time',
    ],
    [/\b(?:annual\w*|yearly|year-on-year|a year)\b/i, [1, 12], 'time'],
    [/\bteen(?:s|age\w*)\b/i, [10, 13, 19]],
    [/\bNew Year(?:’s|'s)? Day\b/i, [1]],
    [/\bNew Year(?:’s|'s)? Eve\b/i, [31, 12]],
    [/\b(?:a|per|every) (?:hundred|hundredth)\b/i, [100, 1]],
    [/\b(?:no|none|zero|nil|without|nothing|never|not)\b/i, [0]],
  ],
  km: [
    [/ទ្វេ|គូ|សងខាង|ទាំងសង|ពីរ|មួយវិញមួយទៀត|ទៅមក/, [2]],
    [/ត្រី(?:ភាគី|គុណ|កោណ|ចក្រ)/, [3]],
    [/ចតុ/, [4]],
    [/បញ្ច(?:[កភវសខមង]|ស័ក)/, [5]],
    [/ដំបូង|មួយ|តែ|ម្នាក់|ម្តង|ម្ដង|ទោល|ឯក/, [1]],
    [/ទសវត្ស/, decades, 'time'],
    [/សតវត្ស/, [100], 'time'],
    [/សហស្សវត្ស/, [1000], 'time'],
    [/កន្លះ/, [0.5, 2, 6, 30, 50]],
    [/ពាក់កណ្[តដ]ាល/, [0.5, 2, 6, 50]],
    [/ត្រីមាស(?!ទី)/, [3, 4, 0.25], 'time'],
    [/ឆមាស/, [2, 6], 'time'],
    [/(?:មួយ|កន្លះ|ពីរ|បី|ជា)ឡូ(?!ត)/, [12, 6, 24, 36]],
    [/សប្[តដ]ាហ៍/, [7], 'time'],
    [/(?:រៀងរាល់|រាល់|ប្រចាំ|សព្វ)ថ្ងៃ|ឥតឈប់/, [7, 24, 365], 'time'],
    [/ថ្ងៃត្រង់|អធ្រាត្រ/, [0, 12, 24]],
    [/គ្មាន|ពុំ|មិន/, [0]],
  ],
  ja: [
    [/両|双方|再|往復|隔|ダブル|ペア|二重|相互|互い|倍/, [2]],
    [/トリプル/, [3]],
    [/ワン|初|単|唯一|首位|最初|ひとつ|一つ|ひとり|元[旦日]|毎/, [1]],
    [/半年/, [0.5, 6], 'time'],
    [/(?<!第[0-9一二三四])四半期/, [3, 4, 0.25], 'time'],
    [/[上下]半期|[前後]半/, [2, 6]],
    [/半世紀/, [50], 'time'],
    [/四半世紀/, [25], 'time'],
    [/半[数分額減値]|過半|折半/, [0.5, 2, 50]],
    [/時間半|分半|日半|年半|倍半/, [0.5, 30, 6]],
    [/世紀/, [100], 'time'],
    [/旬/, [10]],
    [/ふた/, [2]],
    [/十[代年]/, decades],
    [/年中無休|毎日|連日|終日|常時/, [7, 24, 365], 'time'],
    [/[毎各今]週|週間/, [7], 'time'],
    [/隔週|翌々/, [2, 14], 'time'],
    [/正午|深夜|零時/, [0, 12, 24]],
    [/還暦/, [60]],
    [/古希/, [70]],
    [/米寿/, [88]],
    [/大晦日|大みそか/, [31, 12]],
    [/[なぬ]|無|皆|ゼロ/, [0]],
    [/ダース/, [12]],
  ],
}

const romanDigits: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 }

const fromRoman = (numeral: string): number => {
  let total = 0
  for (let at = 0; at < numeral.length; at++) {
    const value = romanDigits[numeral[at]!]!
    total += value < (romanDigits[numeral[at + 1] ?? ''] ?? 0) ? -value : value
  }
  return total
}

const roman = /(?<![A-Za-z])[IVXLC]{1,7}(?![A-Za-z])/g

/** In brackets or before a full stop small ones number the parts of a list: (iii), iv. */
const smallRoman = /(?<=[(（])[ivxl]{1,6}(?=[)）])|(?<![\w.])[ivxl]{1,6}(?=\. )/g

/** The values of the Roman numerals of a text: Phase II, Charles III, Ⅲ, (iii). */
export const romanNumbers = (text: string): Set<number> => {
  if (!/[IVXLC\u2160-\u216f]|[(（.][ivxl]|[ivxl]\./.test(text)) return new Set()
  const plain = text.normalize('NFKC')
  return new Set(
    [...plain.matchAll(roman), ...plain.matchAll(smallRoman)].map(([numeral]) =>
      fromRoman(numeral.toUpperCase()),
    ),
  )
}

const folds = (text: string) =>
  [...text.matchAll(/\b([a-z]{3,9})[- ]?fold\b/gi)].map(([, word]) => enUnits.indexOf(word!.toLowerCase()))
/** Of those in their mid-forties, 40 and 45. */
const tens = (text: string) =>
  [...text.matchAll(/\b(twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b/gi)].flatMap(([, word]) => {
    const ten = enTens.indexOf(`${word!.toLowerCase()}y`) * 10
    return [ten, ten + 5]
  })

const mostWords = 5

/** How many things an English list names, as a translation may count them: those aged 21 and 34, 2名. */
const listed = (text: string) =>
  text.split(/[.;:()—–]/).flatMap((part) => {
    const [head, tail] = part.split(/,? (?:and|or) /)
    if (tail === undefined) return []
    const items = head!.split(', ').toReversed()
    const longer = items.findIndex((item) => item.trim().split(' ').length > mostWords)
    return [2, (longer === -1 ? items.length : Math.max(longer, 1)) + 1]
  })

/** ① to ⑳, which number the parts of a sentence. */
const circled = (text: string) =>
  (text.match(/[①-⑳]/g) ?? []).map((sign) => sign.charCodeAt(0) - '①'.charCodeAt(0) + 1)

/**
 * Whether a text says a number without writing it (both, a decade, Phase II, 半年, ត្រីមាស), so that the other side may write it.
 * `isTime`: whether the number counts days, months or the like.
 */
export const isUnwritten = (text: string, value: number, locale: Locale, isTime: boolean): boolean =>
  words[locale].some(
    ([pattern, values, of]) => values.includes(value) && (isTime || of !== 'time') && pattern.test(text),
  ) ||
  (locale === 'en'
    ? [folds, tens, listed].some((numbersOf) => numbersOf(text).includes(value))
    : circled(text).includes(value)) ||
  romanNumbers(text).has(value)

/** Whether a text may say a number outside what is read as one: by a word that carries it, or by its name as part of another word. */
export const maySay = (text: string, value: number, locale: Locale, isTime: boolean): boolean =>
  mentions(text, value, locale) || isUnwritten(text, value, locale, isTime)

/** Words that point at a time from the text's own: this year, a year earlier, 本年, ឆ្នាំនេះ. */
export const relativeTime: Record<Locale, RegExp> = {
  en: /\b(?:(?:this|next|last|current|previous|same|past|coming|following|preceding|prior|that|every|each) (?:\w+ )?(?:year|month|week|decade|season|quarter|half|summer|winter|spring|autumn|fall|\w+day)|the (?:year|decade|century)(?= ahead|’s|'s|[,.;)]|$)|today|yesterday|tomorrow|tonight|year-on-year|year-earlier|annual(?:ly)?|now|(?:years?|months?|weeks?|days?|decades?) (?:earlier|ago|before|later|after|since|on year|old|prior|running)|then|since)\b/i,
  km: /ឆ្នាំ ?(?:នេះ|ក្រោយ|មុន|ដដែល|កន្លង|ទៅ|ខាងមុខ|បន្ទាប់|បច្ចុប្បន្ន)|ខែ ?(?:នេះ|ក្រោយ|មុន|ដដែល|កន្លង|បន្ទាប់)|ថ្ងៃ ?(?:នេះ|ស្អែក|មុន|បន្ទាប់)|ម្សិលមិញ|ស្អែក|ឆ្នាំ ?(?:មក|រួច)/,
  ja: /[本同昨来今翌前去当現](?:[年月日週季期]|年度)|一昨年|再来年|今般|昨日|明日|前回|次年/,
}

/** Days that a translation may give by their dates: Christmas Eve, ថ្ងៃទី២៤ ខែធ្នូ. */
export const namedDay = /\b(?:Christmas|Easter|New Year|(?:[A-Z]\w+ )Day|Eve|Festival|holidays?|birthday)\b/

/** Words for a stretch of the year, which Japanese often gives by its months: the first nine months, 1月から9月. */
export const partOfYear = /\b(?:months|quarters?|half|semester|year-to-date|Q[1-4]|H[12])\b/i

/** Whether a text has the name of a month at all, be it part of no date that can be read: Mid-March, Jan.–Jun. */
export const namesMonth = (text: string, month: number, locale: Locale): boolean => {
  if (locale === 'en') {
    // In small letters it may be a verb.
    const name = englishMonths[month - 1]!.slice(0, 3)
    return new RegExp(`\\b(?:${name}|${name.toUpperCase()})`).test(text)
  }
  if (locale === 'km') return text.includes(khmerMonths[month - 1]!)
  return new RegExp(`(?<!\\d)${month}(?:月|(?=\\d?\\d?[/・、~-]))`).test(text)
}
