import { eras, yearOfEra } from '../eras.ts'
import { type DateForm, dateOf, dayFirst, eachDay, type FoundDate, indexOfName, scanDates } from './model.ts'

export const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

export const englishWeekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const

const abbreviated = (name: string) => new RegExp(`^${name.slice(0, 3)}`, 'i')
const months = englishMonths.map(abbreviated)
const weekdays = englishWeekdays.map(abbreviated)

const monthName =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])\\.?'
const weekdayName =
  '(?:Sun(?:day)?|Mon(?:day)?|Tues?(?:day)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?|Sat(?:urday)?)(?![a-z])'
const weekday = `(?:(?<weekday>${weekdayName})\\.?,?\\s{1,2}(?:the\\s{1,2})?)?`
const day = '\\d{1,2}(?:st|nd|rd|th)?(?![\\d])'
const days = `(?<days>${day}(?:(?:\\s?[-–—&/]\\s?|,?\\s(?:to|and|or|through|until)\\s(?:the\\s)?|,\\s)${day}){0,5})`
const month = `(?<month>${monthName})`
const year = '(?<year>\\d{4})(?!\\d)'
const sticky = (pattern: string) => new RegExp(`(?<![A-Za-z0-9])${pattern}`, 'iy')

/** No one under 18 may enter: in small letters these are verbs. */
const isVerb = (month: string | undefined) => month === 'may' || month === 'march' || month === 'mar'

const daysOf = (at: number, written: string, groups: Record<string, string | undefined>): FoundDate[] => {
  if (isVerb(groups.month)) return []
  return eachDay(
    groups.days!,
    at + written.indexOf(groups.days!, groups.weekday?.length ?? 0),
    { start: at, end: at + written.length },
    {
      year: groups.year === undefined ? undefined : Number(groups.year),
      month: indexOfName(months, groups.month) + 1,
      weekday: indexOfName(weekdays, groups.weekday),
    },
  )
}

const one = (at: number, written: string, date: FoundDate['date']): FoundDate[] => [
  { start: at, end: at + written.length, date: dateOf(date) },
]

const eraNames = ['Reiwa', 'Heisei', 'Sh[oōô]wa', 'Taish[oōô]', 'Meiji']
const eraPatterns = eraNames.map((name) => new RegExp(`^${name}$`, 'i'))
const eraDate = (era: number, eraYear: number) => ({ year: yearOfEra(eras[era]!.name, eraYear), eraYear })

const forms: DateForm[] = [
  {
    // 2024-03-05, 2024/3/5
    pattern: sticky(
      `(?<year>\\d{4})(?<sign>[-/.])(?<month>0?[1-9]|1[0-2])\\k<sign>(?<day>0?[1-9]|[12]\\d|3[01])(?![\\d/])`,
    ),
    read: ({ year, month, day }, at, written) =>
      one(at, written, { year: Number(year), month: Number(month), day: Number(day) }),
  },
  {
    pattern: sticky(`(?<first>\\d{1,2})(?<sign>[/.-])(?<second>\\d{1,2})\\k<sign>${year}`),
    read: ({ first, second, year }, at, written) =>
      one(at, written, { year: Number(year), ...dayFirst(Number(first), Number(second)) }),
  },
  {
    // 12.03.24, 5/8/98
    pattern: sticky(
      `(?<first>\\d{1,2})(?<sign>[/.])(?<second>\\d{1,2})\\k<sign>(?<year>\\d{2})(?!\\d|[.,/]\\d|%)`,
    ),
    read: ({ first, second, year }, at, written) =>
      one(at, written, {
        year: Number(year) + (Number(year) < 50 ? 2000 : 1900),
        ...dayFirst(Number(first), Number(second)),
      }),
  },
  {
    // 17 December 2023, Sunday the 17th of December, 12–14 November 2022, 17-Dec-2023
    pattern: sticky(
      `${weekday}${days}[\\s-]{1,2}(?:of\\s)?${month}(?:,?[\\s-]{1,2}${year}(?!\\s(?:people|participants)))?`,
    ),
    read: (groups, at, written) => daysOf(at, written, groups),
  },
  {
    // December 17, 2023; Sunday, December 17; November 12 to 14, 2022
    pattern: sticky(`${weekday}${month}\\s(?:the\\s)?${days}(?:,?\\s{1,2}${year})?`),
    read: (groups, at, written) => daysOf(at, written, groups),
  },
  {
    pattern: sticky(`${month},?\\s(?:of\\s)?${year}`),
    read: ({ month, year }, at, written) =>
      one(at, written, { year: Number(year), month: indexOfName(months, month) + 1 }),
  },
  {
    pattern: /(?<![A-Za-z])(?:B\.\s?E\.|BE|Buddhist Era)\s?(?<year>2[3-7]\d\d)(?!\d)/iy,
    read: ({ year }, at, written) => one(at, written, { buddhistYear: Number(year) }),
  },
  {
    pattern:
      /(?<![A-Za-z\u00c0-\u024f\d])(?<year>2[3-7]\d\d)\s?(?:(?:of )?(?:the )?Buddhist Era|B\.\s?E\.|BE(?![a-z]))/iy,
    read: ({ year }, at, written) => one(at, written, { buddhistYear: Number(year) }),
  },
  {
    pattern: new RegExp(`(?<![A-Za-z])(?<era>${eraNames.join('|')}) (?<year>\\d{1,2})(?!\\d)`, 'iy'),
    read: ({ era, year }, at, written) =>
      one(at, written, eraDate(indexOfName(eraPatterns, era), Number(year))),
  },
  {
    // 2024-2028, 2024–28
    pattern:
      /(?:(?<![A-Za-z\u00c0-\u024f\d.,$¥€£-])|(?<=\bFY))(?<from>(?:1[89]|20|21)\d{2})\s?[-–—/]\s?(?<to>(?:\d{2}){1,2})(?![\d])(?!-\d)/iy,
    read: ({ from, to }, at, written) => {
      const last = Number(to!.length === 2 ? from!.slice(0, 2) + to : to)
      if (last <= Number(from)) return []
      return [
        { start: at, end: at + 4, date: { year: Number(from) } },
        { start: at + written.length - to!.length, end: at + written.length, date: { year: last } },
      ]
    },
  },
  {
    pattern:
      /(?:(?<![A-Za-z\u00c0-\u024f\d.,$¥€£-])|(?<=\bFY))(?<year>(?:1[89]|20|21)\d{2})s?(?![A-Za-z\u00c0-\u024f\d%])(?![,.]\d)(?!\s(?:million|billion|thousand|percent|per cent|people|persons|participants|families|hectares|kilomet|km|tons|tonnes|square|metric|students|households|riels?|yen|dollars|delegates|MW|megawatts))/iy,
    read: ({ year }, at, written) => one(at, written, { year: Number(year) }),
  },
  {
    // A month alone; "May" and "March" only where a word before shows that the month is meant.
    pattern:
      /(?<![A-Za-z])(?<month>(?:January|February|April|June|July|August|September|October|November|December)(?![A-Za-z])|(?<=\b(?:in|since|until|by|from|to|of|and|last|next|this|early|late|mid|every|each|through|during|before|after)[ -])(?:May|March)(?![A-Za-z]))/y,
    read: ({ month }, at, written) => one(at, written, { month: indexOfName(months, month) + 1 }),
  },
  {
    pattern: new RegExp(`(?<![A-Za-z])(?<weekday>${englishWeekdays.join('|')})s?(?![A-Za-z])`, 'y'),
    read: ({ weekday }, at, written) => one(at, written, { weekday: indexOfName(weekdays, weekday) }),
  },
]

const heads = [...englishMonths, ...englishWeekdays, ...eraNames]
  .map((name) => /^\w\w(?:\w|\[.*?\])/.exec(name)![0])
  .join('|')
const starts = new RegExp(`(?<![A-Za-z])(?:${heads}|B\\.?\\s?E|Buddhist)|(?<!\\d)\\d`, 'gi')

const rangeLink = /^,?\s?(?:[-–—]|to|and|until|through|or)\s?$/i

/** Dates in a folded English text. The first of "30 November to 2 December 2023" takes its year from the second. */
export const findEnglishDates = (text: string): FoundDate[] => {
  const found = scanDates(text, starts, forms)
  for (let index = found.length - 2; index >= 0; index--) {
    const [earlier, later] = [found[index]!, found[index + 1]!]
    const isOpen =
      earlier.date.year === undefined && earlier.date.month !== undefined && later.date.month !== undefined
    if (
      isOpen &&
      later.date.year !== undefined &&
      later.start - earlier.end < 12 &&
      rangeLink.test(text.slice(earlier.end, later.start))
    )
      earlier.date.year = later.date.year
  }
  return found
}
