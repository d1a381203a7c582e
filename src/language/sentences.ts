import {
  eitherAbbreviations,
  numberAbbreviations,
  openAbbreviations,
  sentenceOpeners,
} from './abbreviations.ts'
import type { Locale } from './model.ts'
import { protectedSpans } from './protected.ts'

/** Text is handed to Intl.Segmenter in pieces of this many UTF-16 units: it copies its whole input for every sentence it gives. */
const windowSize = 2000

/** Boundaries by Unicode's rules (UAX #29): offsets inside the text, its start and end not among them. */
const candidates = function* (text: string, locale: Locale): Generator<number> {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' })
  let start = 0
  let size = windowSize
  while (start < text.length) {
    const piece = text.slice(start, start + size)
    const reachesEnd = start + size >= text.length
    let last = 0
    for (const { index } of segmenter.segment(piece)) {
      if (index === 0) continue
      yield start + index
      last = index
    }
    if (reachesEnd) return
    // The window cut the last sentence: go on from its start, with more room where it is a long one.
    size = last === 0 ? size * 2 : windowSize
    start += last
  }
}

/** Whether a boundary stands. `before`: the text up to it without trailing space; `after`: the text from it on; both cut to a few words. */
type Rule = (before: string, after: string) => boolean

/** A dotted word before the full stop: "H.E", "U.S", "Nov". */
const abbreviation = /(?:^|[\s(“"‘'*[])((?:\p{L}\.)*\p{L}+)\.$/u
const initial = /(?:^|[\s.(“"‘*])\p{Lu}\.$/u
const enumerator = /^(?:\d{1,3}|\p{L}|[ivxIVX]{1,5})\.$/u

const english: Rule = (before, after) => {
  const next = after.match(/^[\s"“‘'«([*]*(.)/su)?.[1] ?? ''
  if (/[?!…][\p{Pe}\p{Pf}"'*]*$/u.test(before) && /\p{Ll}/u.test(next)) return false
  if (!/[.?!…。！？][\p{Pe}\p{Pf}"'*]*$/u.test(before) || !/^\s/.test(after)) return false
  const word = before.match(abbreviation)?.[1]?.toLowerCase()
  if (word === undefined) return true
  if (openAbbreviations.has(word)) return false
  if (
    numberAbbreviations.has(word) &&
    /[\p{N}\p{Lu}]/u.test(next) &&
    /\p{N}/u.test(after.match(/^\s*\S+/)?.[0] ?? '')
  )
    return false
  if (eitherAbbreviations.has(word) || initial.test(before)) {
    const opener = after.match(/^[\s"“‘'«([*]*(\p{L}+)/u)?.[1]
    return opener !== undefined && sentenceOpeners.has(opener.toLowerCase())
  }
  return true
}

/** Khmer ends sentences with ។ ៕ ៚ ? !; its full stop only abbreviates (ឯ.ឧ., ព.ស.), and ។ល។ ("etc.") is one word. */
const khmer: Rule = (before, after) => {
  if (/។$/u.test(before) && /^ល។/u.test(after)) return false
  if (/។ល។$/u.test(before) && /^\s*(?:និង|ឬ|ដែល|នៅ|ក្នុង)/u.test(after)) return false
  return /[។៕៚?!？！][\p{Pe}\p{Pf}"'*]*$/u.test(before) && !/^[ៗ។៕៚]/u.test(after)
}

/** Japanese ends sentences with 。！？; a quotation that such a mark ends goes on where a particle follows (「はい。」と言った). */
const japanese: Rule = (before, after) => {
  if (!/[。！？!?．…][\p{Pe}\p{Pf}"'*]*$/u.test(before)) return false
  if (/．$/u.test(before)) return !/^\p{N}/u.test(after)
  return (
    !/[」』）”"*]$/u.test(before) ||
    !/^\s*(?:と|との|という|を|は|が|に|で|も|の|へ|や|など|から|って|、|，)/u.test(after)
  )
}

const rules: Record<Locale, Rule> = { en: english, km: khmer, ja: japanese }

/** What Unicode's rules miss: an ellipsis of one character before a capital, a mark's closing ** or quotation mark after the full stop. */
const further: Record<Locale, RegExp> = {
  en: /(?:…|[.?!][\p{Pe}\p{Pf}"'*]*\*)[\p{Pe}\p{Pf}"']*\s+(?=[\p{Pi}\p{Ps}"'*]*\p{Lu})/gu,
  km: /[។៕៚?!][\p{Pe}\p{Pf}"'*]*\s*/gu,
  ja: /[。！？!?][\p{Pe}\p{Pf}"'*]*\s*/gu,
}

const context = 60

/** Offsets at which sentences begin, the first not among them. */
const boundaries = (text: string, locale: Locale): number[] => {
  const found = new Set<number>(candidates(text, locale))
  for (const match of text.matchAll(further[locale])) found.add(match.index + match[0].length)
  const spans = protectedSpans(text)
  const stands = rules[locale]
  let span = 0
  let start = 0
  return [...found]
    .sort((a, b) => a - b)
    .filter((at) => {
      while (spans[span] && spans[span]!.end <= at) span++
      if (at >= text.length || (spans[span] && spans[span]!.start < at)) return false
      // An enumerator is no sentence: "2." stays with what it numbers.
      if (at - start <= 10 && enumerator.test(text.slice(start, at).trim())) return false
      const around = text.slice(Math.max(0, at - context), at)
      const before = around.trimEnd()
      const stand = stands(before, around.slice(before.length) + text.slice(at, at + context))
      if (stand) start = at
      return stand
    })
}

/**
 * Cuts a paragraph into sentences. Each comes trimmed; nothing but the white space between them is lost, so `joinSentences` gives back a
 * paragraph whose white space was single spaces (none in Japanese). A bold or italic run, a bracket and a quotation are never cut, even
 * where they hold several sentences: they stay in one segment with what surrounds them.
 *
 * Boundaries are those of UAX #29 (Intl.Segmenter), less the field's exceptions: abbreviations and initials in English (H.E., Lt. Gen.,
 * No. 5, U.S.), ឯ.ឧ. and ។ល។ in Khmer, quotations that go on in Japanese. Linear in the text's length; never throws.
 */
export const splitSentences = (text: string, locale: Locale): string[] => {
  const sentences: string[] = []
  let start = 0
  for (const end of [...boundaries(text, locale), text.length]) {
    const sentence = text.slice(start, end).trim()
    if (sentence !== '') sentences.push(sentence)
    start = end
  }
  return sentences
}

/** Puts a paragraph's sentences together as the locale writes them: with a space, in Japanese without. */
export const joinSentences = (sentences: string[], locale: Locale): string =>
  sentences.join(locale === 'ja' ? '' : ' ')
