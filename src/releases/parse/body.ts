import type { BodyBlock, Dateline } from '../model.ts'
import { readDateline, readOpeningDateline } from './dateline.ts'
import { isAllBold, plain } from './inline.ts'
import { withMarker } from './markers.ts'
import type { Piece, Warning } from './model.ts'
import { endsBlock, endsSentence, isHeadline, isProse, isUpper } from './shapes.ts'
import {
  contactDetail,
  contactOpening,
  contactWithin,
  endMark,
  noteOpening,
  notesLabel,
  sectionLabel,
} from './vocabulary.ts'

/** What stands under the head. */
interface Body {
  blocks: BodyBlock[]
  dateline: Dateline | null
}

const sectionNumber = /^(?:[IVX]{1,5}|[A-H])[.)] \S/

/** A line that stands over prose or a list, set apart by bold, capitals, a number, a heading's mark, its own words, or blank lines around it. */
const isHeading = (piece: Piece, before: Piece | undefined, next: Piece | undefined): boolean => {
  if (piece.type === 'heading') return true
  const words = plain(piece.text)
  if (next === undefined || words.length > 120) return false
  if (piece.type === 'text' && sectionLabel.test(words)) return true
  if (!isHeadline(words) || contactDetail.test(words) || /[:,]$/.test(words)) return false
  if (piece.type === 'list-item')
    return piece.number !== undefined && next.type === 'text' && isProse(next.text)
  if (piece.type !== 'text' || next.type === 'heading') return false
  const setApart = isAllBold(piece.text) || (isUpper(words) && words.length > 3) || sectionNumber.test(words)
  if (setApart) return next.type !== 'text' || isProse(next.text) || next.text.endsWith(':')
  const alone =
    !piece.tight && !next.tight && (!before || endsSentence(before.text) || before.type === 'list-item')
  const overText = next.type === 'text' ? endsBlock(next.text) : next.type === 'list-item'
  return alone && overText && isLabel(words)
}

/** Few words of which the first has a capital, and nothing of a sentence, an address or a name with its function. */
const isLabel = (words: string): boolean =>
  words.split(' ').length <= 9 && /^\p{Lu}/u.test(words) && !/[,:|@/]|\d{3}/.test(words)

const headingText = (piece: Piece): string => {
  if (piece.type === 'list-item') return plain(withMarker(piece))
  return isAllBold(piece.text) ? plain(piece.text) : piece.text
}

const blockOf = (piece: Piece, before: Piece | undefined, next: Piece | undefined): BodyBlock => {
  const inList = before?.type === 'list-item' || next?.type === 'list-item'
  if ((piece.type !== 'list-item' || !inList) && isHeading(piece, before, next))
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

/** Whether a piece names somebody to ask, or says how. */
const isParticulars = (piece: Piece): boolean => {
  const words = plain(piece.text)
  return contactDetail.test(words) || (contactWithin.test(words) && words.length <= 200)
}

/** Which of the pieces are notes. Those under a label go on to the next heading, those about a contact as long as they tell no more. */
const notesAmong = (pieces: Piece[]): boolean[] => {
  let under: 'notes' | 'contact' | null = null
  const notes = pieces.map((piece, index) => {
    const words = plain(piece.text)
    if (notesLabel.test(words)) under = 'notes'
    else if (contactOpening.test(words)) under = 'contact'
    else if (isHeading(piece, pieces[index - 1], pieces[index + 1])) under = null
    else if (
      under === 'contact' &&
      !isParticulars(piece) &&
      (isProse(piece.text) || piece.type === 'list-item')
    )
      under = null
    return under !== null || piece.type === 'note' || noteOpening.test(words)
  })
  return withSenders(pieces, notes)
}

/** Lines that follow at once and name an office with its telephone are a contact, too, without saying so. */
const withSenders = (pieces: Piece[], notes: boolean[]): boolean[] => {
  let start = 0
  for (const [index, piece] of pieces.entries()) {
    if (!piece.tight) start = index
    const isShort = pieces[start]!.type === 'text' && isHeadline(plain(pieces[start]!.text))
    if (isShort && contactDetail.test(plain(piece.text))) notes.fill(true, start, index + 1)
  }
  return notes
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
  const notes = notesAmong(pieces)
  const blocks = pieces.map(
    (piece, index): BodyBlock =>
      notes[index]
        ? { type: 'note', text: withMarker(piece) }
        : blockOf(piece, pieces[index - 1], pieces[index + 1]),
  )
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
