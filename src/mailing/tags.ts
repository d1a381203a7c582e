/** Of one subscription. */
export const TAGS_LIMIT = 20
/** In characters, of one tag. */
const LENGTH_LIMIT = 40

// Two that look the same are one: whatever the width and the case, with or without the marks between Khmer words.
const normalise = (word: string) =>
  word
    .replace(/\p{Cf}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ +/g, ' ')
    .trim()

const isTag = (word: string) =>
  word.isWellFormed() && [...word].length <= LENGTH_LIMIT && !/[\p{Cc},;]/u.test(word)

/** As Postgres sorts bytes: JavaScript alone would put 😀 before ｶ. */
const byCode = (one: string, other: string): number => {
  const [letters, others] = [[...one], [...other]]
  const at = letters.findIndex((letter, n) => letter !== others[n])
  return at < 0
    ? letters.length - others.length
    : letters[at]!.codePointAt(0)! - (others[at]?.codePointAt(0) ?? -1)
}

/**
 * Tags as they are kept: small letters, without double ones, sorted; empty ones are nothing.
 * @returns null where one is longer than 40 characters or holds a comma, semicolon or control character, or there are
 *   more than 20
 */
export const normaliseTags = (words: readonly string[]): string[] | null => {
  const tags = [...new Set(words.map(normalise))].filter(Boolean)
  return tags.length <= TAGS_LIMIT && tags.every(isTag) ? tags.sort(byCode) : null
}

/** The tags of a cell of a table, with `;` or `,` between them, of any width; null as `normaliseTags`. */
export const readTags = (cell: string): string[] | null => normaliseTags(cell.normalize('NFKC').split(/[;,]/))

/** Tags for a cell of a table. */
export const writeTags = (tags: readonly string[]): string => tags.join('; ')
