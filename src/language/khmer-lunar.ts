import { dayNumber, type FullDate, fromDayNumber, fromIso, toIso, weekdayOf } from './calendar.ts'
import { khmerWeekdays } from './dates/km-words.ts'
import { toKhmerDigits } from './digits.ts'

/** A day of the Khmer lunar calendar. */
export interface LunarDate {
  /** 1–15 within the half of the month. */
  day: number
  phase: 'waxing' | 'waning'
  /** Index into `lunarMonths`. */
  month: number
  /** Index into `animals`. */
  animal: number
  /** The last digit of the Chula Sakarat year; index into `saks`. */
  sak: number
  /** Buddhist Era, by the Cambodian rule: the year changes on 1 waning of ពិសាខ. */
  buddhistYear: number
}

/** Months in the order of the year; the last two stand in for អាសាឍ (index 7) in a year with a leap month. */
export const lunarMonths = [
  'មិគសិរ',
  'បុស្ស',
  'មាឃ',
  'ផល្គុន',
  'ចេត្រ',
  'ពិសាខ',
  'ជេស្ឋ',
  'អាសាឍ',
  'ស្រាពណ៍',
  'ភទ្របទ',
  'អស្សុជ',
  'កត្តិក',
  'បឋមាសាឍ',
  'ទុតិយាសាឍ',
] as const

export const animals = [
  'ជូត',
  'ឆ្លូវ',
  'ខាល',
  'ថោះ',
  'រោង',
  'ម្សាញ់',
  'មមី',
  'មមែ',
  'វក',
  'រកា',
  'ច',
  'កុរ',
] as const

export const saks = [
  'សំរឹទ្ធិស័ក',
  'ឯកស័ក',
  'ទោស័ក',
  'ត្រីស័ក',
  'ចត្វាស័ក',
  'បញ្ចស័ក',
  'ឆស័ក',
  'សប្តស័ក',
  'អដ្ឋស័ក',
  'នព្វស័ក',
] as const

export const phases = { waxing: 'កើត', waning: 'រោច' } as const

/** The years for which the lunar calendar is computed, both included. */
export const lunarYears = { first: 1850, last: 2150 } as const

const [pisakh, jesth, asadh] = [5, 6, 7]
const [firstAsadh, secondAsadh] = [12, 13]

// The traditional arithmetic of the Cambodian almanac (Roath Kim Soeun, Pratitin Soryakkatik-Chankatik), by Buddhist Era year.
const solarRemainder = (be: number) => (be * 292207 + 499) % 800
const elapsedDays = (be: number) => Math.floor((be * 292207 + 499) / 800) + 4
const avoman = (be: number) => (elapsedDays(be) * 11 + 25) % 692
const bodithey = (be: number) => (Math.floor((elapsedDays(be) * 11 + 25) / 692) + elapsedDays(be) + 29) % 30
const isSolarLeap = (be: number) => 800 - solarRemainder(be) <= 207

const wantsLeapMonth = (be: number): boolean => {
  const age = bodithey(be)
  if (age === 25) return bodithey(be + 1) !== 5
  if (age === 24) return bodithey(be + 1) === 6
  return age > 25 || age <= 5
}

const wantsLeapDay = (be: number): boolean =>
  isSolarLeap(be) ? avoman(be) <= 126 : avoman(be) <= 137 && avoman(be + 1) !== 0

type Leap = 'none' | 'month' | 'day'

/** A year that wants both a leap month and a leap day gets the month; the day waits for the next year. */
const leapOf = (year: number): Leap => {
  const be = year + 544
  if (wantsLeapMonth(be)) return 'month'
  if (wantsLeapDay(be)) return 'day'
  return wantsLeapMonth(be - 1) && wantsLeapDay(be - 1) ? 'day' : 'none'
}

const monthLength = (month: number, leap: Leap): number => {
  if (month >= firstAsadh) return 30
  if (month === jesth && leap === 'day') return 30
  return month % 2 === 0 ? 29 : 30
}

/** The months from បុស្ស to the next មិគសិរ, as the solar year's months meet them. */
const monthsOf = (leap: Leap): number[] => [
  ...[1, 2, 3, 4, pisakh, jesth],
  ...(leap === 'month' ? [firstAsadh, secondAsadh] : [asadh]),
  ...[8, 9, 10, 11, 0],
]

interface LunarYear {
  /** Day number of 1 waxing of បុស្ស, near the beginning of the Gregorian year. */
  start: number
  leap: Leap
}

// 1 January 1900 was 1 waxing of បុស្ស.
const epoch = { year: 1900, start: dayNumber({ year: 1900, month: 1, day: 1 }) }
const yearLength = { none: 354, day: 355, month: 384 } as const

const table = ((): Map<number, LunarYear> => {
  const years = new Map<number, LunarYear>()
  let start = epoch.start
  for (let year = epoch.year; year <= lunarYears.last + 1; year++) {
    const leap = leapOf(year)
    years.set(year, { start, leap })
    start += yearLength[leap]
  }
  start = epoch.start
  for (let year = epoch.year - 1; year >= lunarYears.first - 1; year--) {
    const leap = leapOf(year)
    start -= yearLength[leap]
    years.set(year, { start, leap })
  }
  return years
})()

interface LunarDay {
  /** 0 is 1 waxing. */
  day: number
  month: number
}

const lunarDayOf = (days: number, year: number): LunarDay => {
  let lunarYear = table.get(year)!
  if (days < lunarYear.start) lunarYear = table.get(year - 1)!
  let day = days - lunarYear.start
  for (const month of monthsOf(lunarYear.leap)) {
    const length = monthLength(month, lunarYear.leap)
    if (day < length) return { day, month }
    day -= length
  }
  // The next year's បុស្ស may begin before the Gregorian year ends.
  return { day, month: 1 }
}

/** The day number on which 1 waning of ពិសាខ falls in a Gregorian year. */
const buddhistNewYear = (year: number): number => {
  const { start, leap } = table.get(year)!
  const before = monthsOf(leap).slice(0, 4)
  return start + before.reduce((sum, month) => sum + monthLength(month, leap), 0) + 15
}

// The solar new year (Laeung Sak) by the Chula Sakarat count, and Maha Sangkran 2 days 3 h 58 min before it (J. C. Eade's constant).
const solarYear = (year: number) => ((year - 638) * 292207 + 373) / 800 + 1954168 - 2440588
const sangkranLead = 2.165

/**
 * The lunar date of a civil day in Phnom Penh, valid at its beginning: on the day of Maha Sangkran the old animal stands,
 * as its moment usually falls late in the day and ministries differ.
 * @throws RangeError outside `lunarYears`.
 */
export const toLunar = (iso: string): LunarDate => {
  const date = fromIso(iso)
  if (date.year < lunarYears.first || date.year > lunarYears.last)
    throw new RangeError(
      `The Khmer lunar calendar is known from ${lunarYears.first} to ${lunarYears.last}: ${iso}`,
    )
  const days = dayNumber(date)
  const { day, month } = lunarDayOf(days, date.year)
  const laeungSak = Math.floor(solarYear(date.year))
  const sangkran = Math.floor(solarYear(date.year) - sangkranLead)
  const zodiacYear = days > sangkran ? date.year : date.year - 1
  const chulaSakarat = (days >= laeungSak ? date.year : date.year - 1) - 638
  return {
    day: (day % 15) + 1,
    phase: day < 15 ? 'waxing' : 'waning',
    month,
    animal: (zodiacYear - 4) % 12,
    sak: chulaSakarat % 10,
    buddhistYear: date.year + (days >= buddhistNewYear(date.year) ? 544 : 543),
  }
}

/** The Buddhist Era year in Cambodia of a day. ICU's `buddhist` calendar follows the Thai rule and is wrong here from May on. */
export const buddhistYearOf = (iso: string): number => toLunar(iso).buddhistYear

/**
 * The official lunar line, for example ថ្ងៃច័ន្ទ ៦កើត ខែមិគសិរ ឆ្នាំថោះ បញ្ចស័ក ព.ស.២៥៦៧.
 * @throws RangeError outside `lunarYears`.
 */
export const formatLunarLine = (iso: string): string => {
  const lunar = toLunar(iso)
  return [
    `ថ្ងៃ${khmerWeekdays[weekdayOf(fromIso(iso))]}`,
    `${toKhmerDigits(String(lunar.day))}${phases[lunar.phase]}`,
    `ខែ${lunarMonths[lunar.month]}`,
    `ឆ្នាំ${animals[lunar.animal]}`,
    saks[lunar.sak],
    `ព.ស.${toKhmerDigits(String(lunar.buddhistYear))}`,
  ].join(' ')
}

/** The Gregorian day of a lunar day, month and Buddhist Era year; undefined where that year has no such day. */
export const fromLunar = (
  lunar: Pick<LunarDate, 'day' | 'phase' | 'month' | 'buddhistYear'>,
): FullDate | undefined => {
  const offset = lunar.day - 1 + (lunar.phase === 'waning' ? 15 : 0)
  for (const year of [lunar.buddhistYear - 544, lunar.buddhistYear - 543]) {
    const lunarYear = table.get(year)
    if (!lunarYear || year < lunarYears.first || year > lunarYears.last) continue
    let start = lunarYear.start
    for (const month of monthsOf(lunarYear.leap)) {
      const length = monthLength(month, lunarYear.leap)
      if (month === lunar.month && offset < length) {
        const date = fromDayNumber(start + offset)
        if (date.year <= lunarYears.last && buddhistYearOf(toIso(date)) === lunar.buddhistYear) return date
      }
      start += length
    }
  }
  return undefined
}
