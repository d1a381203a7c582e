import { closeBold, joinLines } from './inline.ts'
import { isKnownLine } from './known.ts'
import { isFull, type Line, linesOf, wrapWidth } from './lines.ts'
import { readListMarker } from './markers.ts'
import type { Piece, Pieces, Warning } from './model.ts'
import { normalise } from './normalise.ts'
import { withoutPageMarks } from './pages.ts'
import { endsBlock, endsSentence, isUpper, startsLower } from './shapes.ts'
import { openEnd, openStart } from './vocabulary.ts'

interface Context {
  width: number
  /** Markdown: a line break inside a paragraph means nothing. */
  softBreaks: boolean
  /** Every word of the text in small letters, to tell a hyphen from a hyphenation. */
  words: Set<string>
  warnings: Warning[]
}

const heading = /^(#{1,6}) +(?=\S)/
const quote = /^>+ ?/

const wordsOf = (source: string) => new Set(source.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? [])

/** Whether a line starts something of its own. A dash or number in mid-sentence at a full line's start is no list marker. */
const startsItem = (line: Line, before: Line, { width }: Context): boolean =>
  readListMarker(line.text) !== null && (endsBlock(before.text) || !isFull(before, line, width))

const continues = (line: Line, before: Line, context: Context): boolean => {
  if (heading.test(line.text) || heading.test(before.text) || line.text.startsWith('|')) return false
  if (startsItem(line, before, context)) return false
  if (openEnd.test(before.text) || openStart.test(line.text)) return true
  if (isKnownLine(before.text) || isKnownLine(line.text)) return false
  const full = isFull(before, line, context.width)
  if (startsLower(line.text) && (full || !endsSentence(before.text))) return true
  if (line.indent >= before.indent + 2 && endsSentence(before.text) && !readListMarker(before.text))
    return false
  return full || context.softBreaks
}

/** Joins a wrapped line to what stands before it, and a word that a hyphen cut at the line's end. */
const join = (text: string, line: string, { words, warnings }: Context): string => {
  const cut = text.match(/(\p{L}+(?:-\p{L}+)*)-$/u)
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

/** Lines with no blank line between them, with bold runs closed at each line's end. */
const chunksOf = (lines: Line[]): Line[][] => {
  const chunks: Line[][] = []
  for (const line of lines) {
    if (line.gap === 0 && !line.newPage && chunks.length > 0) chunks.at(-1)!.push(line)
    else chunks.push([line])
  }
  return chunks.map((chunk) => {
    const closed = closeBold(chunk.map((line) => line.text))
    return chunk.map((line, index) => ({ ...line, text: closed[index]! }))
  })
}

const pieceOf = (line: Line, tight: boolean, levels: number[]): Piece => {
  const base = { tight, newPage: line.newPage || line.gap >= 3 }
  const hashes = line.text.match(heading)
  if (hashes) {
    const text = line.text.slice(hashes[0].length).replace(/ #+$/, '')
    return { ...base, type: 'heading', text, level: hashes[1]!.length }
  }
  if (quote.test(line.text)) return { ...base, type: 'quote', text: line.text.replace(quote, '') }
  const item = readListMarker(line.text)
  if (!item) return { ...base, type: 'text', text: line.text }
  while (levels.length > 0 && levels.at(-1)! > line.indent) levels.pop()
  if (levels.at(-1) !== line.indent) levels.push(line.indent)
  const { rest, ...marker } = item
  return { ...base, type: 'list-item', text: rest, level: levels.length - 1, ...marker }
}

const piecesOfChunk = (chunk: Line[], levels: number[], context: Context): Piece[] => {
  const pieces: Piece[] = []
  for (const [index, line] of chunk.entries()) {
    const before = chunk[index - 1]
    const text = line.text.replace(quote, '')
    if (before && continues({ ...line, text }, before, context)) {
      const piece = pieces.at(-1)!
      piece.text = join(piece.text, text, context)
      continue
    }
    const piece = pieceOf(line, index > 0, levels)
    if (piece.type !== 'list-item' && line.indent === 0) levels.length = 0
    pieces.push(piece)
  }
  return pieces
}

/** Whether a page's end cut one paragraph in two. A small letter at the start is sure; a capital after a page break is a guess. */
const isCut = (before: Piece, after: Piece): 'sure' | 'guess' | null => {
  if (before.type === 'heading' || after.type !== 'text' || after.tight || endsBlock(before.text)) return null
  if (before.text.length < 40 || isUpper(before.text) || isKnownLine(before.text)) return null
  if (startsLower(after.text)) return 'sure'
  const bothLong = before.text.length >= 100 && after.text.length >= 40 && endsSentence(after.text)
  return after.newPage && bothLong ? 'guess' : null
}

const mendPageBreaks = (pieces: Piece[], context: Context): Piece[] => {
  const mended: Piece[] = []
  for (const piece of pieces) {
    const before = mended.at(-1)
    const cut = before && isCut(before, piece)
    if (!cut) {
      mended.push(piece)
      continue
    }
    if (cut === 'guess')
      context.warnings.push({
        code: 'page-break-joined',
        params: { text: `${before.text.slice(-40)} … ${piece.text.slice(0, 40)}` },
      })
    before.text = join(before.text, piece.text, context)
  }
  return mended
}

/** Reads plain text, also as pasted from a PDF or an e-mail, and Markdown (`softBreaks`). */
export const readText = (text: string, { softBreaks = false } = {}): Pieces => {
  const source = normalise(text)
  const { lines, warnings } = withoutPageMarks(linesOf(source))
  const context: Context = { width: wrapWidth(lines), softBreaks, words: wordsOf(source), warnings }
  const levels: number[] = []
  const pieces = chunksOf(lines).flatMap((chunk) => piecesOfChunk(chunk, levels, context))
  return { pieces: mendPageBreaks(pieces, context), warnings, source }
}
