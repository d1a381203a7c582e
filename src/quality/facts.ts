import { type FoundDate, findDates } from '../language/dates.ts'
import type { Locale } from '../language/model.ts'
import { type FoundNumber, findNumbers } from '../language/numbers.ts'
import { type FoundTime, findTimes } from '../language/times.ts'

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

/** Whether a text has a number of this value outside its dates and times. */
export const hasValue = ({ numbers }: Facts, value: number) =>
  numbers.some((number) => number.value === value || number.also === value)
