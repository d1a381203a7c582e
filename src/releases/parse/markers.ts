/** What a list item's own marker says. `marker` keeps one that has letters, since its number alone would lose them. */
export interface ListMarker {
  number?: number
  marker?: string
  rest: string
}

const bullet = /^(?:[•‣▪●○◦·∙➢➤✓✔]|[-–—*+](?= )|o(?=\t)) ?(?=\S)/u
const numbered = /^\(?(\d{1,3})[.)] (?=\S)/
const lettered = /^(\(?(?:([a-z])|([ivx]{2,5}))[.)]) (?=\S)/

const romanDigits: Record<string, number> = { i: 1, v: 5, x: 10 }
const roman = (letters: string): number =>
  [...letters].reduce((sum, letter, index) => {
    const value = romanDigits[letter]!
    return sum + (value < (romanDigits[letters[index + 1] ?? ''] ?? 0) ? -value : value)
  }, 0)

/** Reads "• ", "- ", "1. ", "(2) ", "a) ", "(ii) " at the head of a line; null where there is none. */
export const readListMarker = (text: string): ListMarker | null => {
  const dot = text.match(bullet)
  if (dot) return { rest: text.slice(dot[0].length) }
  const digits = text.match(numbered)
  if (digits) return { number: Number(digits[1]), rest: text.slice(digits[0].length) }
  const letters = text.match(lettered)
  if (!letters) return null
  const number = letters[2] ? letters[2].charCodeAt(0) - 96 : roman(letters[3]!)
  return { number, marker: letters[1]!, rest: text.slice(letters[0].length) }
}
