import type { Pieces } from './model.ts'
import { readText } from './text.ts'

/** Markdown's other ways to write what a release's text has one way for. */
const inline = (text: string): string =>
  text
    .replace(/!\[([^[\]]*)\]\(([^()\s]*)\)/g, '[$1]($2)')
    .replace(/(?<![\p{L}\p{N}_])__(?=\S)([^_]*\S)__(?![\p{L}\p{N}_])/gu, '**$1**')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]*\S)_(?![\p{L}\p{N}_])/gu, '*$1*')
    .replace(/<((?:https?:|mailto:)[^<>\s]+)>/g, '$1')
    .replace(/\\([!-)+-/:-@[\]^`{-~])/g, '$1')

/** Reads Markdown: headings, lists, quotations, emphasis and links; the rest stays as it is written. */
export const readMarkdown = (text: string): Pieces => {
  // A heading or rule needs no blank line after it; `<br>` and a backslash at a line's end break the line.
  const read = readText(text.replace(/<br ?\/?>/gi, '\n'), { softBreaks: true })
  return { ...read, pieces: read.pieces.map((piece) => ({ ...piece, text: inline(piece.text) })) }
}
