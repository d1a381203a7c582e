import { type CalendarDate, exists, isFull, weekdayOf } from '../language/calendar.ts'
import { type FoundDate, findDates } from '../language/dates.ts'
import type { Locale } from '../language/model.ts'
import { mentions } from '../language/number-words.ts'
import { type FoundNumber, findNumbers } from '../language/numbers.ts'
import { type FoundTime, findTimes, sameTime } from '../language/times.ts'
import { impliedNumbers, relativeTime } from './implied.ts'

/** What a text says in dates, times and numbers. */
export interface Facts {
  text: string
  locale: Locale
  dates: FoundDate[]
  times: FoundTime[]
  /** The numbers that are not part of a date or time. */
  numbers: FoundNumber[]
}

export const factsOf = (text: string, locale: Locale): Facts => {
  const dates = findDates(text, locale)
  const times = findTimes(text, locale)
  const taken = [...dates, ...times]
  const numbers = findNumbers(text, locale).filter(
    ({ start, end }) => !taken.some((other) => other.start < end && start < other.end),
  )
  return { text, locale, dates, times, numbers }
}

/** Something said on one side only, or differently on both. */
export interface Mismatch<Fact> {
  kind: 'missing' | 'added' | 'changed' | 'percent' | 'weekday' | 'year'
  source?: Fact
  target?: Fact
}

export interface Mismatches {
  dates: Mismatch<FoundDate>[]
  numbers: Mismatch<FoundNumber | FoundTime>[]
}

const parts = ['year', 'month', 'day', 'weekday', 'buddhistYear'] as const

const sameYear = (year: number, buddhistYear: number) =>
  buddhistYear - year === 543 || buddhistYear - year === 544

/** How many parts two dates share; -1 if one of them differs. */
const sharedParts = (a: CalendarDate, b: CalendarDate): number => {
  let shared = 0
  for (const part of parts) {
    if (a[part] === undefined || b[part] === undefined) continue
    if (a[part] !== b[part]) return -1
    shared++
  }
  for (const [one, other] of [[a, b] as const, [b, a] as const]) {
    if (one.year === undefined || other.buddhistYear === undefined || other.year !== undefined) continue
    if (!sameYear(one.year, other.buddhistYear)) return -1
    shared++
  }
  return shared
}

const hasValue = ({ numbers }: Facts, value: number) =>
  numbers.some((number) => number.value === value || number.also === value)

const isYearOnly = ({ year, month, day }: CalendarDate) =>
  year !== undefined && month === undefined && day === undefined
const isWeekdayOnly = ({ year, month, day, buddhistYear }: CalendarDate) =>
  year === undefined && month === undefined && day === undefined && buddhistYear === undefined

/** Whether what one date has over another is said anywhere else on the other's side. */
const saidElsewhere = (date: CalendarDate, partner: CalendarDate, side: Facts, everywhere: CalendarDate[]) =>
  (['year', 'month', 'day'] as const).every(
    (part) =>
      date[part] === undefined ||
      partner[part] !== undefined ||
      (part === 'year' && partner.buddhistYear !== undefined) ||
      hasValue(side, date[part]) ||
      [...side.dates.map((other) => other.date), ...everywhere].some((other) => other[part] === date[part]) ||
      (part === 'year' && relativeTime[side.locale].test(side.text)),
  )

type Verdict = 'found' | 'year-dropped' | 'absent'

const judgeDate = (date: CalendarDate, side: Facts, everywhere: CalendarDate[]): Verdict => {
  if (isYearOnly(date) && hasValue(side, date.year!)) return 'found'
  let verdict: Verdict = 'absent'
  for (const { date: other } of side.dates) {
    if (sharedParts(date, other) < 1) continue
    if (saidElsewhere(date, other, side, everywhere)) return 'found'
    const { year: _, ...rest } = date
    if (sharedParts(rest, other) > 0 && saidElsewhere(rest, other, side, everywhere)) verdict = 'year-dropped'
  }
  if (isWeekdayOnly(date) && !side.dates.some((other) => other.date.weekday !== undefined)) return 'found'
  // A date may be split over numbers: the 12th and the 14th of November.
  const { day, ...month } = date
  const split =
    day !== undefined && hasValue(side, day) && side.dates.some((other) => sharedParts(month, other.date) > 0)
  return split ? 'found' : verdict
}

const isWrongWeekday = ({ date }: FoundDate): boolean =>
  isFull(date) && date.weekday !== undefined && exists(date) && weekdayOf(date) !== date.weekday

const compareDates = (source: Facts, target: Facts, everywhere: CalendarDate[]): Mismatch<FoundDate>[] => {
  const mismatches: Mismatch<FoundDate>[] = []
  const missing: FoundDate[] = []
  for (const date of source.dates) {
    const verdict = judgeDate(date.date, target, [])
    if (verdict === 'absent') missing.push(date)
    if (verdict === 'year-dropped') mismatches.push({ kind: 'year', source: date })
  }
  const added = target.dates.filter(
    ({ date }) => judgeDate(date, source, everywhere) === 'absent' && !isAllowed(date, source, everywhere),
  )
  for (const date of target.dates)
    if (isWrongWeekday(date) && !source.dates.some(isWrongWeekday) && !added.includes(date))
      mismatches.push({ kind: 'weekday', target: date })
  return [...mismatches, ...pair(missing, added, (a, b) => closeness(a.date, b.date))]
}

const isAllowed = (date: CalendarDate, source: Facts, everywhere: CalendarDate[]) =>
  isWeekdayOnly(date) ||
  (source.dates.length === 0 && relativeTime[source.locale].test(source.text)) ||
  (isYearOnly(date) &&
    everywhere.some((other) => other.year === date.year) &&
    relativeTime[source.locale].test(source.text))

const closeness = (a: CalendarDate, b: CalendarDate) =>
  parts.filter((part) => a[part] !== undefined && a[part] === b[part]).length +
  parts.filter((part) => (a[part] === undefined) === (b[part] === undefined)).length / 10

/** Joins what one side lacks with what the other has too much, the most alike first in the order of the source. */
const pair = <Fact>(
  missing: Fact[],
  added: Fact[],
  closeness: (a: Fact, b: Fact) => number,
): Mismatch<Fact>[] => {
  const left = [...added]
  const paired = missing.map((source): Mismatch<Fact> => {
    const best = left.reduce<Fact | undefined>(
      (chosen, candidate) =>
        chosen === undefined || closeness(source, candidate) > closeness(source, chosen) ? candidate : chosen,
      undefined,
    )
    if (best === undefined) return { kind: 'missing', source }
    left.splice(left.indexOf(best), 1)
    return { kind: 'changed', source, target: best }
  })
  return [...paired, ...left.map((target): Mismatch<Fact> => ({ kind: 'added', target }))]
}

const equal = (a: FoundNumber, b: FoundNumber) =>
  [a.value, a.also].some(
    (value) => value !== undefined && (near(value, b.value) || (b.also !== undefined && near(value, b.also))),
  )

const near = (a: number, b: number) => a === b || Math.abs(a - b) < Math.abs(a) * 1e-9

/** Whether a number has to stand in the translation, or may be left to the language: "the two countries", 両国. */
const isRequired = (number: FoundNumber, text: string): boolean => {
  if (number.kind === 'identifier') return number.value > 1e6
  if (number.kind === 'fraction') return false
  if (number.form === 'digits') return true
  const isName = /[A-Z]/.test(text[number.start] ?? '') && number.start > 0 && number.kind === 'cardinal'
  return number.value >= 3 && !isName
}

const compareNumbers = (source: Facts, target: Facts): Mismatch<FoundNumber>[] => {
  const required = source.numbers.filter((number) => isRequired(number, source.text))
  const free = new Set(target.numbers)
  const unmatched = required.filter((number) => {
    const match =
      [...free].find((other) => equal(number, other) && other.kind === number.kind) ??
      [...free].find((other) => equal(number, other))
    if (match) free.delete(match)
    return !match
  })
  for (const number of source.numbers) {
    if (required.includes(number)) continue
    const match = [...free].find((other) => equal(number, other))
    if (match) free.delete(match)
  }
  const dateValues = (facts: Facts) =>
    facts.dates.flatMap(({ date }) => [date.year, date.month, date.day, date.buddhistYear])
  const inDates = (facts: Facts, number: FoundNumber) =>
    dateValues(facts).some(
      (value) => value !== undefined && (value === number.value || value === number.also),
    )
  const inTimes = (facts: Facts, number: FoundNumber) =>
    facts.times.some(({ hour, minute }) => [hour, hour % 12, minute].includes(number.value))
  const isSaid = (number: FoundNumber) =>
    inDates(target, number) || inTimes(target, number) || mentions(target.text, number.value, target.locale)
  const isRepeat = (number: FoundNumber, side: Facts) => side.numbers.some((other) => equal(number, other))
  const implied = impliedNumbers(source.text, source.locale)
  const isFromSource = (number: FoundNumber) =>
    number.value <= 1 ||
    inDates(source, number) ||
    inTimes(source, number) ||
    [...implied].some((value) => near(value, number.value)) ||
    number.kind === 'fraction' ||
    (number.form === 'words' && (target.locale === 'km' || number.value < 3))
  const missing = unmatched.filter((number) => !isRepeat(number, target) && !isSaid(number))
  const added = [...free].filter((number) => !isRepeat(number, source) && !isFromSource(number))
  // One of several equal numbers changed into another that is there too.
  const lostRepeats = unmatched.filter((number) => isRepeat(number, target) && number.form === 'digits')
  const newRepeats = [...free].filter((number) => isRepeat(number, source) && number.form === 'digits')
  if (missing.length + added.length === 0 && lostRepeats.length > 0 && newRepeats.length > 0)
    return pair(lostRepeats.slice(0, 1), newRepeats.slice(0, 1), () => 0)
  // A small number word that turned into another: two visits, បីលើក.
  const words = source.numbers.filter(
    (number) =>
      number.form === 'words' &&
      number.value === 2 &&
      number.kind === 'cardinal' &&
      !isRepeat(number, target) &&
      !isSaid(number),
  )
  const otherWords = [...free].filter(
    (number) =>
      number.form === 'words' &&
      number.value > 2 &&
      !isRepeat(number, source) &&
      ![...implied].includes(number.value),
  )
  if (missing.length + added.length === 0 && words.length > 0 && otherWords.length > 0)
    return pair(words, otherWords, () => 0).slice(0, 1)
  return [...pair(missing, added, likeness), ...comparePercent(source, target)]
}

const likeness = (a: FoundNumber, b: FoundNumber) =>
  -Math.abs(Math.log(Math.abs(a.value) + 1) - Math.log(Math.abs(b.value) + 1))

const comparePercent = (source: Facts, target: Facts): Mismatch<FoundNumber>[] =>
  source.numbers.flatMap((number) => {
    if (number.kind === 'fraction' || number.kind === 'identifier') return []
    const same = target.numbers.filter((other) => equal(number, other))
    const isPercent = number.kind === 'percent'
    if (same.length === 0 || (number.form === 'words' && !isPercent)) return []
    const differs = same.every((other) => (other.kind === 'percent') !== isPercent)
    const both = source.numbers.some(
      (other) => equal(number, other) && (other.kind === 'percent') !== isPercent,
    )
    return differs && !both ? [{ kind: 'percent' as const, source: number, target: same[0]! }] : []
  })

const compareTimes = (source: Facts, target: Facts): Mismatch<FoundTime>[] => {
  const isNoon = (time: FoundTime) => time.minute === 0 && time.hour % 12 === 0
  const missing = source.times.filter(
    (time) =>
      !target.times.some((other) => sameTime(time, other)) &&
      !isNoon(time) &&
      !(hasValue(target, time.hour) && (time.minute === 0 || hasValue(target, time.minute))),
  )
  const added = target.times.filter(
    (time) =>
      !source.times.some((other) => sameTime(time, other)) && !isNoon(time) && !hasValue(source, time.hour),
  )
  return pair(missing, added, () => 0)
}

/**
 * Where two texts do not say the same dates, times and numbers. Values are compared, not the writing; a number word of one or two
 * may come and go with the language. `everywhere` holds the dates of the whole source, from which a year may be filled in.
 */
export const compareFacts = (source: Facts, target: Facts, everywhere: CalendarDate[]): Mismatches => ({
  dates: compareDates(source, target, everywhere),
  numbers: [...compareNumbers(source, target), ...compareTimes(source, target)],
})
