import { exists, toIso } from '../../language/calendar.ts'
import { findDates } from '../../language/dates.ts'
import type { Dateline } from '../model.ts'
import { endsBlock } from './shapes.ts'
import { withFigures } from './written-dates.ts'

/** Longer lines are none. */
const longest = 160

/** A place: one to four words that begin with a capital, small ones between them, perhaps in a country: "Rio de Janeiro", "Washington, D.C.". */
const word = "\\p{Lu}[\\p{L}\\p{M}'’./-]*"
const words = `${word}(?: (?:(?:de|da|do|del|la|le|es|el|al|of|the|and|sur) ){0,2}${word}){0,3}`
const place = new RegExp(`^${words}(?:, ${words}){0,2}$`, 'u')

/** When a page changed is no dateline. */
const published = /^(?:last )?(?:updated|modified|posted|revised)$/i

/** What stands in a dateline beside place and date. */
const before =
  /^[([]?(?:(?:dated?|place and date|issued|released|published) ?: ?)?(?:(?:done|made|issued|signed|adopted|given|released|published|dated)\b ?)?(?:(?:at|in) )?(?<place>.*?)(?:[\s,:|([/–—-]|\b(?:on|the|this)\b)*$/iu
const after =
  /^[)\].]?(?:[,;]? ?(?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,4}\)?)?)?(?: ?[,|–—-] ?| (?=in |at )|$)(?:(?:in|at) )?(?<place>.*?)[)\].:]?$/u
/** How many originals were signed, and in what languages. */
const originals = /,? (?:in (?:duplicate|triplicate|(?:two|three|four|single|one) )|both |each ).{0,100}$/

/** "PHNOM PENH" is how the line is set, "Phnom Penh" the name; "D.C." is one with its capitals. */
const properName = (name: string): string =>
  /\p{Ll}/u.test(name)
    ? name
    : name.replace(/\p{L}[\p{L}\p{M}]+/gu, (word) => word[0] + word.slice(1).toLowerCase())

/** The days of a line that names nothing but one date, or one range of days; null for any other. */
const daysIn = (line: string) => {
  if (!/\d{4}/.test(line)) return null
  const dates = findDates(line, 'en')
  const last = dates.at(-1)?.date
  if (last?.year === undefined || last.month === undefined || last.day === undefined) return null
  const day = { year: last.year, month: last.month, day: last.day }
  if (!exists(day)) return null
  return { iso: toIso(day), isRange: dates.length > 1, start: dates[0]!.start, end: dates.at(-1)!.end, dates }
}

const areOneRange = (line: string, { dates }: NonNullable<ReturnType<typeof daysIn>>): boolean =>
  dates.every(({ start }, index) => {
    const earlier = dates[index - 1]
    return !earlier || /^(?:,? ?(?:[-–—&]|to|and|until|through) ?|, |)$/.test(line.slice(earlier.end, start))
  })

/**
 * A line of at most 160 characters that is nothing but place and date, in either order, or a date alone; null for any other. Of a range
 * of days the last one counts, when the release goes out. Plain text, no marks.
 */
export const readDateline = (text: string): Dateline | null => {
  if (text.length > longest || !/\d{4}|two thousand/i.test(text)) return null
  const line = withFigures(text).replace(originals, '')
  const days = daysIn(line)
  if (!days || !areOneRange(line, days)) return null
  const first = line.slice(0, days.start).match(before)?.groups?.place
  const second = line.slice(days.end).match(after)?.groups?.place
  if (first === undefined || second === undefined || (first !== '' && second !== '')) return null
  // "June 5, 2024 - Ottawa, Ontario - Global Affairs Canada"
  const name = first || second.split(/ [–—-] /, 1)[0]!
  // The days of an event stand alone, too: they are a dateline with a place only.
  if (name === '' ? days.isRange : !place.test(name) || published.test(name)) return null
  return { place: properName(name), date: days.iso, text }
}

const dash = / ?(?:[–—]|--?)(?= |\p{Lu}|[“"'‘*])|: |\.(?= \p{Lu})/gu
const agency = / ?(?:\([A-Z][\p{L} .]{1,15}\)|\/[A-Z]{2,6}\/)$/u

/** The dateline that opens a paragraph ("PHNOM PENH, 3 March 2024 (AKP) – The …") and the paragraph without it; null where there is none. */
export const readOpeningDateline = (text: string): { dateline: Dateline; rest: string } | null => {
  const marked = text.match(/^(\*{1,3})([^*]{1,140})\1/)
  const bare = marked ? marked[2] + text.slice(marked[0].length) : text
  for (const { index, 0: sign } of bare.slice(0, longest + 20).matchAll(dash)) {
    const written = bare.slice(0, index).trimEnd()
    const dateline = readDateline(written.replace(agency, ''))
    const end = index + sign.length
    // A line of date, place and office is no opening.
    if (dateline && !endsBlock(bare) && bare.slice(end).split(' ').length < 8) return null
    if (sign === '.' && !(dateline?.place && /\d{4}$/.test(written))) continue
    if (!dateline || (marked && end < marked[2]!.trimEnd().length)) continue
    return { dateline: { ...dateline, text: written }, rest: bare.slice(end).trimStart() }
  }
  return null
}
