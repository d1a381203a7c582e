import type { ReleaseDocument } from '../model.ts'

/** What the parser could not place, left out or had to guess. The words stand in locales/<locale>/parse.json under the code. */
export const warningCodes = [
  'title-missing',
  'kind-assumed',
  'unplaced',
  'page-mark-left-out',
  'end-mark-left-out',
  'dateline-repeated',
  'mail-header-left-out',
  'surroundings-left-out',
  'hyphen-joined',
  'page-break-joined',
  'table-flattened',
  'picture-left-out',
] as const
export type WarningCode = (typeof warningCodes)[number]

export interface Warning {
  code: WarningCode
  /** `text`: the words concerned, as written. */
  params: { text: string }
}

export interface ParsedRelease {
  document: ReleaseDocument
  warnings: Warning[]
  /** The whole text as read: UTF-8, NFC, line feeds, no invisible characters. */
  source: string
}

/** One paragraph-sized run of text on its way from a file to a block of the document. */
export interface Piece {
  type: 'text' | 'heading' | 'list-item' | 'quote' | 'note'
  /** Inline Markdown on one line. */
  text: string
  level?: number
  number?: number
  marker?: string
  /** Follows the piece before it without a blank line. */
  tight?: boolean
  /** Stands at the top of a new page. */
  newPage?: boolean
}

/** What a reader of one file format hands on. */
export interface Pieces {
  pieces: Piece[]
  warnings: Warning[]
  source: string
}
