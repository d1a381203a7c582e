import { foldWidth } from './digits.ts'
import type { Locale } from './model.ts'
import { enUnits } from './numbers/en.ts'
import { kmUnits } from './numbers/km.ts'

export interface FoundTime {
  /** Offset of the first UTF-16 unit in the text. */
  start: number
  /** Offset behind the last unit. */
  end: number
  /** 0–24 as written; 0–11 or 12–23 where the text says which half of the day. */
  hour: number
  /** 0–59 */
  minute: number
  /** 0–59, where the text gives it. */
  second?: number
  /** Whether the half of the day is known, so that 3 cannot mean 15. */
  exact: boolean
}

const enHour = enUnits.slice(1, 13).join('|')
/** Half past one, a quarter to nine, ten minutes past 3. */
const spoken = new RegExp(
  `\\b(?<part>half|(?:a )?quarter|(?:twenty|ten|five)(?= minutes)|(?<=\\bat )(?:twenty|ten|five))(?: minutes)? (?<side>past|to) (?:(?<word>${enHour})|(?<hour>\\d{1,2}))(?![\\w%])`,
  'gi',
)
const minutesOf: Record<string, number> = { half: 30, quarter: 15, twenty: 20, ten: 10, five: 5 }

const kmHours = [...kmUnits.slice(1), 'ដប់', 'ដប់មួយ', 'ដប់ពីរ']
/** ម៉ោងមួយកន្លះរសៀល; ៨ ម៉ោងមួយយប់ is eight hours a night. */
const khmerSpoken = new RegExp(
  `(?=ម)(?<!(?:\\d|${kmHours.join('|')}) ?)ម៉ោង ?(?:(?:ប្រមាណ|ប្រហែល|ជាង) ?)?(?<word>${kmHours.toReversed().join('|')})(?:(?<thirty> ?កន្លះ)|(?= ?(?:ព្រឹក|ថ្ងៃត្រង់|រសៀល|ល្ងាច|យប់|គត់))) ?(?<half>ព្រឹក|ថ្ងៃត្រង់|រសៀល|ល្ងាច|យប់)?`,
  'g',
)

/** 1700 GMT */
const zoned = /(?<![\d.,:])(?<hour>\d{2})(?<minute>\d{2}) ?(?:GMT|UTC)\b/g

// 14:17.58 is no time of day but of a race.
const patterns: Record<Locale, RegExp[]> = {
  en: [
    /(?<![\d.,:])(?<hour>\d{1,2})(?:[:.](?<minute>\d{2}))?\s?(?<half>a\.m\.|p\.m\.|am|pm)(?![a-z])/gi,
    /(?<![\d.,:])(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?!\d|[.,]\d)/g,
    /(?<![\d.,:])(?<hour>\d{2})(?<minute>\d{2})(?= ?(?:hrs|hours)\b| ?(?:to|-|–) ?\d{4} ?(?:hrs|hours)\b)/gi,
    // The 2 of 2–4.30 p.m. and of between 2 and 4 p.m.
    /(?<![\d.,:])(?<hour>\d{1,2})(?=(?: ?[-–—] ?| to | and )\d{1,2}(?:[:.]\d{2})?\s?(?:a\.m\.|p\.m\.|am|pm)(?![a-z]))/gi,
    zoned,
  ],
  km: [
    /ម៉ោង ?(?:(?:ប្រមាណ|ប្រហែល|ជាង) ?)?(?<hour>\d{1,2})(?: ?(?:[:.]|និង|ៈ|៖) ?(?<minute>\d{1,2})(?!\d)| ?(?<thirty>កន្លះ)| ?ខ្វះ ?(?<lacking>\d{1,2}))?(?: ?នាទី)? ?(?<half>ព្រឹក|ថ្ងៃត្រង់|រសៀល|ល្ងាច|យប់|AM|PM)?/g,
    /(?<![\d.,:])(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?!\d|[.,]\d) ?(?<half>ព្រឹក|ថ្ងៃត្រង់|រសៀល|ល្ងាច|យប់)?/g,
    khmerSpoken,
    // ពីម៉ោង ៤ រសៀល ដល់ ៨ យប់
    /(?=\d)(?<=ដល់ ?)(?<=ម៉ោង[^។៕]{1,30})(?<hour>\d{1,2})(?::(?<minute>\d{2}))? ?(?<half>ព្រឹក|ថ្ងៃត្រង់|រសៀល|ល្ងាច|យប់)/g,
    zoned,
  ],
  ja: [
    /(?<half>午前|午後)?(?<hour>\d{1,2})時(?!間)(?:(?<minute>\d{1,2})分|(?<thirty>半))?/g,
    /(?<half>午前|午後)?(?<![\d.,:])(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?!\d|[.,]\d)/g,
    zoned,
  ],
}

const afternoon = /^(?:p|午後|រសៀល|ល្ងាច|យប់)/i

const readTime = (match: RegExpExecArray): FoundTime | undefined => {
  const { hour: digits, word, minute: minutes, second, half, thirty, lacking } = match.groups!
  const minute = thirty ? 30 : lacking ? 60 - Number(lacking) : Number(minutes ?? 0)
  let hour = (word ? kmHours.indexOf(word) + 1 : Number(digits)) - (lacking ? 1 : 0)
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return undefined
  if (half && hour <= 12) hour = (hour % 12) + (afternoon.test(half) ? 12 : 0)
  const exact = half !== undefined || hour > 12 || /^\d{4}/.test(match[0])
  return {
    start: match.index,
    end: match.index + match[0].length,
    hour,
    minute,
    ...(second && { second: Number(second) }),
    exact,
  }
}

const spokenTimes = (text: string): FoundTime[] =>
  !/half|quarter|twenty|ten|five/i.test(text)
    ? []
    : [...text.matchAll(spoken)].map((match) => {
        const { part, side, word, hour: digits } = match.groups!
        const minutes = minutesOf[part!.toLowerCase().replace('a ', '')]!
        const hour = word ? enUnits.indexOf(word.toLowerCase()) : Number(digits)
        const isTo = side!.toLowerCase() === 'to'
        return {
          start: match.index,
          end: match.index + match[0].length,
          hour: isTo ? (hour + 11) % 12 : hour % 24,
          minute: isTo ? 60 - minutes : minutes,
          exact: false,
        }
      })

/** What stands between the two times of a range. */
const rangeLink = /^ ?(?:[-–—~〜～]|to|and|until|ដល់(?: ?ម៉ោង)?|から) ?$/

/**
 * Gives both ends of a range their half of the day where one has it: of 8.30–11.30 a.m. both are in the morning, of 10–2 p.m. one is.
 * The times are in the order of the text.
 */
const withHalves = (times: FoundTime[], text: string): FoundTime[] => {
  for (const [at, from] of times.entries()) {
    const to = times[at + 1]
    if (!to || from.exact === to.exact || !rangeLink.test(text.slice(from.end, to.start))) continue
    const [known, open] = from.exact ? [from, to] : [to, from]
    const isAfternoon = known.hour % 24 >= 12
    const isOrdered = from.hour % 12 <= to.hour % 12
    open.hour = (open.hour % 12) + (isAfternoon === isOrdered ? 12 : 0)
    open.exact = true
  }
  return times
}

/** The times of day of a text: 3:30 p.m., 15:30, ម៉ោង ៣:៣០ រសៀល, 午後3時半. Lengths of time (3 hours, 3時間) are none. */
export const findTimes = (text: string, locale: Locale): FoundTime[] => {
  const folded = foldWidth(text)
  const found: FoundTime[] = []
  if (locale === 'en') found.push(...spokenTimes(folded))
  if (!/\d|ម៉ោង/.test(folded)) return found
  const taken = new Set<number>()
  for (const pattern of patterns[locale])
    for (const match of folded.matchAll(pattern)) {
      const time = readTime(match)
      if (!time || taken.has(time.start) || taken.has(time.end - 1)) continue
      found.push(time)
      for (let at = time.start; at < time.end; at++) taken.add(at)
    }
  return withHalves(
    found.sort((a, b) => a.start - b.start),
    folded,
  )
}

/** Whether two times can be the same moment of a day; one without its half of the day agrees with both. */
export const sameTime = (a: FoundTime, b: FoundTime): boolean =>
  a.minute === b.minute && (a.exact && b.exact ? a.hour % 24 === b.hour % 24 : a.hour % 12 === b.hour % 12)
