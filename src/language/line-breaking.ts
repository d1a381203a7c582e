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

const protect = (keep: string[]) => {
  const phrases = [...keep, ...khmerWords].filter(Boolean).sort((a, b) => b.length - a.length)
  // A match that ends inside a cluster is none.
  return new RegExp(
    `(?<!\\u17d2)(?:${[date, ...phrases.map(escaped), number].join('|')})(?![\\u17b4-\\u17d3\\u17dd])`,
    'gu',
  )
}

const noKeep = protect([])

/** Cuts the text into protected phrases and, between them, ICU's words. */
const pieces = (text: string, keep: string[]): string[] => {
  const result: string[] = []
  let end = 0
  const segment = (rest: string) => {
    for (const { segment } of words.segment(rest)) result.push(segment)
  }
  for (const match of text.matchAll(keep.length ? protect(keep) : noKeep)) {
    segment(text.slice(end, match.index))
    result.push(match[0])
    end = match.index + match[0].length
  }
  segment(text.slice(end))
  return result
}

const isLeftOver = (piece: string) =>
  khmer.test(piece) &&
  !noBreakBefore.test(piece) &&
  !khmerSingles.has(piece) &&
  [...clusters.segment(piece)].length === 1

const mayBreak = (before: string, after: string): boolean => {
  if (noBreakBefore.test(after) || noBreakAfter.test(before.trimEnd() || before)) return false
  if (before.endsWith('\u200b') || /[^\S\u00a0\u2007\u202f]$/u.test(before)) return true
  if (/[0-9០-៩]$/.test(before) || /^[0-9០-៩]/.test(after)) return false
  if (!khmer.test(before) && !khmer.test(after)) return false
  return !isLeftOver(before) && !isLeftOver(after)
}

const khmerUnits = (text: string, keep: string[]): string[] => {
  const clusterStarts = new Set<number>()
  for (const { index } of clusters.segment(text)) clusterStarts.add(index)
  const units: string[] = []
  let last = ''
  let position = 0
  for (const piece of pieces(text, keep)) {
    if (units.length > 0 && !(clusterStarts.has(position) && mayBreak(last, piece))) {
      units[units.length - 1] += piece
    } else units.push(piece)
    last = piece
    position += piece.length
  }
  return units
}

const japaneseWords = new Intl.Segmenter('ja', { granularity: 'word' })

/** A phrase that is longer than this, in UTF-16 code units, may break between its words. */
const longestPhrase = 14

/** Words that continue a phrase: particles and endings, the parts of a katakana word or name, a number's counter, a date. */
const continues = (before: string, after: string): boolean =>
  /^\p{Script=Hiragana}/u.test(after) ||
  (/[\p{Script=Katakana}ー・]$/u.test(before) && /^[\p{Script=Katakana}ー・]/u.test(after)) ||
  (/[0-9０-９]$/.test(before) && /^\S/.test(after)) ||
  (/[0-9０-９][年月]$/.test(before) && /^[0-9０-９]/.test(after))

const japaneseUnits = (text: string, keep: string[]): string[] => {
  const units: string[] = []
  for (const { segment: piece } of japaneseWords.segment(text)) {
    const last = units.at(-1)
    const whole = (last ?? '') + piece
    const joins =
      last !== undefined &&
      (noBreakBefore.test(piece) ||
        noBreakAfter.test(last) ||
        keep.some((phrase) => phrase.startsWith(whole)) ||
        (whole.length <= longestPhrase && !/\s$/.test(last) && continues(last, piece)))
    if (joins) units[units.length - 1] = whole
    else units.push(piece)
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
