import type { CalendarDate } from '../language/calendar.ts'
import { type FoundDate, findDates } from '../language/dates.ts'
import type { Locale } from '../language/model.ts'
import { type FoundNumber, findNumbers } from '../language/numbers.ts'
import { type FoundTime, findTimes } from '../language/times.ts'

const dateParts = ['year', 'month', 'day'] as const

/** The years, months and days that dates name, each by itself; the years in their own era too. */
export type SaidParts = Record<(typeof dateParts)[number], Set<number>>

/** What a text says in dates, times and numbers. */
export interface Facts {
  text: string
  locale: Locale
  /** Each date once, `mostDates` at most: what has more is no sentence, and comparing takes time by their square. */
  dates: FoundDate[]
  times: FoundTime[]
  /** The numbers that are not part of a date or time. */
  numbers: FoundNumber[]
  /** Keys (see `valueKey`) of the numbers' values, the other readings among them. */
  values: Set<number>
  said: SaidParts
}

const mostDates = 200

/** A value as it is compared: thirds agree however they were computed. */
export const valueKey = (value: number): number =>
  Number.isInteger(value) && value < 1e12 ? value : Number(value.toPrecision(12))

export const valuesOf = ({ value, also }: FoundNumber): number[] =>
  also === undefined ? [valueKey(value)] : [valueKey(value), valueKey(also)]

export const saidParts = (dates: CalendarDate[]): SaidParts => {
  const values = (part: (typeof dateParts)[number]) =>
    new Set(dates.map((date) => date[part]).filter((value) => value !== undefined))
  const eraYears = dates.map(({ eraYear }) => eraYear).filter((year) => year !== undefined)
  return { year: values('year').union(new Set(eraYears)), month: values('month'), day: values('day') }
}

const distinct = <Fact>(facts: Fact[], key: (fact: Fact) => string): Fact[] => {
  const seen = new Set<string>()
  return facts.filter((fact) => seen.size < mostDates && !seen.has(key(fact)) && seen.add(key(fact)))
}

const keyOfDate = ({ date }: FoundDate) =>
  [date.year, date.month, date.day, date.weekday, date.buddhistYear, date.eraYear].join()

/** What stands outside the stretches that are taken; both in the order of the text. */
const outside = (numbers: FoundNumber[], taken: { start: number; end: number }[]) => {
  let next = 0
  return numbers.filter(({ start, end }) => {
    while (next < taken.length && taken[next]!.end <= start) next++
    return next === taken.length || taken[next]!.start >= end
  })
}

/** Reads a folded text (see `foldWidth`). */
export const factsOf = (text: string, locale: Locale): Facts => {
  const dates = findDates(text, locale)
  const times = findTimes(text, locale)
  const taken = [...dates, ...times].sort((a, b) => a.start - b.start)
  const numbers = outside(findNumbers(text, locale), taken)
  return {
    text,
    locale,
    dates: distinct(dates, keyOfDate),
    times: distinct(times, ({ hour, minute, exact }) => `${hour}:${minute} ${exact}`),
    numbers,
    values: new Set(numbers.flatMap(valuesOf)),
    said: saidParts(dates.map(({ date }) => date)),
  }
}
