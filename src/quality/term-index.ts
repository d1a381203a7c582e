import { formsOf, infinitivesOf, singularsOf } from '../language/english-words.ts'
import { toHalfWidth, widenKatakana } from '../language/japanese-width.ts'
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
  endAt: Matcher
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
  toHalfWidth(widenKatakana(khmerKey(text)))
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

const isCaseBound = (text: string) => !/\s/.test(text) && /[A-Z]/.test(text)

/** A text as terms are sought in it: apostrophes straight, each UTF-16 unit still one, with and without its capitals. */
interface Sought {
  text: string
  small: string
}

const soughtIn = (text: string): Sought => {
  const straight = text.replaceAll('’', "'")
  const small = straight.toLowerCase()
  // A few letters become two: those texts are compared letter for letter.
  return { text: straight, small: small.length === straight.length ? small : straight }
}

const token = /[\p{L}\p{N}]+|\s+|./suy

/** What follows the noun that takes the plural: Ministers of State, Consuls General. */
const afterHead = /^(?: (?:of|for|to|in|on|at|by|with|from|against|and)(?: |$)|[ -]general$)/i

/** Woman minister: both words take the plural. */
const person = /^(?:wo)?man$/i

/** A term is sought token by token: a word, or a sign between words. */
interface TermToken {
  text: string
  /** What a written word may be a form of, where this word takes other forms. */
  basesOf?: (word: string) => string[]
}

const tokensOf = (term: string, partOfSpeech: Term['partOfSpeech']): TermToken[] =>
  [...term.matchAll(new RegExp(token, 'gsu'))].map(({ index, 0: text }) => {
    const rest = term.slice(index + text.length)
    if (!/[a-z]$/.test(text) || partOfSpeech === 'adjective' || partOfSpeech === 'adverb') return { text }
    if (partOfSpeech === 'verb') return index === 0 ? { text, basesOf: infinitivesOf } : { text }
    return rest === '' || afterHead.test(rest) || (index === 0 && person.test(text))
      ? { text, basesOf: singularsOf }
      : { text }
  })

/**
 * Matches a term as a whole at an offset, its noun in the plural and its verb in every tense too, and gives its end.
 * Capitals count as it says; where it says nothing, May is not may.
 */
type Matcher = (sought: Sought, start: number) => number | undefined

const matcherOf = ({ text: term, partOfSpeech, matchCase = isCaseBound(term) }: Term): Matcher => {
  const straight = term.trim().replaceAll('’', "'").replace(/\s+/g, ' ')
  const tokens = tokensOf(straight, partOfSpeech).map(({ text, ...token }) => ({
    ...token,
    text: matchCase ? text : text.toLowerCase(),
  }))
  return (sought, start) => {
    const text = matchCase ? sought.text : sought.small
    let at = start
    for (const { text: wanted, basesOf } of tokens) {
      token.lastIndex = at
      const written = token.exec(text)?.[0]
      if (written === undefined) return undefined
      const same = wanted === ' ' ? written.trim() === '' : written === wanted
      if (!same && !basesOf?.(written).includes(wanted)) return undefined
      at += written.length
    }
    return at
  }
}

const word = /[\p{L}\p{N}]+/gu
const firstWord = (text: string) => text.match(word)?.[0].toLowerCase()

/** The termbase's terms of the source locale by their first word. */
export class TermIndex {
  readonly #byWord = new Map<string, IndexedTerm[]>()
  readonly #byWrittenWord = new Map<string, IndexedTerm[]>()

  constructor(concepts: readonly Concept[], source: Locale, target: Locale) {
    for (const concept of concepts) {
      const ready = targetTerms(concept, target)
      if (!ready) continue
      for (const term of concept.terms) {
        const { locale, text, status } = term
        const first = firstWord(text)
        if (locale !== source || status === 'forbidden' || first === undefined || text.length > 500) continue
        const indexed = { text, concept, target: ready, endAt: matcherOf(term) }
        this.#byWord.set(first, [...(this.#byWord.get(first) ?? []), indexed])
      }
    }
  }

  /** The terms whose first word a written word, in small letters, may be; the longest first. */
  #startingWith(written: string): IndexedTerm[] {
    let terms = this.#byWrittenWord.get(written)
    if (!terms) {
      const words = new Set(formsOf(written))
      terms = [...words]
        .flatMap((first) => this.#byWord.get(first) ?? [])
        .sort((a, b) => b.text.length - a.text.length)
      this.#byWrittenWord.set(written, terms)
    }
    return terms
  }

  /** The terms in a source text in their order, each with whether a longer one holds it. */
  find(text: string): SourceTerm[] {
    const found: SourceTerm[] = []
    const sought = soughtIn(text)
    let covered = 0
    for (const { index: start, 0: first } of text.matchAll(word)) {
      let end = 0
      for (const term of this.#startingWith(first.toLowerCase())) {
        const at = term.endAt(sought, start)
        if (at === undefined) continue
        end = Math.max(end, at)
        found.push({ ...term, start, end: at, isInside: at < end || at <= covered })
      }
      covered = Math.max(covered, end)
    }
    return found
  }
}

const targetTerms = (concept: Concept, target: Locale): TargetTerms | undefined => {
  const terms = concept.terms.filter((term) => term.locale === target)
  if (terms.length === 0) return undefined
  const accepted = terms.filter((term) => term.status !== 'forbidden')
  return {
    preferred: terms.find((term) => term.status === 'preferred')?.text,
    accepted: accepted.map((term) => partsOf(term.text)),
    forbidden: terms.filter((term) => term.status === 'forbidden'),
    pieces: accepted.map((term) => piecesOf(term.text, target)),
  }
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
