import { animals, fromLunar, lunarMonths, saks } from '../khmer-lunar.ts'
import { khmerMonths } from './km-words.ts'
import { type DateForm, dateOf, dayFirst, eachDay, type FoundDate, indexOfName, scanDates } from './model.ts'

// The coeng forms of ត and ដ look the same and both are typed; ច័ន្ទ and ចន្ទ, ៈ and ះ both occur.
const tolerant = (word: string) => word.replaceAll('្ត', '្[តដ]').replaceAll('្ដ', '្[តដ]')
const months = khmerMonths.map((name) => new RegExp(`^${name.replace('ៈ', '[ៈះ]?')}$`))
const weekdayPatterns = ['អាទិត្យ', 'ច័?ន្ទ័?', 'អង្គារ៍?', 'ពុធ', 'ព្រហស្បតិ៍?', 'សុក្រ', 'ស[ៅោ]រ៍?']
const weekdays = weekdayPatterns.map((name) => new RegExp(`^${name}$`))
const lunarMonthPatterns = lunarMonths.map((name) => new RegExp(`^${tolerant(name)}$`))

const monthName = `(?<month>${khmerMonths.map((name) => name.replace('ៈ', '[ៈះ]?')).join('|')})`
const weekday = `(?:ថ្ងៃ ?(?<weekday>${weekdayPatterns.join('|')})[ ,]{0,2})?`
const day = '\\d{1,2}(?!\\d)'
const days = `(?<days>${day}(?: ?(?:[-–—~,&/]|ដល់|និង|ឬ|រហូតដល់)? ?(?:ថ្ងៃ ?)?(?:ទី ?)?${day}){0,5})`
const year = '(?<year>\\d{4})(?!\\d)'
const sticky = (pattern: string) => new RegExp(pattern, 'y')

const monthOf = (name: string | undefined) => indexOfName(months, name) + 1
const one = (at: number, written: string, date: FoundDate['date']): FoundDate[] => [
  { start: at, end: at + written.length, date: dateOf(date) },
]

const daysOf: DateForm['read'] = ({ days, weekday, month, year }, at, written) =>
  eachDay(
    days!,
    at + written.indexOf(days!),
    { start: at, end: at + written.length },
    {
      year: year === undefined ? undefined : Number(year),
      month: monthOf(month),
      weekday: indexOfName(weekdays, weekday),
    },
  )

const years: DateForm['read'] = ({ from, to }, at, written) => {
  const last = to === undefined ? undefined : Number(to.length === 2 ? from!.slice(0, 2) + to : to)
  const first = { start: at, end: at + written.length, date: { year: Number(from) } }
  if (last === undefined) return [first]
  if (to!.length === 2 && last <= Number(from)) return []
  const split = at + written.length - to!.length
  return [
    { ...first, end: at + written.indexOf(from!) + from!.length },
    { start: split, end: at + written.length, date: { year: last } },
  ]
}

const forms: DateForm[] = [
  {
    // ថ្ងៃច័ន្ទ ៦កើត ខែមិគសិរ ឆ្នាំថោះ បញ្ចស័ក ព.ស.២៥៦៧
    pattern: sticky(
      `${weekday}(?<day>\\d{1,2}) ?(?<phase>កើត|រោច) ?ខែ ?(?<month>${lunarMonths.map(tolerant).join('|')})(?: {0,2}ឆ្នាំ ?(?:${animals.join('|')})(?: {0,2}(?:${saks.map(tolerant).join('|')}))?)?(?: {0,2}(?:ព\\. ?ស\\.?|ពុទ្ធសករាជ) ?(?<be>\\d{4}))?`,
    ),
    read: ({ weekday, day, phase, month, be }, at, written) => {
      const lunar = {
        day: Number(day),
        phase: phase === 'កើត' ? ('waxing' as const) : ('waning' as const),
        month: indexOfName(lunarMonthPatterns, month),
        buddhistYear: Number(be ?? 0),
      }
      const date = be === undefined ? undefined : fromLunar(lunar)
      const known = date ?? { buddhistYear: be === undefined ? undefined : Number(be) }
      return one(at, written, { ...known, weekday: indexOfName(weekdays, weekday) })
    },
  },
  {
    pattern: sticky(
      `(?:ពី)?${weekday}(?:ថ្ងៃ ?)?(?:ទី ?)?${days} {0,2}(?:នៃ)?ខែ ?${monthName}(?: {0,2}(?:ឆ្នាំ|គ\\. ?ស\\.?) ?${year}| {1,2}${year})?`,
    ),
    read: daysOf,
  },
  { pattern: sticky(`${weekday}(?:ថ្ងៃ ?)?(?:ទី ?)?${days} ${monthName},? (?:ឆ្នាំ ?)?${year}`), read: daysOf },
  {
    // ទី៥ ឧសភា, and in brackets and tables ៥ ឧសភា
    pattern: sticky(`${weekday}(?:ថ្ងៃ ?)?(?:ទី ?)?${days} ${monthName}(?![\\u1780-\\u17d3])`),
    read: daysOf,
  },
  {
    pattern: sticky(`(?:ថ្ងៃ ?ទី ?)(?<days>${day}) ខែ ?(?<numeric>\\d{1,2}) ឆ្នាំ ?${year}`),
    read: ({ days, numeric, year }, at, written) =>
      one(at, written, { year: Number(year), month: Number(numeric), day: Number(days) }),
  },
  {
    pattern: sticky(`(?<first>\\d{1,2})(?<sign>[/.-])(?<second>\\d{1,2})\\k<sign>${year}`),
    read: ({ first, second, year }, at, written) =>
      one(at, written, { year: Number(year), ...dayFirst(Number(first), Number(second)) }),
  },
  {
    pattern: sticky(`(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})(?!\\d)`),
    read: ({ year, month, day }, at, written) =>
      one(at, written, { year: Number(year), month: Number(month), day: Number(day) }),
  },
  {
    pattern: sticky(
      `(?:ខែ ?${monthName}(?: {0,2}(?:ឆ្នាំ|គ\\. ?ស\\.?) ?${year})?|${monthName.replace('<month>', '<named>')} ?(?:ឆ្នាំ ?)?${year.replace('<year>', '<of>')})`,
    ),
    read: ({ month, named, year, of }, at, written) =>
      one(at, written, { month: monthOf(month ?? named), year: Number(year ?? of) || undefined }),
  },
  {
    pattern: sticky(`(?:ព\\. ?ស\\.?|ពុទ្ធសករាជ) {0,2}(?:ឆ្នាំ ?)?(?<be>2\\d{3})(?!\\d)`),
    read: ({ be }, at, written) => one(at, written, { buddhistYear: Number(be) }),
  },
  {
    pattern: sticky(
      `(?:ឆ្នាំ|គ\\. ?ស\\.?|គ្រិស្[តដ]សករាជ) ?(?<from>\\d{4})(?: ?(?:[-–—/]|ដល់) ?(?:ឆ្នាំ ?)?(?<to>\\d{4}|\\d{2}(?=[^\\d]|$)))?(?!\\d)(?![.,]\\d)`,
    ),
    read: years,
  },
  {
    pattern: sticky(
      `(?<![\\d.,A-Za-z-])(?<from>(?:1[89]|20|21)\\d{2})(?: ?[-–—/] ?(?<to>(?:1[89]|20|21)\\d{2}|\\d{2}(?![\\d%]|[.,/-]\\d)))?(?![\\d%])(?![.,]\\d)(?! ?(?:នាក់|លាន|ពាន់|ដុល្លារ|រៀល|គ្រួសារ|ហិក|គីឡូ|តោន|រូប|ម៉ែត្រ|យ៉េន|សិស្ស|កន្លែង|គ្រឿង|ក្បាល))`,
    ),
    read: years,
  },
  {
    pattern: sticky(`ថ្ងៃ ?(?<weekday>${weekdayPatterns.join('|')})(?![\\u17b4-\\u17d3])`),
    read: ({ weekday }, at, written) => one(at, written, { weekday: indexOfName(weekdays, weekday) }),
  },
]

const starts = new RegExp(
  `ពីថ្ងៃ|ថ្ងៃ|ទី ?(?=\\d)|ខែ|ឆ្នាំ|ព\\. ?ស|គ\\. ?ស|ពុទ្ធសករាជ|គ្រិស្|(?:${khmerMonths.join('|')}) ?(?:ឆ្នាំ ?)?(?=\\d{4})|(?<!\\d)\\d`,
  'g',
)

/** Dates in a folded Khmer text, the lunar line with its Buddhist Era year among them. */
export const findKhmerDates = (text: string): FoundDate[] => inherit(scanDates(text, starts, forms), text)

const rangeLink = /^ ?(?:[-–—]|រហូតដល់|ដល់|និង) ?$/

// The first of ពីថ្ងៃទី៣០ ខែវិច្ឆិកា ដល់ថ្ងៃទី២ ខែធ្នូ ឆ្នាំ២០២៣ takes its year from the second.
const inherit = (found: FoundDate[], text: string): FoundDate[] => {
  for (let index = found.length - 2; index >= 0; index--) {
    const [earlier, later] = [found[index]!, found[index + 1]!]
    const gap = later.start - earlier.end
    if (earlier.date.month === undefined || earlier.date.year !== undefined || later.date.month === undefined)
      continue
    if (later.date.year !== undefined && gap < 12 && rangeLink.test(text.slice(earlier.end, later.start)))
      earlier.date.year = later.date.year
  }
  return found
}
