import { findDates } from '../language/dates.ts'
import type { Locale } from '../language/model.ts'
import { findCapitalNames, findHonorifics } from '../language/names.ts'
import { findNumbers } from '../language/numbers.ts'
import { findTimes } from '../language/times.ts'

/** A piece of a text as two texts are compared: a word, a mark, or a placeable, which is a date, number or name as a whole. */
export interface Token {
  /** What has to agree: the word without case; of a placeable its sort, which begins with #. */
  key: string
  /** What a placeable says; two of one sort that say different things can take each other's place. */
  value: string
  /** UTF-16 offsets in the text: the first unit, and behind the last. */
  start: number
  end: number
}

/** The people that the termbase knows, by their names. */
export interface People {
  /** The longest name that begins at a token, by the concept that it names. */
  match(tokens: Token[], at: number): { length: number; id: string } | null
  /** What a person is called in the target locale, the preferred form first. */
  namesOf(id: string): string[]
}

const pieces = /\p{L}[\p{L}\p{M}]*|\p{N}+|[^\s\p{L}\p{M}\p{N}\p{Cc}\p{Cf}*]/gu
const digits = /\p{Nd}/u

const byStart = (a: { start: number }, b: { start: number }) => a.start - b.start
const overlaps = (a: { start: number; end: number }) => (b: { start: number; end: number }) =>
  a.start < b.end && b.start < a.end

/** Dates by which of their parts are there, times of day, and numbers in digits by what they count. */
const findValues = (text: string, locale: Locale): Token[] => {
  const dates = findDates(text, locale).map(({ start, end, date }) => {
    const { year, month, day, weekday, buddhistYear } = date
    const parts = { y: year, m: month, d: day, w: weekday, b: buddhistYear }
    const known = Object.entries(parts).filter(([, part]) => part !== undefined)
    return {
      key: `#date ${known.map(([name]) => name).join('')}`,
      value: known.map(([, part]) => part).join('-'),
      start,
      end,
    }
  })
  if (!digits.test(text)) return dates
  const times = findTimes(text, locale)
    .filter((time) => !dates.some(overlaps(time)))
    .map(({ start, end, hour, minute }) => ({ key: '#time', value: `${hour}:${minute}`, start, end }))
  const numbers = findNumbers(text, locale)
    .filter(({ form, kind }) => form === 'digits' && !['identifier', 'telephone', 'fraction'].includes(kind))
    .filter((number) => !dates.some(overlaps(number)) && !times.some(overlaps(number)))
    .map(({ start, end, value, kind, currency }) => ({
      key: `#number ${kind} ${currency ?? ''}`,
      value: String(value),
      start,
      end,
    }))
  return [...dates, ...times, ...numbers].sort(byStart)
}

const afterHonorific = /^[\s*,]{0,4}$/

/** Names in capitals behind an honorific, whoever bears them: His Excellency SOK Chenda Sophea. */
const findNamed = (text: string) => {
  const names = findCapitalNames(text)
  if (names.length === 0) return []
  const honorifics = findHonorifics(text, 'en')
  return names.filter(({ start }) =>
    honorifics.some(({ end }) => end <= start && afterHonorific.test(text.slice(end, start))),
  )
}

const joinNames = (text: string, words: Token[], people: People | undefined): Token[] => {
  const named = findNamed(text)
  if (named.length === 0 && !people) return words
  const tokens: Token[] = []
  for (let at = 0; at < words.length; ) {
    const first = words[at]!
    const known = people?.match(words, at)
    const length = known
      ? known.length
      : words.filter(({ start, end }) =>
          named.some((name) => name.start === first.start && start >= name.start && end <= name.end),
        ).length
    const last = words[at + Math.max(1, length) - 1]!
    const value = known ? known.id : text.slice(first.start, last.end).toLowerCase()
    tokens.push(length > 0 ? { key: '#name', value, start: first.start, end: last.end } : first)
    at += Math.max(1, length)
  }
  return tokens
}

/**
 * Splits a text into the tokens that are compared: words without case, marks, and each date, number and name as one. With
 * `people` the names of the termbase are known wherever they stand, else those in capitals behind an honorific alone.
 * Bold marks are no tokens.
 */
export const tokenize = (text: string, locale: Locale, people?: People): Token[] => {
  const tokens: Token[] = []
  let at = 0
  const addWords = (end: number) => {
    for (const match of text.slice(at, end).matchAll(pieces)) {
      const start = at + match.index
      const key = match[0].toLowerCase()
      tokens.push({ key, value: key, start, end: start + match[0].length })
    }
  }
  for (const value of findValues(text, locale)) {
    if (value.start < at) continue
    addWords(value.start)
    tokens.push(value)
    at = value.end
  }
  addWords(text.length)
  return joinNames(text, tokens, people)
}
