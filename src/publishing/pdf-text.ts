import { lineBreakUnits } from '../language/line-breaking.ts'
import type { Locale } from '../language/model.ts'
import { namesIn, plainText, type Run } from './inline.ts'
import { typography } from './typography.ts'

/** A stretch of text in one style, as templates/pdf reads it: b bold, i italic, k the font for shifted clusters, l the font for Latin letters, g a gap before it, z a place where the line may break. */
export interface Span {
  text: string
  style: string
  href?: string
}

/** One thing on a line: `keep` is set in a box, in which no line breaks. */
export interface Unit {
  keep: boolean
  spans: Span[]
}

/**
 * What is set in another font than the Khmer around it: Latin letters, and clusters like the first of អ៊ីស្រាអែល, whose
 * shifter the fonts of Battambang's family do not lower (google/fonts #9382).
 */
const foreign = /(អ(?:\u17d2[ក-ឳ])*\u17ca[\u17b7-\u17ba\u17be][\u17b4-\u17d1\u17dd]*|[A-Za-z0-9À-ɏ]+)/

const cjk = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]'

/** Where Japanese sets Latin letters and digits a little apart (JLReq): never so far that a reader takes it for a space. */
const gap = new RegExp(`(?<=${cjk})(?=[\\dA-Za-z])|(?<=[\\dA-Za-z%])(?=${cjk})`, 'u')

/** Cuts a text into stretches with their marks. */
const stretchesOf: Record<Locale, (text: string) => { text: string; mark: string }[]> = {
  en: (text) => [{ text, mark: '' }],
  km: (text) =>
    text
      .split(foreign)
      .map((text, index) => ({ text, mark: index % 2 ? (text.startsWith('អ') ? 'k' : 'l') : '' })),
  ja: (text) => text.split(gap).map((text, index) => ({ text, mark: index ? 'g' : '' })),
}

const styleOf = (run: Run, locale: Locale) => {
  const { italics } = typography[locale]
  return `${run.bold || (run.italic && !italics) ? 'b' : ''}${run.italic && italics ? 'i' : ''}`
}

/** A reader that hands out pieces of a list of texts by length, cutting them where a piece ends. */
const cutter = <T extends { text: string }>(list: T[]) => {
  let index = 0
  let offset = 0
  return (length: number): (T & { starts: boolean })[] => {
    const pieces: (T & { starts: boolean })[] = []
    for (let left = length; left > 0; ) {
      const item = list[index]!
      const text = item.text.slice(offset, offset + left)
      if (text) pieces.push({ ...item, text, starts: offset === 0 })
      left -= text.length
      offset += text.length
      if (offset === item.text.length) {
        index++
        offset = 0
      }
    }
    return pieces
  }
}

const spansOf = (runs: Run[], locale: Locale): Span[] => {
  const take = cutter(stretchesOf[locale](plainText(runs)))
  return runs.flatMap((run) =>
    take(run.text.length).map(({ text, mark, starts }) => ({
      text,
      style: styleOf(run, locale) + (mark !== 'g' || starts ? mark : ''),
      ...(run.href && { href: run.href }),
    })),
  )
}

/** A box as wide as a line would run into the margin: what is longer than this may break anywhere. */
const longestUnit = 60
/** In UTF-16 code units: what has no place to break gets one after about so many. */
const PIECE = 6

/** Lengths of the pieces that a text is cut into, between clusters; a text of a common length is one. */
const piecesOf = (text: string): number[] => {
  // Of addresses Typst knows where to break them.
  if (text.length <= longestUnit || text.includes('://')) return [text.length]
  const lengths = [0]
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (lengths.at(-1)! >= PIECE) lengths.push(0)
    lengths[lengths.length - 1]! += segment.length
  }
  return lengths
}

/** A line of Japanese that had to make room for a longer one would be spaced too far. */
const longestJapaneseName = 8

/**
 * What has to stay on one line: Khmer words, since nothing else says where they end; English words with a hyphen, which
 * readers drop at a line's end; Japanese numbers with their counters and short names.
 */
const isKept: Record<Locale, (unit: string, names: string[]) => boolean> = {
  en: (unit) => /\S[-‐]\S/u.test(unit),
  km: () => true,
  ja: (unit, names) => /\d/.test(unit) || (unit.length <= longestJapaneseName && names.includes(unit)),
}

const withoutSpaces = (unit: string) => {
  const word = unit.trimEnd()
  return ['', word, unit.slice(word.length)] as const
}

/**
 * What of a unit stands before and after its box: spaces, which stretch, and Japanese punctuation, which Typst would set
 * narrow at a box's edge. An ideographic space stays, since alone it would be copied out as a plain one.
 */
const edgesOf: Record<Locale, (unit: string) => readonly [string, string, string]> = {
  en: withoutSpaces,
  km: withoutSpaces,
  ja: (unit) => {
    const before = /^[（「『【〈《]*/u.exec(unit)![0]
    const word = unit.slice(before.length)
    const after = /[）」』】〉》、。，．：；！？ ]*$/u.exec(word)![0]
    return [before, word.slice(0, word.length - after.length), after]
  },
}

/**
 * Cuts runs into units for the page. Joined, the texts of the spans are the text of the runs.
 * Bold phrases of a few words are names as a rule and stay whole. `display` is for titles and the like.
 */
export const unitsOf = (runs: Run[], locale: Locale, display = false): Unit[] => {
  const names = namesIn(runs, locale === 'ja' ? longestJapaneseName : undefined)
  const kept = (unit: string) =>
    unit.length <= longestUnit && (isKept[locale](unit, names) || (display && locale === 'ja'))
  const take = cutter(spansOf(runs, locale))
  const units: Unit[] = []
  const add = (text: string, keep: boolean) => {
    const spans = piecesOf(text).flatMap((length, at) =>
      take(length).map(({ starts, ...span }, first) => ({
        ...span,
        style: (starts ? span.style : span.style.replace('g', '')) + (at > 0 && first === 0 ? 'z' : ''),
      })),
    )
    const last = units.at(-1)
    if (last && !last.keep && !keep) last.spans.push(...spans)
    else if (text) units.push({ keep, spans })
  }
  for (const unit of lineBreakUnits(plainText(runs), locale, names)) {
    const [before, word, after] = edgesOf[locale](unit)
    add(before, false)
    add(word, kept(word))
    add(after, false)
  }
  return units.map(joinSpans)
}

/** Neighbouring spans of one style are one: Typst shapes and tags each span anew. */
const joinSpans = ({ keep, spans }: Unit): Unit => ({
  keep,
  spans: spans.reduce<Span[]>((joined, span) => {
    const last = joined.at(-1)
    if (last && last.style.replace(/[gz]/, '') === span.style && last.href === span.href)
      last.text += span.text
    else joined.push({ ...span })
    return joined
  }, []),
})
