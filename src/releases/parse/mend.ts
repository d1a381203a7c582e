import { joinLines } from './inline.ts'
import { isKnownLine } from './known.ts'
import type { Piece, Warning } from './model.ts'
import { endsBlock, endsSentence, isUpper, startsLower } from './shapes.ts'
import { openEnd, openStart } from './vocabulary.ts'

/** What joining two lines needs to know of the whole text. */
export interface Joining {
  /** Every word of the text in small letters, to tell a hyphen from a hyphenation. */
  words: Set<string>
  warnings: Warning[]
}

export const wordsOf = (text: string) => new Set(text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? [])

/** Whether a line's own words show that it goes on from the one before. */
export const goesOn = (before: string, line: string): boolean => openEnd.test(before) || openStart.test(line)

/** Joins a wrapped line to what stands before it, and a word that a hyphen cut at the line's end. */
export const join = (text: string, line: string, { words, warnings }: Joining): string => {
  const cut = text.slice(-60).match(/(\p{L}+(?:-\p{L}+)*)-$/u)
  const rest = line.match(/^\p{L}+/u)
  if (!cut || !rest) return joinLines(text, line)
  const whole = (cut[1]! + rest[0]).toLowerCase()
  const hyphenated = `${cut[1]}-${rest[0]}`.toLowerCase()
  const isHyphenation =
    /^\p{Ll}/u.test(rest[0]) && !words.has(hyphenated) && (words.has(whole) || !cut[1]!.includes('-'))
  if (!isHyphenation) return text + line
  if (!words.has(whole)) warnings.push({ code: 'hyphen-joined', params: { text: cut[1]! + rest[0] } })
  return text.slice(0, -1) + line
}

/** Whether a page's end cut one paragraph in two. A small letter at the start is sure; a capital after a page break is a guess. */
const cutBetween = (before: Piece, after: Piece): 'sure' | 'guess' | null => {
  if (before.type === 'heading' || after.type !== 'text' || after.tight || endsBlock(before.text)) return null
  if (before.text.length < 40 || isUpper(before.text) || isKnownLine(before.text)) return null
  if (startsLower(after.text)) return 'sure'
  const bothLong = before.text.length >= 100 && after.text.length >= 40 && endsSentence(after.text)
  return after.newPage && bothLong ? 'guess' : null
}

/** Joins the paragraphs that a page's end cut in two. */
export const mendPageBreaks = (pieces: Piece[], joining: Joining): Piece[] => {
  const mended: Piece[] = []
  for (const piece of pieces) {
    const before = mended.at(-1)
    const cut = before ? cutBetween(before, piece) : null
    if (!before || !cut) {
      mended.push({ ...piece })
      continue
    }
    const around = `${before.text.slice(-40)} … ${piece.text.slice(0, 40)}`
    if (cut === 'guess') joining.warnings.push({ code: 'page-break-joined', params: { text: around } })
    before.text = join(before.text, piece.text, joining)
  }
  return mended
}
