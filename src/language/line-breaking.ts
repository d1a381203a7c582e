import { khmerSingles, khmerWords } from './khmer-words.ts'
import type { Locale } from './model.ts'

const words = new Intl.Segmenter('km', { granularity: 'word' })
const clusters = new Intl.Segmenter('km', { granularity: 'grapheme' })

const escaped = (phrase: string) => phrase.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

const khmer = /\p{Script=Khmer}/u
const digit = '[0-9០-៩]'
const number = `${digit}+(?:[.,:/–-]${digit}+)*`
const month = `ខែ[\\u1780-\\u17d3]{2,14}`
const date = `(?:ថ្ងៃទី${digit}{1,2} )?${month} ឆ្នាំ${digit}{4}|ថ្ងៃទី${digit}{1,2} ${month}`

/** Where no line begins (JLReq and r12a's Khmer notes) and where none ends. Hyphens are on both sides: readers drop one at a line's end. */
const noBreakBefore =
  /^[\s។៕៖ៗ៘៙៚»›”’)\]}〉》」』】）、。，．：；！？・々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?%％៛…\-‐‑–—/\u200b\u2060]/u
const noBreakAfter = /(?:[«‹“‘([{（〈《「『【\-‐‑/\u2060]|[\u00a0\u2007\u202f])$/u

/** None of the phrases matches where a match would end inside a cluster. */
const anyOf = (patterns: string[]) =>
  new RegExp(`(?<!\\u17d2)(?:${patterns.join('|')})(?![\\u17b4-\\u17d3\\u17dd])`, 'g')

const longestFirst = (phrases: readonly string[]) =>
  phrases.toSorted((a, b) => b.length - a.length).map(escaped)

const known = anyOf([date, ...longestFirst(khmerWords), number])

/** Cuts a text into the matches of a pattern and what lies between them. */
const splitBy = (pattern: RegExp, text: string, between: (rest: string) => string[]): string[] => {
  const pieces: string[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    pieces.push(...between(text.slice(end, match.index)), match[0])
    end = match.index + match[0].length
  }
  pieces.push(...between(text.slice(end)))
  return pieces
}

const icuWords = (text: string) => Array.from(words.segment(text), ({ segment }) => segment)
const knownWords = (text: string) => splitBy(known, text, icuWords)

const pieces = (text: string, keep: string[]): string[] => {
  const phrases = keep.filter(Boolean)
  return phrases.length > 0 ? splitBy(anyOf(longestFirst(phrases)), text, knownWords) : knownWords(text)
}

const mayBreak = (before: string, after: string): boolean => {
  if (noBreakBefore.test(after) || noBreakAfter.test(before)) return false
  if (before.endsWith('\u200b') || /[^\S\u00a0\u2007\u202f]$/.test(before)) return true
  if (/[0-9០-៩]$/.test(before) || /^[0-9០-៩]/.test(after)) return false
  return khmer.test(before) || khmer.test(after)
}

const khmerUnits = (text: string, keep: string[]): string[] => {
  const startsCluster = new Uint8Array(text.length + 1)
  for (const { index } of clusters.segment(text)) startsCluster[index] = 1
  const isLeftOver = (piece: string, start: number) =>
    khmer.test(piece) &&
    !noBreakBefore.test(piece) &&
    !khmerSingles.has(piece) &&
    !startsCluster.subarray(start + 1, start + piece.length).includes(1)
  const units: string[] = []
  let position = 0
  let last = ''
  let lastIsLeftOver = false
  for (const piece of pieces(text, keep)) {
    const leftOver = isLeftOver(piece, position)
    const breaks =
      startsCluster[position] === 1 &&
      mayBreak(last, piece) &&
      (/\s$/.test(last) || !(leftOver || lastIsLeftOver))
    if (breaks || units.length === 0) units.push(piece)
    else units[units.length - 1] += piece
    position += piece.length
    last = piece
    lastIsLeftOver = leftOver
  }
  return units.filter(Boolean)
}

const japaneseWords = new Intl.Segmenter('ja', { granularity: 'word' })

/** A phrase that is longer than this, in UTF-16 code units, may break between its words. */
const longestPhrase = 14

/** Words that continue a phrase: particles, endings and suffixes, the parts of a katakana word or name, a number's counter, a date. */
const continues = (before: string, after: string): boolean =>
  /^[\p{Script=Hiragana}的性化者]/u.test(after) ||
  (/[\p{Script=Katakana}ー・]$/u.test(before) && /^[\p{Script=Katakana}ー・]/u.test(after)) ||
  (/[0-9０-９]$/.test(before) && /^\S/.test(after)) ||
  (/^[年月]$/.test(before) && /^[0-9０-９]/.test(after))

const japaneseUnits = (text: string, keep: string[]): string[] => {
  const units: string[] = []
  let last = ''
  for (const { segment: piece } of japaneseWords.segment(text)) {
    const whole = (units.at(-1) ?? '') + piece
    const joins =
      noBreakBefore.test(piece) ||
      noBreakAfter.test(last) ||
      keep.some((phrase) => phrase.startsWith(whole)) ||
      (whole.length <= longestPhrase && !/\s$/.test(last) && continues(last, piece))
    if (joins && units.length > 0) units[units.length - 1] = whole
    else units.push(piece)
    last = piece
  }
  return units
}

const unitsOf: Record<Locale, (text: string, keep: string[]) => string[]> = {
  en: (text) => text.match(/[^ ]* +|[^ ]+/g) ?? [],
  km: khmerUnits,
  ja: japaneseUnits,
}

/**
 * The pieces between which a line of text may break; joined, they are the text.
 *
 * Khmer has no spaces between words: its units are ICU's words, corrected. No unit ends inside a cluster, and the
 * phrases of `keep`, dates, numbers and the words of khmer-words.ts stay whole. Closing signs (។ ៕ ៖ ៗ ») belong to the
 * word before them, opening ones («) to the word after, spaces to the word before.
 * English units end at spaces. Japanese lines may break almost anywhere; its units are the phrases between which a title
 * breaks well (words with their particles), with dates, numbers and their counters whole.
 * Sources: r12a's Khmer notes and w3c/sealreq for Khmer, JLReq for Japanese.
 */
export const lineBreakUnits = (text: string, locale: Locale, keep: string[] = []): string[] =>
  unitsOf[locale](text, keep)
