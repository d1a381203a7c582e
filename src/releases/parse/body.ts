import type { BodyBlock, Dateline } from '../model.ts'
import { readDateline, readOpeningDateline } from './dateline.ts'
import { isHeading, type Told } from './headings.ts'
import { isAllBold, plain } from './inline.ts'
import { withMarker } from './markers.ts'
import type { Piece, Warning } from './model.ts'
import { notesAmong } from './notes.ts'
import { isHeadline } from './shapes.ts'
import { endMark } from './vocabulary.ts'

/** What stands under the head. */
interface Body {
  blocks: BodyBlock[]
  dateline: Dateline | null
}

const headingText = (piece: Told): string => {
  if (piece.type === 'list-item') return plain(withMarker(piece))
  return isAllBold(piece.text) ? piece.words : piece.text
}

const blockOf = (piece: Told, before: Told | undefined, next: Told | undefined): BodyBlock => {
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

/**
 * Of a dateline above the text and one below it, the one that says the place; `left`: the words of the other. Null where they say
 * different things, so that the second belongs to the text.
 */
const chosen = (above: Dateline | null, below: Dateline) => {
  if (above === null) return { dateline: below, left: null }
  if (above.place === '' && below.place !== '') return { dateline: below, left: above.text ?? null }
  const isSame = above.date === below.date && (below.place === '' || below.place === above.place)
  return isSame ? { dateline: above, left: below.text ?? null } : null
}

/** Reads the blocks and the dateline of what `readHead` left. `dateline`: the one that the head already has. */
export const readBody = (all: Piece[], known: Dateline | null): { body: Body; warnings: Warning[] } => {
  const warnings: Warning[] = []
  let dateline = known
  const pieces = all
    .map((piece): Told => ({ ...piece, words: plain(piece.text) }))
    .filter(({ words }) => {
      if (!endMark.test(words)) return true
      warnings.push({ code: 'end-mark-left-out', params: { text: words } })
      return false
    })
  // The last line that is a dateline is the release's; one above it belongs to the text.
  const datelineAt = pieces.findLastIndex(({ words }) => readDateline(words) !== null)
  const last = datelineAt === -1 ? null : readDateline(pieces[datelineAt]!.words)
  const choice = last && chosen(known, last)
  if (choice) {
    pieces.splice(datelineAt, 1)
    dateline = choice.dateline
    if (choice.left !== null) warnings.push({ code: 'dateline-repeated', params: { text: choice.left } })
  }
  const notes = notesAmong(pieces)
  const blocks = pieces.map(
    (piece, index): BodyBlock =>
      notes.has(piece)
        ? { type: 'note', text: withMarker(piece) }
        : blockOf(piece, pieces[index - 1], pieces[index + 1]),
  )
  for (const { type, text } of blocks)
    if (type === 'paragraph' && isOdd(text)) warnings.push({ code: 'unplaced', params: { text } })
  const first = blocks.findIndex(({ type }) => type !== 'note')
  const opening = blocks[first]?.type === 'paragraph' ? readOpeningDateline(blocks[first].text) : null
  // A page's own date says less than the same date with a place.
  const saysMore =
    dateline?.place === '' && opening?.dateline.place !== '' && opening?.dateline.date === dateline.date
  if (opening && (dateline === null || saysMore)) {
    blocks[first] = { type: 'paragraph', text: opening.rest }
    if (dateline?.text) blocks.unshift({ type: 'note', text: dateline.text })
    dateline = opening.dateline
  }
  return { body: { blocks, dateline }, warnings }
}
