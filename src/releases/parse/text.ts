import { Growing, wordsOf } from './growing.ts'
import { closeBold } from './inline.ts'
import { isKnownLine, readKind } from './known.ts'
import { isFull, type Line, linesOf, wrapWidth } from './lines.ts'
import { withoutQuoting } from './mail.ts'
import { readListMarker } from './markers.ts'
import type { Piece, Pieces } from './model.ts'
import { normalise } from './normalise.ts'
import { withoutPageMarks } from './pages.ts'
import { endsBlock, endsSentence, goesOn, startsLower } from './shapes.ts'

interface Context {
  width: number
  /** Markdown: a line break inside a paragraph means nothing. */
  softBreaks: boolean
}

const heading = /^(#{1,6}) +(?=\S)/
const quote = /^>+ ?/

/** A name with its telephone or address: the next line is another's. */
const endsContact = /\d[\d ()-]{6,20}\d$|[^\s@]{1,64}@[^\s@]{1,255}$/

/** Whether a line starts something of its own. A dash or number in mid-sentence at a full line's start is no list marker. */
const startsItem = (line: Line, before: Line, { width }: Context): boolean =>
  readListMarker(line.text) !== null &&
  (endsBlock(before.text) || /[;,] (?:and|or)$/.test(before.text) || !isFull(before, line, width))

const continues = (line: Line, before: Line, above: Line | undefined, context: Context): boolean => {
  if (heading.test(line.text) || heading.test(before.text) || line.text.startsWith('|')) return false
  if (startsItem(line, before, context)) return false
  if (goesOn(before.text, line.text)) return true
  if (isKnownLine(before.text) || isKnownLine(line.text)) return false
  if (endsContact.test(before.text) && !startsLower(line.text)) return false
  // Right under the kind stands the title, however wide it is.
  if (above && readKind(above.text) !== null && !startsLower(line.text)) return context.softBreaks
  const full = isFull(before, line, context.width)
  if (startsLower(line.text) && (full || !endsSentence(before.text))) return true
  if (line.indent >= before.indent + 2 && endsSentence(before.text) && !readListMarker(before.text))
    return false
  return full || context.softBreaks
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

/** The list levels that are open: an item goes to one of its own style and indent, or deeper. */
type Levels = { indent: number; style: string }[]

const levelOf = (indent: number, style: string, levels: Levels): number => {
  while (levels.length > 0 && levels.at(-1)!.indent > indent) levels.pop()
  const known = levels.findLastIndex((level) => level.indent === indent && level.style === style)
  if (known === -1) levels.push({ indent, style })
  else levels.length = known + 1
  return levels.length - 1
}

const pieceOf = (line: Line, tight: boolean, levels: Levels): Piece => {
  const base = { tight, newPage: line.newPage || line.gap >= 3 }
  if (line.isNote) return { ...base, type: 'note', text: line.text }
  const hashes = line.text.match(heading)
  if (hashes) {
    const text = line.text.slice(hashes[0].length).replace(/ #+$/, '')
    return { ...base, type: 'heading', text, level: hashes[1]!.length }
  }
  if (quote.test(line.text)) return { ...base, type: 'quote', text: line.text.replace(quote, '') }
  const item = readListMarker(line.text)
  if (!item) return { ...base, type: 'text', text: line.text }
  const { rest, style, ...marker } = item
  return { ...base, type: 'list-item', text: rest, level: levelOf(line.indent, style, levels), ...marker }
}

/** Markdown: a paragraph that is set in as far as the item above it is the item's second. */
const isMoreOfItem = (line: Line, levels: Levels, { softBreaks }: Context): boolean => {
  const item = levels.at(-1)
  const isOwn = heading.test(line.text) || quote.test(line.text) || readListMarker(line.text) !== null
  return softBreaks && item !== undefined && line.indent >= item.indent + 2 && !isOwn
}

const readChunk = (chunk: Line[], levels: Levels, growing: Growing, context: Context): void => {
  for (const [index, line] of chunk.entries()) {
    const before = chunk[index - 1]
    const text = line.text.replace(quote, '')
    if (before && continues({ ...line, text }, before, chunk[index - 2], context)) {
      growing.add(text)
      continue
    }
    if (index === 0 && isMoreOfItem(line, levels, context)) {
      growing.add(text)
      continue
    }
    const piece = pieceOf(line, index > 0, levels)
    if (piece.type !== 'list-item' && line.indent === 0) levels.length = 0
    growing.start(piece)
  }
}

/** Reads plain text, also as pasted from a PDF or an e-mail, and Markdown (`softBreaks`). */
export const readText = (text: string, { softBreaks = false } = {}): Pieces => {
  const source = withoutQuoting(normalise(text))
  const { lines, warnings } = withoutPageMarks(linesOf(source))
  const context: Context = { width: wrapWidth(lines), softBreaks }
  const growing = new Growing(wordsOf(source), warnings)
  const levels: Levels = []
  for (const chunk of chunksOf(lines)) readChunk(chunk, levels, growing, context)
  return { pieces: growing.finish(), warnings, source }
}
