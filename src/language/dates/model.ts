import type { CalendarDate } from '../calendar.ts'

export interface FoundDate {
  /** Offset of the first UTF-16 unit in the text. */
  start: number
  /** Offset behind the last unit. */
  end: number
  date: CalendarDate
}

type Groups = Record<string, string | undefined>

/** A written form: a sticky pattern, and the dates that a match of it says. */
export interface DateForm {
  pattern: RegExp
  read: (groups: Groups, at: number, written: string) => FoundDate[]
}

/**
 * Reads the forms from left to right, at each place the first form that fits. Only places that `starts`, a global pattern, matches are tried,
 * so the time is that of one pass.
 */
export const scanDates = (text: string, starts: RegExp, forms: DateForm[]): FoundDate[] => {
  const found: FoundDate[] = []
  starts.lastIndex = 0
  for (let start = starts.exec(text); start; start = starts.exec(text)) {
    starts.lastIndex = start.index + 1
    for (const { pattern, read } of forms) {
      pattern.lastIndex = start.index
      const match = pattern.exec(text)
      if (!match) continue
      const dates = read(match.groups ?? {}, start.index, match[0]).filter(({ date }) => isPossible(date))
      if (dates.length === 0) continue
      found.push(...dates)
      starts.lastIndex = start.index + match[0].length
      break
    }
  }
  return found
}

const within = (value: number | undefined, low: number, high: number) =>
  value === undefined || (value >= low && value <= high)

const isPossible = ({ year, month, day }: CalendarDate): boolean =>
  within(year, 1, 9999) && within(month, 1, 12) && within(day, 1, 31)

/** A date without the parts that are not there. */
export const dateOf = (parts: CalendarDate): CalendarDate =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== -1))

/** The number of a name in a list of alternative names per number; -1 if it is none. */
export const indexOfName = (names: readonly RegExp[], name: string | undefined): number =>
  name === undefined ? -1 : names.findIndex((pattern) => pattern.test(name))

const dayPattern = /\d{1,2}/g

/** One found date for each day that a list or range such as "12, 13 and 14" names; the first and last carry the whole span. */
export const eachDay = (
  days: string,
  daysAt: number,
  span: { start: number; end: number },
  date: CalendarDate,
): FoundDate[] => {
  const matches = [...days.matchAll(dayPattern)]
  return matches.map((match, index) => ({
    start: index === 0 ? span.start : daysAt + match.index,
    end: index === matches.length - 1 ? span.end : daysAt + match.index + match[0].length,
    date: dateOf({ ...date, weekday: index === 0 ? date.weekday : undefined, day: Number(match[0]) }),
  }))
}

/** `1,3,5` order-free numeric dates: day first unless only month first is possible. */
export const dayFirst = (first: number, second: number): { day: number; month: number } =>
  second > 12 && first <= 12 ? { day: second, month: first } : { day: first, month: second }
