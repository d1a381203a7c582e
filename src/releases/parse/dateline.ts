import type { Dateline } from '../model.ts'

const months = [
  'january|jan',
  'february|feb',
  'march|mar',
  'april|apr',
  'may',
  'june|jun',
  'july|jul',
  'august|aug',
  'september|sept|sep',
  'october|oct',
  'november|nov',
  'december|dec',
]
const month = `(?<month>${months.join('|')})\\.?`
const day = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const year = '(?<year>\\d{4})'
const weekday = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?'
const forms = [
  `${weekday}(?:this |the )?${day} (?:day of |of )?${month},? ${year}`,
  `${weekday}${month} ${day},? ${year}`,
]
/** A place: one to four words in capitals or with a capital, perhaps a country after a comma. */
const word = "\\p{Lu}[\\p{L}\\p{M}'’.-]*"
const place = `(?<place>${word}(?: ${word}){0,3}(?:, ${word}(?: ${word}){0,3})?)`
const lead = '(?:(?:Done|Made|Issued|Signed) (?:at|in) )?'
// Months and weekdays come in any case, a place begins with a capital.

const wholeLine = forms.map((form) => [
  new RegExp(`^${lead}${place}(?:,| on|, on| \\(|:| [–—-])? ?(?i:${form})\\)?[.:]?$`, 'u'),
  new RegExp(`^(?:Date: ?)?(?i:${form})\\.?$`, 'u'),
])
const opening = forms.map(
  (form) => new RegExp(`^${lead}${place}(?:,| \\() ?(?i:${form})\\)? ?[–—:-]{1,2} ?(?=\\S)`, 'u'),
)

const isoDate = (groups: Record<string, string | undefined>): string | null => {
  const wanted = groups.month!.toLowerCase()
  const index = months.findIndex((names) => names.split('|').includes(wanted))
  const date = new Date(Date.UTC(Number(groups.year), index, Number(groups.day)))
  return date.getUTCMonth() === index ? date.toISOString().slice(0, 10) : null
}

/** "PHNOM PENH" is how the line is set, "Phnom Penh" the name. */
const properName = (name: string): string =>
  /\p{Ll}/u.test(name)
    ? name
    : name.replace(/\p{L}[\p{L}\p{M}]*/gu, (word) => word[0] + word.slice(1).toLowerCase())

const read = (match: RegExpMatchArray, text: string): Dateline | null => {
  const date = isoDate(match.groups!)
  return date === null ? null : { place: properName(match.groups!.place ?? ''), date, text }
}

/** A line of at most 120 characters that is nothing but place and date, or a date alone; null for any other. Plain text, no marks. */
export const readDateline = (line: string): Dateline | null => {
  if (line.length > 120) return null
  for (const pattern of wholeLine.flat()) {
    const match = line.match(pattern)
    if (match) return read(match, line)
  }
  return null
}

/** The dateline that opens a paragraph ("PHNOM PENH, 3 March 2024 – The …") and the paragraph without it; null where there is none. */
export const readOpeningDateline = (text: string): { dateline: Dateline; rest: string } | null => {
  const head = text.slice(0, 140)
  for (const pattern of opening) {
    const match = head.match(pattern)
    if (!match) continue
    const dateline = read(match, match[0].replace(/ ?[–—:-]{1,2} ?$/, ''))
    if (dateline) return { dateline, rest: text.slice(match[0].length) }
  }
  return null
}
