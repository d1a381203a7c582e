/** A calendar date as far as a text gives it. Years are of the Common Era. */
export interface CalendarDate {
  year?: number
  /** A Buddhist Era year whose Common Era year the text leaves open: B.E. 2567 is part of 2023 and part of 2024. */
  buddhistYear?: number
  /** The year's number in the era that it was written in: 5 in Reiwa 5. */
  eraYear?: number
  /** 1–12 */
  month?: number
  /** 1–31 */
  day?: number
  /** 0 (Sunday) – 6 (Saturday) */
  weekday?: number
}

export interface FullDate {
  year: number
  month: number
  day: number
}

const pad = (value: number, length: number) => String(value).padStart(length, '0')

/** The ISO 8601 form (2023-12-17) of a date. */
export const toIso = ({ year, month, day }: FullDate): string =>
  `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`

/**
 * Reads an ISO 8601 calendar date.
 * @throws RangeError if the text is not one, or if the calendar has no such day.
 */
export const fromIso = (iso: string): FullDate => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  const date = match && { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
  if (!date || !exists(date)) throw new RangeError(`Not an ISO 8601 date: ${iso.slice(0, 40)}`)
  return date
}

/** Whether the Gregorian calendar has this day. */
export const exists = ({ year, month, day }: FullDate): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

/** The number of days of a month (1–12). */
export const daysInMonth = (year: number, month: number): number =>
  fromDayNumber(dayNumber({ year, month: month + 1, day: 0 })).day

const dayMs = 86_400_000

/** Days since 1970-01-01. Months and days out of range run over into their neighbours. */
export const dayNumber = ({ year, month, day }: FullDate): number => {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / dayMs
}

/** The date that many days after 1970-01-01. */
export const fromDayNumber = (days: number): FullDate => {
  const date = new Date(days * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** The weekday of a date, 0 (Sunday) – 6 (Saturday). */
export const weekdayOf = (date: FullDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7

/** Whether year, month and day are all known. */
export const isFull = (date: CalendarDate): date is CalendarDate & FullDate =>
  date.year !== undefined && date.month !== undefined && date.day !== undefined
