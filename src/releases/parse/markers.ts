import type { Piece } from './model.ts'

/** What a list item's own marker says. `marker` keeps one that has letters, since its number alone would lose them. */
interface ListMarker {
  number?: number
  marker?: string
  /** The same for all items of one level: the bullet, or the kind of number with its punctuation. */
  style: string
  rest: string
}

const bullet = /^(?:[•‣▪●○◦·∙➢➤✓✔]|[-–—*+](?= )|§(?= \p{L})) ?(?=\S)/u
const numbered = /^\(?(\d{1,3})([.)]) (?=\S)/
// A lone i is a Roman one: letters seldom get that far.
const lettered = /^(\(?(?:([a-hj-z])|(i|[ivx]{2,5}))[.)]) (?=\S)/

const romanDigits: Record<string, number> = { i: 1, v: 5, x: 10 }
const roman = (letters: string): number =>
  [...letters].reduce((sum, letter, index) => {
    const value = romanDigits[letter]!
    return sum + (value < (romanDigits[letters[index + 1] ?? ''] ?? 0) ? -value : value)
  }, 0)

/** Reads "• ", "- ", "1. ", "(2) ", "a) ", "(ii) " at the head of a line; null where there is none. */
export const readListMarker = (text: string): ListMarker | null => {
  if (text.startsWith('o\t')) return { marker: 'o', style: 'o', rest: text.slice(2) }
  const dot = text.match(bullet)
  if (dot) return { style: dot[0].trim(), rest: text.slice(dot[0].length) }
  const digits = text.match(numbered)
  if (digits) return { number: Number(digits[1]), style: `1${digits[2]}`, rest: text.slice(digits[0].length) }
  const letters = text.match(lettered)
  if (!letters) return null
  const isRoman = letters[2] === undefined
  const number = isRoman ? roman(letters[3]!) : letters[2]!.charCodeAt(0) - 96
  return { number, marker: letters[1]!, style: isRoman ? 'i' : 'a', rest: text.slice(letters[0].length) }
}

/** A piece with its list marker in front, as a person reads it. */
export const withMarker = ({ text, number, marker }: Piece): string =>
  [marker ?? (number === undefined ? '' : `${number}.`), text].join(' ').trim()

/** Pieces as one text, for formats that are not one themselves. */
export const textOf = (pieces: Piece[]): string => pieces.map(withMarker).join('\n\n')
