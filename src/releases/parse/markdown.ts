import type { Piece, Pieces, Warning } from './model.ts'
import { normalise } from './normalise.ts'
import { readText } from './text.ts'

/** Markdown's other ways to write what a release's text has one way for. */
const inline = (text: string): string =>
  text
    .replace(/!\[([^[\]]*)\]\(([^()\s]*)\)/g, '[$1]($2)')
    .replace(/(?<![\p{L}\p{N}_])__(?=\S)([^_]*\S)__(?![\p{L}\p{N}_])/gu, '**$1**')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]*\S)_(?![\p{L}\p{N}_])/gu, '*$1*')
    .replace(/\[\^(\w{1,20})\](?!:)/g, '[$1]')
    .replace(/<((?:https?:|mailto:)[^<>\s]+)>/g, '$1')
    .replace(/\\([!-)+-/:-@[\]^`{-~])/g, '$1')

const frontMatter = /^\s*---[ \t]*\n([\s\S]{0,5000}?)\n---[ \t]*(?:\n|$)/
const titleField = /^title ?: ?["']?(.+?)["']?$/m

/** The text under a site generator's fields, headed by their title where it has no heading of its own; the other fields are left out. */
const withoutFields = (text: string, warnings: Warning[]): string => {
  const fields = text.replaceAll('\r\n', '\n').match(frontMatter)
  if (!fields) return text
  const body = text.replaceAll('\r\n', '\n').slice(fields[0].length)
  const title = /^# /m.test(body) ? undefined : fields[1]!.match(titleField)
  for (const line of fields[1]!.split('\n'))
    if (line !== title?.[0])
      warnings.push({ code: 'surroundings-left-out', params: { text: normalise(line) } })
  return title ? `# ${title[1]}\n\n${body}` : body
}

const tableRow = /^\|(.*?)\|?$/

/** A table's row without its outer bars, as the other formats keep it. */
const withoutBars = (piece: Piece, warnings: Warning[]): Piece => {
  const row = piece.type === 'text' && piece.text.match(tableRow)?.[1]
  if (!row) return piece
  const text = row.trim()
  warnings.push({ code: 'table-flattened', params: { text } })
  return { ...piece, text }
}

/** A note under the text: [^1]: After the United States. */
const asNote = (piece: Piece): Piece => {
  const label = piece.type === 'text' && piece.text.match(/^\[\^(\w{1,20})\]: /)
  return label
    ? { ...piece, type: 'note', text: `[${label[1]}] ${piece.text.slice(label[0].length)}` }
    : piece
}

/** Reads Markdown: headings, lists, quotations, tables' rows, emphasis and links; the rest stays as it is written. */
export const readMarkdown = (text: string): Pieces => {
  // A heading or rule needs no blank line after it; `<br>` and a backslash at a line's end break the line.
  const left: Warning[] = []
  const read = readText(withoutFields(text, left).replace(/<br ?\/?>/gi, '\n'), { softBreaks: true })
  const warnings = [...left, ...read.warnings]
  return {
    ...read,
    warnings,
    pieces: read.pieces.map((piece) => withoutBars(asNote({ ...piece, text: inline(piece.text) }), warnings)),
  }
}
