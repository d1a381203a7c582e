import { isAllBold } from './inline.ts'
import type { Piece } from './model.ts'
import { endsBlock, endsSentence, isHeadline, isProse, isUpper } from './shapes.ts'
import { contactDetail, sectionLabel } from './vocabulary.ts'

/** A piece of the body with its words, the marks of bold and italic aside. */
export interface Told extends Piece {
  words: string
}

const sectionNumber = /^(?:[IVX]{1,5}|[A-H])[.)] \S/

/** Few words of which the first has a capital, and nothing of a sentence, an address or a name with its function. */
const isLabel = (words: string): boolean =>
  words.split(' ').length <= 9 && /^\p{Lu}/u.test(words) && !/[,:|@/]|\d{3}/.test(words)

/** Whether a line stands over prose or a list, set apart by bold, capitals, a number, a heading's mark, its own words, or blank lines around it. */
export const isHeading = (piece: Told, before: Told | undefined, next: Told | undefined): boolean => {
  if (piece.type === 'heading') return true
  const { type, words } = piece
  if (next === undefined || words.length > 120) return false
  if (type === 'text' && sectionLabel.test(words)) return true
  if (!isHeadline(words) || /[:,]$/.test(words) || contactDetail.test(words)) return false
  if (type === 'list-item') return piece.number !== undefined && next.type === 'text' && isProse(next.words)
  if (type !== 'text' || next.type === 'heading') return false
  const setApart = isAllBold(piece.text) || (isUpper(words) && words.length > 3) || sectionNumber.test(words)
  if (setApart) return next.type !== 'text' || isProse(next.words) || next.words.endsWith(':')
  const alone =
    !piece.tight && !next.tight && (!before || endsSentence(before.words) || before.type === 'list-item')
  const overText = next.type === 'text' ? endsBlock(next.words) : next.type === 'list-item'
  return alone && overText && isLabel(words)
}
