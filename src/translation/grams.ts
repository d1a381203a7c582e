import type { Locale } from '../language/model.ts'
import { type Token, tokenize } from './tokens.ts'

/** A source text as the memory is searched for it. */
export interface SourceKey {
  /** How many tokens it has. */
  tokens: number
  /** Hashes of each three tokens in a row, its beginning and its end counting as one each; ascending, each once. */
  grams: number[]
}

// FNV-1a, 32 bits, signed as Postgres has them.
const hash = (parts: string[]): number => {
  let value = 0x811c9dc5
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) value = Math.imul(value ^ part.charCodeAt(i), 0x01000193)
    value = Math.imul(value ^ 0x1f, 0x01000193)
  }
  return value | 0
}

/**
 * What a source text is found by. Of two texts that are more than two thirds alike, at most a third of the tokens were
 * changed, so that between the changes at least one run of three tokens stayed as it was: they share a gram. Placeables count by
 * their sort, so that another date, number or name changes nothing. The locales are part of each hash, so that each pair of
 * locales is searched by itself.
 */
export const gramsOf = (tokens: Token[], source: Locale, target: Locale): SourceKey => {
  if (tokens.length === 0) return { tokens: 0, grams: [] }
  const keys = ['^', ...tokens.map(({ key }) => key), '$']
  const grams = keys.slice(2).map((_, at) => hash([source, target, keys[at]!, keys[at + 1]!, keys[at + 2]!]))
  return { tokens: tokens.length, grams: [...new Set(grams)].sort((a, b) => a - b) }
}

/** The key of a text, by what needs no termbase: what the memory keeps must not change with its terms. */
export const sourceKey = (text: string, source: Locale, target: Locale): SourceKey =>
  gramsOf(tokenize(text, source), source, target)
