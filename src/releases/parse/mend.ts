import { readDateline } from './dateline.ts'
import { Growing, wordsOf } from './growing.ts'
import { plain } from './inline.ts'
import { isKnownLine } from './known.ts'
import type { Piece, Warning } from './model.ts'
import { endsBlock, endsSentence, isUpper, startsLower } from './shapes.ts'
import { seats } from './vocabulary.ts'

/** Whether a page's end cut one paragraph in two. A small letter at the start is sure; a capital after a page break is a guess. */
const cutBetween = (before: Piece, after: Piece): 'sure' | 'guess' | null => {
  if (before.type === 'heading' || after.type !== 'text' || after.tight || endsBlock(before.text)) return null
  if (before.text.length < 40 || isUpper(before.text) || isKnownLine(before.text)) return null
  if (startsLower(after.text)) return 'sure'
  const bothLong = before.text.length >= 100 && after.text.length >= 40 && endsSentence(after.text)
  return after.newPage && bothLong ? 'guess' : null
}

/** Whether the two pieces are a dateline over two lines, the place above the date. */
const isDateline = (before: Piece, after: Piece): boolean =>
  after.tight === true &&
  seats.has(plain(before.text).toLowerCase()) &&
  readDateline(plain(after.text))?.place === ''

/** Joins the paragraphs that a page's end cut in two. `source`: the whole text. */
export const mendPageBreaks = (pieces: Piece[], source: string, warnings: Warning[]): Piece[] => {
  const growing = new Growing(wordsOf(source), warnings)
  for (const piece of pieces) {
    const before = growing.last
    const cut = before ? cutBetween(before, piece) : null
    if (before && cut === 'guess') {
      const text = `${before.text.slice(-40)} … ${piece.text.slice(0, 40)}`
      warnings.push({ code: 'page-break-joined', params: { text } })
    }
    if (cut || (before && isDateline(before, piece))) growing.add(piece.text)
    else growing.start(piece)
  }
  return growing.finish()
}
