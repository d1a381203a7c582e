import { exists, type FullDate, isFull, toIso } from '../language/calendar.ts'
import { findDates, formatEraDate, formatPartialDate } from '../language/dates.ts'
import { toLocalDigits } from '../language/digits.ts'
import { eraOf } from '../language/eras.ts'
import type { Locale } from '../language/model.ts'
import { formatByScales } from '../language/numbers/ja-scales.ts'
import { findNumbers, formatNumber } from '../language/numbers.ts'
import type { Replacement, Span } from './model.ts'
import type { People, Token } from './tokens.ts'

/** What it takes to write values of one sort in a target. */
interface Sort {
  /** Where the target says what a token of the source says. */
  find(token: Token, target: string): Span[]
  /** What to write there for another token of the same sort; null where that cannot be told. */
  write(token: Token, sourceText: string, written: string): string | null
}

const eras = /令和|平成|昭和|大正|明治/

const inEra = (date: FullDate) => (exists(date) ? formatEraDate(toIso(date)) : null)

const dates = (source: Locale, locale: Locale): Sort => ({
  find: (token, target) =>
    findDates(target, locale)
      .filter(({ date }) => {
        const { year: y, month: m, day: d, weekday: w, buddhistYear: b } = date
        const said = [y, m, d, w, b].filter((part) => part !== undefined)
        return said.join('-') === token.value
      })
      .map(({ start, end }) => [start, end]),
  write(token, text, written) {
    const [found] = findDates(text.slice(token.start, token.end), source)
    // A weekday is not written yet, and a span that says less than the whole date by itself is part of a range.
    const whole = findDates(written, locale)
    if (!found || found.date.weekday !== undefined || whole.length !== 1) return null
    if (Object.keys(whole[0]!.date).length !== Object.keys(found.date).length) return null
    if (eras.test(written)) return isFull(found.date) && eraOf(found.date) ? inEra(found.date) : null
    return formatPartialDate(found.date, locale) || null
  },
})

/** 500万, 27億5000万. */
const byScales = /^\p{Nd}[\p{Nd}.,，]*(?:[万億兆][\p{Nd}.,，]*)+/u

/** Larger numbers are not exact any more. */
const LARGEST = 1e13

const numbers = (source: Locale, locale: Locale): Sort => ({
  find(token, target) {
    const taken = findDates(target, locale)
    return findNumbers(target, locale)
      .filter(({ form, value, also }) => form === 'digits' && [value, also].map(String).includes(token.value))
      .filter(({ start, end }) => !taken.some((date) => date.start < end && start < date.end))
      .map(({ start, end }) => [start, end])
  },
  write(token, text, written) {
    const wanted = findNumbers(text.slice(token.start, token.end), source)[0]
    const scaled = locale === 'ja' ? byScales.exec(written) : null
    if (scaled) {
      const amount = wanted && formatByScales(wanted.value, /[,，]/.test(scaled[0]))
      return amount ? amount + written.slice(scaled[0].length) : null
    }
    const [, head = '', tail = ''] = /^([\p{Nd}.,]+)(\P{Nd}*)$/su.exec(written) ?? []
    const [old] = findNumbers(written, locale)
    const [unit] = findNumbers(head, locale)
    if (!old || !unit || !wanted || unit.value === 0) return null
    // 500万 counts in ten thousands: so does what takes its place.
    const value = wanted.value / (old.value / unit.value)
    if (!(Math.abs(value) < LARGEST) || Math.abs(value * 100 - Math.round(value * 100)) > 1e-9) return null
    const isGrouped = /\d[,.]\d{3}/.test(text.slice(token.start, token.end)) || /[.,]/.test(head)
    return (isGrouped ? formatNumber(value, locale) : toLocalDigits(String(value), locale)) + tail
  },
})

const occurrences = (text: string, wanted: string): Span[] => {
  const spans: Span[] = []
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length))
    spans.push([at, at + wanted.length])
  return spans
}

const names = (people: People): Sort => ({
  find(token, target) {
    for (const name of people.namesOf(token.value)) {
      const spans = occurrences(target, name)
      if (spans.length > 0) return spans
    }
    return []
  },
  write: (token) => people.namesOf(token.value)[0] ?? null,
})

const sortOf = (token: Token) => token.key.slice(1).split(' ')[0]!
const isDate = (token: Token) => sortOf(token) === 'date'

/** The sorts whose values a language writes in its own way. */
const valuesOf = (source: Locale, locale: Locale): Record<string, Sort> => ({
  date: dates(source, locale),
  number: numbers(source, locale),
})

/** Where a target says a date or a number of the source, if it says it once. */
export const placeOfValue = (token: Token, target: string, source: Locale, locale: Locale): Span | null => {
  const spans = valuesOf(source, locale)[sortOf(token)]?.find(token, target) ?? []
  return spans.length === 1 ? spans[0]! : null
}

interface Edit {
  span: Span
  text: string
  token: Token
}

const written = (target: string, edits: Edit[]): string => {
  let [text, at] = ['', 0]
  for (const edit of edits) {
    text += target.slice(at, edit.span[0]) + edit.text
    at = edit.span[1]
  }
  return text + target.slice(at)
}

/** A translation that is to be made to fit another segment. */
export interface Adaptation {
  /** Which token of the unit's source became which of the segment. */
  pairs: [Token | null, Token | null][]
  /** The segment's own text. */
  segment: string
  /** The unit's translation. */
  target: string
}

/**
 * Puts the segment's own dates, numbers and names in place of the unit's, in the form that the target's language gives them. A
 * value stays where it cannot be found in the target, or where the source has it twice and only one of them is another now. Dates
 * are put in place all or none, since they may be a range, and only if the target then says what the segment says.
 */
export const adapt = (
  { pairs, segment, target }: Adaptation,
  source: Locale,
  locale: Locale,
  people: People,
): { text: string; replaced: Replacement[] } => {
  const sorts: Record<string, Sort> = { ...valuesOf(source, locale), name: names(people) }
  const placeables = pairs.filter(([from]) => from?.key.startsWith('#')) as [Token, Token | null][]
  let edits: Edit[] = []
  let areDatesRight = true
  for (const same of Map.groupBy(placeables, ([from]) => `${from.key}:${from.value}`).values()) {
    const [from, to] = same[0]!
    if (to?.key === from.key && to.value === from.value) continue
    const before = edits.length
    const sort = sorts[sortOf(from)]
    if (isDate(from)) areDatesRight &&= to?.key === from.key
    if (!sort || !to || to.key !== from.key) continue
    if (same.some(([, other]) => other?.key !== to.key || other.value !== to.value)) continue
    const spans = sort.find(from, target)
    // A number may stand for something else that happens to be equal.
    if (sortOf(from) === 'number' && spans.length !== same.length) continue
    for (const span of spans) {
      const text = sort.write(to, segment, target.slice(...span))
      if (text !== null && !edits.some((edit) => edit.span[0] < span[1] && span[0] < edit.span[1]))
        edits.push({ span, text, token: to })
    }
    if (isDate(from) && edits.length === before) areDatesRight = false
  }
  edits.sort((a, b) => a.span[0] - b.span[0])
  const says = ({ token }: Edit) => sorts.date!.find(token, written(target, edits)).length > 0
  if (!areDatesRight || !edits.filter(({ token }) => isDate(token)).every(says))
    edits = edits.filter(({ token }) => !isDate(token))
  return {
    text: written(target, edits),
    replaced: edits.map((edit) => ({ from: target.slice(...edit.span), to: edit.text })),
  }
}
