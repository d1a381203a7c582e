import { khmerKey } from '../language/khmer-unicode.ts'
import type { Locale } from '../language/model.ts'
import type { Concept, Term } from './model.ts'

/** A concept's terms of the target locale, ready for comparison. */
export interface TargetTerms {
  preferred: string | undefined
  /** Every form that will do, as the keys (see `keyOf`) of its parts; a form with 〜 in it has several. */
  accepted: string[][]
  forbidden: Term[]
  /** Pieces of the accepted forms, one list for each, to tell another wording from nothing at all. */
  pieces: string[][]
}

interface IndexedTerm {
  text: string
  concept: Concept
  target: TargetTerms
}

export interface SourceTerm extends IndexedTerm {
  /** Offsets in the source's view. */
  start: number
  end: number
  /** Whether a longer term holds this one. */
  isInside: boolean
}

/** Text as terms are compared: one encoding, no spaces, full-width Latin and digits as half-width, small letters. */
export const keyOf = (text: string): string =>
  khmerKey(text)
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (char) =>
      String.fromCharCode(char.charCodeAt(0) - 0xfee0),
    )
    .replace(/[\s\u200b]+/g, '')
    .toLowerCase()

const khmerSyllables = /[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17dd]){0,8}/g
const japaneseRuns = /[\u30a0-\u30ff\u4e00-\u9fff]{2,40}/g

/** The pieces by which a wording is known: pairs of kanji or katakana, threes of Khmer syllables, words. */
const piecesOf = (text: string, locale: Locale): string[] => {
  if (locale === 'ja')
    return (text.match(japaneseRuns) ?? []).flatMap((run) =>
      Array.from({ length: run.length - 1 }, (_, at) => keyOf(run.slice(at, at + 2))),
    )
  if (locale === 'km') {
    const syllables = text.match(khmerSyllables) ?? []
    const size = Math.min(3, syllables.length)
    return Array.from({ length: Math.max(0, syllables.length - size + 1) }, (_, at) =>
      keyOf(syllables.slice(at, at + size).join('')),
    )
  }
  return text.toLowerCase().match(/[a-z]{4,}/g) ?? []
}

/** A placeholder such as 〜 or … in a term stands for anything. */
const partsOf = (text: string) =>
  text
    .split(/[〜～…]/)
    .map((part) => keyOf(part))
    .filter((part) => part !== '')

const escapePattern = (text: string) =>
  text
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/['’]/g, "['’]")

/** The termbase's terms of the source locale in one pattern. */
export class TermIndex {
  readonly pattern: RegExp | undefined
  readonly concepts: readonly Concept[]
  readonly #byKey = new Map<string, IndexedTerm[]>()

  constructor(concepts: readonly Concept[], source: Locale, target: Locale) {
    this.concepts = concepts
    for (const concept of concepts) {
      const terms = concept.terms.filter((term) => term.locale === target)
      const accepted = terms.filter((term) => term.status !== 'forbidden')
      const ready: TargetTerms = {
        preferred: terms.find((term) => term.status === 'preferred')?.text,
        accepted: accepted.map((term) => partsOf(term.text)),
        forbidden: terms.filter((term) => term.status === 'forbidden'),
        pieces: accepted.map((term) => piecesOf(term.text, target)),
      }
      if (terms.length === 0) continue
      for (const term of concept.terms) {
        if (term.locale !== source || term.status === 'forbidden') continue
        const key = keyOf(term.text)
        this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), { text: term.text, concept, target: ready }])
      }
    }
    const texts = [...this.#byKey.values()].map(([term]) => term!.text)
    const longestFirst = texts.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map(escapePattern)
    if (longestFirst.length > 0)
      this.pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  }

  /** The terms that a stretch of source text is, by the rule of capitals: an acronym or one capitalised word has to be written so. */
  named(text: string): IndexedTerm[] {
    const found = this.#byKey.get(keyOf(text)) ?? []
    return found.filter(
      (term) => !isCaseBound(term.text) || term.text.replace(/\s+/g, ' ') === text.replace(/\s+/g, ' '),
    )
  }
}

const isCaseBound = (text: string) => !/\s/.test(text) && /[A-Z]/.test(text)

/** The terms in a source text, the longest at each place, with those inside them. */
export const findTerms = (index: TermIndex, text: string): SourceTerm[] => {
  if (!index.pattern) return []
  const found: SourceTerm[] = []
  const collect = (part: string, offset: number, isInside: boolean) => {
    for (const match of part.matchAll(index.pattern!)) {
      const start = offset + match.index
      for (const term of index.named(match[0]))
        found.push({ ...term, start, end: start + match[0].length, isInside })
      // Terms inside: look again behind the first word, and before the last.
      const inner = match[0].indexOf(' ')
      if (!isInside && inner > 0) {
        collect(match[0].slice(inner + 1), start + inner + 1, true)
        const last = match[0].lastIndexOf(' ')
        if (last > 0) collect(match[0].slice(0, last), start, true)
      }
    }
  }
  collect(text, 0, false)
  return found
}

/** Whether a target, given by its key, has one of a concept's forms. */
export const hasTerm = (key: string, { accepted }: TargetTerms): boolean =>
  accepted.some((parts) => parts.length > 0 && parts.every((part) => key.includes(part)))

/** How much of a concept's closest form the target has, 0–1. */
export const resemblance = (key: string, { pieces }: TargetTerms): number =>
  Math.max(
    0,
    ...pieces.map((list) =>
      list.length === 0 ? 0 : list.filter((piece) => key.includes(piece)).length / list.length,
    ),
  )
