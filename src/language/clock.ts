import { dayNumber, fromDayNumber, fromIso, toIso, weekdayOf } from './calendar.ts'
import { englishWeekdays } from './dates/en.ts'
import { khmerWeekdays } from './dates/km-words.ts'
import { formatDate } from './dates.ts'
import { toKhmerDigits } from './digits.ts'
import type { Locale } from './model.ts'

/** What the clock on a wall shows. */
export interface WallTime {
  /** ISO 8601, 2026-11-27. */
  date: string
  /** 0–23 */
  hour: number
  /** 0–59 */
  minute: number
  /** From UTC, as people write it: UTC+7, UTC+5:30, UTC. */
  offset: string
}

const clocks = new Map<string, Intl.DateTimeFormat>()

const clockOf = (timeZone: string) => {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  })
  clocks.set(timeZone, clock)
  return clock
}

/** What the clock shows in a time zone (IANA) at a moment. @throws RangeError for a zone or a moment that is none */
export const wallTime = (at: Date, timeZone: string): WallTime => {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    offset: parts.timeZoneName!.replace('GMT', 'UTC'),
  }
}

const minuteMs = 60_000

/** The moment at which the clock of a time zone shows a full hour (0–23) of a date; where it skips that hour, the next. */
export const momentAt = (date: string, hour: number, timeZone: string): Date => {
  const wanted = dayNumber(fromIso(date)) * 1440 + hour * 60
  let at = wanted * minuteMs
  // The second look is for an offset that changes between the guess and the moment.
  for (let look = 0; look < 2; look++) {
    const seen = wallTime(new Date(at), timeZone)
    at += (wanted - (dayNumber(fromIso(seen.date)) * 1440 + seen.hour * 60 + seen.minute)) * minuteMs
  }
  return new Date(at)
}

/** The date so many days after another. */
export const daysAfter = (date: string, days: number): string =>
  toIso(fromDayNumber(dayNumber(fromIso(date)) + days))

const weekdays: Record<Locale, (day: number) => string> = {
  en: (day) => englishWeekdays[day]!,
  km: (day) => khmerWeekdays[day]!,
  ja: (day) => '日月火水木金土'[day]!,
}

const formats: Record<Locale, (date: string, weekday: string, time: string, offset: string) => string> = {
  en: (date, weekday, time, offset) => `${weekday} ${date}, ${time} (${offset})`,
  // A weekday stands between ថ្ងៃ and the day of the month.
  km: (date, weekday, time, offset) =>
    `${date.replace('ថ្ងៃទី', `ថ្ងៃ${weekday} ទី`)} ម៉ោង ${toKhmerDigits(time)} (${offset})`,
  ja: (date, weekday, time, offset) => `${date}（${weekday}）${time}（${offset}）`,
}

const pad = (value: number) => String(value).padStart(2, '0')

/**
 * A moment for a reader: Friday 27 November 2026, 17:00 (UTC+7); ថ្ងៃសុក្រ ទី២៧ ខែវិច្ឆិកា ឆ្នាំ២០២៦ ម៉ោង ១៧:០០ (UTC+7);
 * 2026年11月27日（金）17:00（UTC+7）.
 * @throws RangeError as `wallTime` does
 */
export const formatMoment = (at: Date, timeZone: string, locale: Locale): string => {
  const { date, hour, minute, offset } = wallTime(at, timeZone)
  const weekday = weekdays[locale](weekdayOf(fromIso(date)))
  return formats[locale](formatDate(date, locale), weekday, `${pad(hour)}:${pad(minute)}`, offset)
}
