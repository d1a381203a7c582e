import { textOf } from './markers.ts'
import type { Piece, Pieces, Warning } from './model.ts'
import { pageNumberLine } from './pages.ts'

/** A page's number where the word processor has still to put it: "Page of". */
const emptyNumber = /^[-–—| ]*(?:page)?(?: ?(?:of|\/|\|))?[-–—| ]*$/i

/** Adds what page headers and footers say to the text, above and below it, once each; page numbers are left out. */
export const withMargins = (main: Pieces, headers: Piece[], footers: Piece[]): Pieces => {
  const written = new Set(main.pieces.map(({ text }) => text))
  const warnings: Warning[] = [...main.warnings]
  const once = (pieces: Piece[]) =>
    pieces.filter(({ text }) => {
      if (written.has(text)) return false
      written.add(text)
      if (!pageNumberLine.test(text) && !emptyNumber.test(text)) return true
      warnings.push({ code: 'page-mark-left-out', params: { text } })
      return false
    })
  const above = once(headers)
  const below = once(footers).map((piece): Piece => ({ ...piece, type: 'note' }))
  const pieces = [...above, ...main.pieces, ...below]
  return { pieces, warnings, source: textOf(pieces) }
}
