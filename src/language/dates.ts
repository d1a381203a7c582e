import { type CalendarDate, fromIso } from './calendar.ts'
import { englishMonths, findEnglishDates } from './dates/en.ts'
import { findJapaneseDates } from './dates/ja.ts'
import { findKhmerDates } from './dates/km.ts'
import { khmerMonths } from './dates/km-words.ts'
import type { FoundDate } from './dates/model.ts'
import { foldWidth, toKhmerDigits } from './digits.ts'
import { eraOf } from './eras.ts'
import type { Locale } from './model.ts'

export type { CalendarDate } from './calendar.ts'
export type { FoundDate } from './dates/model.ts'

const finders = { en: findEnglishDates, km: findKhmerDates, ja: findJapaneseDates }

/**
 * The dates of a text in their order, whole or in part (a year, a month, a weekday): Gregorian, Japanese eras, the Buddhist Era
 * and the Khmer lunar line. Ranges and lists give one date for each day or year that is written. Relative dates such as
 * "next year" are left alone.
 */
export const findDates = (text: string, locale: Locale): FoundDate[] =>
  finders[locale](foldWidth(text)).sort((a, b) => a.start - b.start)

const formats: Record<Locale, (date: CalendarDate) => string> = {
  en: ({ year, month, day }) => joined([day, month && englishMonths[month - 1], year], ' '),
  km: ({ year, month, day }) =>
    toKhmerDigits(
      joined([day && `ថ្ងៃទី${day}`, month && `ខែ${khmerMonths[month - 1]}`, year && `ឆ្នាំ${year}`], ' '),
    ),
  ja: ({ year, month, day }) => joined([year && `${year}年`, month && `${month}月`, day && `${day}日`], ''),
}

const joined = (parts: (string | number | undefined)[], joint: string) =>
  parts.filter((part) => part !== undefined).join(joint)

/**
 * A date in the official form of running text: 17 December 2023; ថ្ងៃទី១៧ ខែធ្នូ ឆ្នាំ២០២៣; 2023年12月17日.
 * @throws RangeError if the text is not an ISO 8601 date of the calendar.
 */
export const formatDate = (iso: string, locale: Locale): string => formats[locale](fromIso(iso))

/**
 * As much of a date as is known, in the same form: December 2023; ខែធ្នូ ឆ្នាំ២០២៣; 2023年12月. Empty where year, month and day
 * are all open; the weekday is left out.
 */
export const formatPartialDate = (date: CalendarDate, locale: Locale): string => formats[locale](date)

/**
 * The Japanese era form: 令和5年12月17日, with 元年 for the first year.
 * @throws RangeError if the text is not an ISO 8601 date, or lies before Meiji (1868-01-25).
 */
export const formatEraDate = (iso: string): string => {
  const date = fromIso(iso)
  const found = eraOf(date)
  if (!found) throw new RangeError(`No Japanese era known for ${iso}`)
  return `${found.era.name}${found.year === 1 ? '元' : found.year}年${date.month}月${date.day}日`
}

const joints: Record<Locale, string> = { en: ', ', km: ' ', ja: '、' }

/**
 * The line that closes a release: Phnom Penh, 18 December 2023; រាជធានីភ្នំពេញ ថ្ងៃទី១៨ ខែធ្នូ ឆ្នាំ២០២៣; プノンペン、2023年12月18日.
 * The place is given in the locale already; empty, the date stands alone.
 * @throws RangeError as `formatDate` does.
 */
export const formatDateline = (place: string, iso: string, locale: Locale): string =>
  `${place}${place && joints[locale]}${formatDate(iso, locale)}`
