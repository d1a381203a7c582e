import { isHeading, type Told } from './headings.ts'
import { isUnit } from './known.ts'
import { isHeadline, isProse } from './shapes.ts'
import { contactDetail, contactOpening, contactWithin, noteOpening, notesLabel } from './vocabulary.ts'

/** Whether a piece names somebody to ask, or says how. */
const isParticulars = ({ words }: Told): boolean => words.length <= 200 && contactWithin.test(words)

/** "Information Department:" above a name with a telephone. */
const isOfficeOver = ({ words }: Told, next: Told | undefined): boolean =>
  words.endsWith(':') && next !== undefined && isUnit(words.slice(0, -1)) && isParticulars(next)

/** Lines that follow at once and name an office with its telephone are a contact, too, without saying so. */
const senders = (pieces: Told[]): Set<Told> => {
  const found = new Set<Told>()
  let run: Told[] = []
  for (const piece of pieces) {
    const isLine = piece.type === 'text' && isHeadline(piece.words)
    if (!piece.tight || !isLine) run = []
    if (!isLine) continue
    run.push(piece)
    if (!contactDetail.test(piece.words)) continue
    for (const line of run) found.add(line)
    run = []
  }
  return found
}

/** Which of the pieces are notes. Those under a label go on to the next heading, those about a contact as long as they tell no more. */
export const notesAmong = (pieces: Told[]): Set<Told> => {
  const found = senders(pieces)
  let under: 'notes' | 'contact' | null = null
  for (const [index, piece] of pieces.entries()) {
    const { words, type } = piece
    const tellsMore = !isParticulars(piece) && (type === 'list-item' || isProse(words))
    if (notesLabel.test(words)) under = 'notes'
    else if (contactOpening.test(words) || isOfficeOver(piece, pieces[index + 1])) under = 'contact'
    else if (isHeading(piece, pieces[index - 1], pieces[index + 1])) under = null
    else if (under === 'contact' && tellsMore) under = null
    if (under !== null || type === 'note' || noteOpening.test(words)) found.add(piece)
  }
  return found
}
