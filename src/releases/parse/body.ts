import type { BodyBlock, Dateline } from '../model.ts'
import { readDateline, readOpeningDateline } from './dateline.ts'
import { isAllBold, plain } from './inline.ts'
import { withMarker } from './markers.ts'
import type { Piece, Warning } from './model.ts'
import { isHeadline, isProse, isUpper } from './shapes.ts'
import { contactDetail, contactOpening, endMark, noteOpening, notesLabel } from './vocabulary.ts'

/** What stands under the head. */
interface Body {
  blocks: BodyBlock[]
  dateline: Dateline | null
}

const sectionNumber = /^(?:[IVX]{1,5}|[A-H])[.)] \S/

/** A short line that stands over prose, set apart by bold, capitals, a number or a heading's mark. */
const isHeading = (piece: Piece, next: Piece | undefined): boolean => {
  if (piece.type === 'heading') return true
  const words = plain(piece.text)
  if (!isHeadline(words) || next === undefined || contactDetail.test(words)) return false
  if (piece.type === 'list-item')
    return piece.number !== undefined && next.type === 'text' && isProse(next.text)
  if (piece.type !== 'text' || next.type === 'heading') return false
  const setApart = isAllBold(piece.text) || (isUpper(words) && words.length > 3) || sectionNumber.test(words)
  const overBody = next.type !== 'text' || isProse(next.text) || next.text.endsWith(':')
  return setApart && overBody
}

const headingText = (piece: Piece): string => {
  if (piece.type === 'list-item') return plain(withMarker(piece))
  return isAllBold(piece.text) ? plain(piece.text) : piece.text
}

const blockOf = (piece: Piece, before: Piece | undefined, next: Piece | undefined): BodyBlock => {
  const inList = before?.type === 'list-item' || next?.type === 'list-item'
  if ((piece.type !== 'list-item' || !inList) && isHeading(piece, next))
    return { type: 'heading', text: headingText(piece) }
  const { text, level, number, marker } = piece
  if (piece.type === 'list-item')
    return {
      type: 'list-item',
      text,
      level: level ?? 0,
      ...(number !== undefined && { number }),
      ...(marker !== undefined && { marker }),
    }
  return { type: piece.type === 'quote' ? 'quote' : 'paragraph', text }
}

/** A line that is neither a sentence nor anything else that a release has; rows of a table are told on their own. */
const isOdd = (text: string): boolean =>
  isHeadline(plain(text)) && !text.endsWith(':') && !text.includes(' | ')

/** Where the notes begin at their label: all after it are notes too. */
const notesStart = (pieces: Piece[]): number => {
  const start = pieces.findIndex(
    ({ text }) => notesLabel.test(plain(text)) || contactOpening.test(plain(text)),
  )
  return start === -1 ? pieces.length : start
}

/** Reads the blocks and the dateline of what `readHead` left. `dateline`: the one that the head already has. */
export const readBody = (all: Piece[], known: Dateline | null): { body: Body; warnings: Warning[] } => {
  const warnings: Warning[] = []
  let dateline = known
  const pieces = all.filter(({ text }) => {
    const words = plain(text)
    if (endMark.test(words)) {
      warnings.push({ code: 'end-mark-left-out', params: { text: words } })
      return false
    }
    return true
  })
  // The last line that is a dateline is the release's; one above it belongs to the text.
  const datelineAt = dateline ? -1 : pieces.findLastIndex(({ text }) => readDateline(plain(text)) !== null)
  if (datelineAt !== -1) dateline = readDateline(plain(pieces.splice(datelineAt, 1)[0]!.text))
  const notesAt = notesStart(pieces)
  const blocks = pieces.map((piece, index): BodyBlock => {
    if (piece.type !== 'note' && index < notesAt && !noteOpening.test(plain(piece.text)))
      return blockOf(piece, pieces[index - 1], pieces[index + 1])
    return { type: 'note', text: withMarker(piece) }
  })
  for (const { type, text } of blocks)
    if (type === 'paragraph' && isOdd(text)) warnings.push({ code: 'unplaced', params: { text } })
  const opening =
    dateline === null && blocks[0]?.type === 'paragraph' ? readOpeningDateline(blocks[0].text) : null
  if (opening) {
    dateline = opening.dateline
    blocks[0] = { type: 'paragraph', text: opening.rest }
  }
  return { body: { blocks, dateline }, warnings }
}
