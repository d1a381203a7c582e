import { type CalendarDate, exists, isFull, weekdayOf } from '../language/calendar.ts'
import type { FoundDate } from '../language/dates.ts'
import type { Facts, SaidParts } from './facts.ts'
import { type Mismatch, pair } from './mismatch.ts'
import { namedDay, namesMonth, partOfYear, relativeTime } from './unwritten.ts'

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

const isYearOnly = ({ year, month, day }: CalendarDate) =>
  year !== undefined && month === undefined && day === undefined
const isWeekdayOnly = ({ year, month, day, buddhistYear }: CalendarDate) =>
  year === undefined && month === undefined && day === undefined && buddhistYear === undefined

/** Whether what one date has over another is said anywhere else on the other's side. */
const saidElsewhere = (date: CalendarDate, partner: CalendarDate, side: Facts, everywhere?: SaidParts) =>
  (['year', 'month', 'day'] as const).every((part) => {
    const value = date[part]
    return (
      value === undefined ||
      partner[part] !== undefined ||
      (part === 'year' && partner.buddhistYear !== undefined) ||
      side.values.has(value) ||
      (part === 'year' && side.values.has(value % 100)) ||
      side.said[part].has(value) ||
      everywhere?.[part].has(value) ||
      (part === 'year' && relativeTime[side.locale].test(side.text))
    )
  })

const isBuddhistOnly = ({ year, month, buddhistYear }: CalendarDate) =>
  buddhistYear !== undefined && year === undefined && month === undefined

/** Whether a side has the day in another year: 20 May 2025 (B.E. 2568) is not 20 May 2024, though that is B.E. 2568 too. */
const hasOtherYear = ({ year, month, day }: CalendarDate, { dates }: Facts) =>
  day !== undefined &&
  dates.some(
    ({ date }) => date.month === month && date.day === day && date.year !== undefined && date.year !== year,
  )

/** Whether a side names the year before or after, and this one by it: 2023年には前年比40％増. */
const isNextTo = (year: number, { said, text, locale }: Facts) =>
  (said.year.has(year - 1) || said.year.has(year + 1)) && relativeTime[locale].test(text)

type Verdict = 'found' | 'year-dropped' | 'absent'

const judgeDate = (date: CalendarDate, side: Facts, everywhere?: SaidParts, isRelative = false): Verdict => {
  if (
    isYearOnly(date) &&
    (side.values.has(date.year!) ||
      side.values.has(date.year! % 100) ||
      side.values.has(date.eraYear ?? Number.NaN))
  )
    return 'found'
  if (isYearOnly(date) && (isNextTo(date.year!, side) || isRelative)) return 'found'
  const hasBuddhistYear = side.dates.some((other) => other.date.buddhistYear !== undefined)
  let verdict: Verdict = 'absent'
  for (const { date: other } of side.dates) {
    if (sharedParts(date, other) < 1 || (isBuddhistOnly(other) && hasOtherYear(date, side))) continue
    if (isBuddhistOnly(date) && other.buddhistYear === undefined && hasBuddhistYear) continue
    if (saidElsewhere(date, other, side, everywhere)) return 'found'
    const { year: _, ...rest } = date
    if (sharedParts(rest, other) > 0 && saidElsewhere(rest, other, side, everywhere)) verdict = 'year-dropped'
  }
  if (isWeekdayOnly(date) && !side.dates.some((other) => other.date.weekday !== undefined)) return 'found'
  return isScattered(date, side) ? 'found' : verdict
}

/**
 * Whether all parts of a date stand on a side, though not where a date was read: the 12th and the 14th of November, the 15th day of
 * the 8th month, 29 មេសា, Jan.–Jun. A month by its name alone is one that no form of a date took in.
 */
const isScattered = ({ day, month, year }: CalendarDate, side: Facts): boolean => {
  const { values, said, text, locale } = side
  if (month === undefined) return false
  const isRead = side.dates.some(({ date }) => date.month === month)
  if (day !== undefined && !values.has(day) && (isRead || !said.day.has(day))) return false
  if (!isRead && !values.has(month) && !namesMonth(text, month, locale)) return false
  if (day === undefined && isRead) return false
  return year === undefined || said.year.has(year) || values.has(year) || relativeTime[locale].test(text)
}

const isWrongWeekday = ({ date }: FoundDate): boolean =>
  isFull(date) && date.weekday !== undefined && exists(date) && weekdayOf(date) !== date.weekday

/** Where two texts do not say the same dates. `everywhere` holds the dates of the whole source, from which a year may be filled in. */
export const compareDates = (source: Facts, target: Facts, everywhere: SaidParts): Mismatch<FoundDate>[] => {
  const mismatches: Mismatch<FoundDate>[] = []
  const missing: FoundDate[] = []
  // 前年 may stand for a year, as long as the target has no year of its own for it.
  const isRelative =
    relativeTime[target.locale].test(target.text) && target.said.year.isSubsetOf(source.said.year)
  for (const date of source.dates) {
    const verdict = judgeDate(date.date, target, undefined, isRelative)
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

const isAllowed = (date: CalendarDate, source: Facts, everywhere: SaidParts) =>
  isWeekdayOnly(date) ||
  (date.month !== undefined &&
    date.day === undefined &&
    date.year === undefined &&
    partOfYear.test(source.text)) ||
  (source.dates.length === 0 &&
    (relativeTime[source.locale].test(source.text) || namedDay.test(source.text))) ||
  (isYearOnly(date) && everywhere.year.has(date.year!) && relativeTime[source.locale].test(source.text))

const closeness = (a: CalendarDate, b: CalendarDate) =>
  parts.filter((part) => a[part] !== undefined && a[part] === b[part]).length +
  parts.filter((part) => (a[part] === undefined) === (b[part] === undefined)).length / 10
