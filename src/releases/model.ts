/** What `parse` prints and `render` takes per locale: one release, structured. */
export interface ReleaseDocument {
  kind: ReleaseKind
  /** One entry a line of meaning: kingdom, motto, ministry. Lines that the page only wrapped are joined. */
  letterhead: string[]
  unit: string | null
  reference: string | null
  title: string
  subtitle?: string
  blocks: BodyBlock[]
  dateline: Dateline | null
}

export const releaseKinds = [
  'press-release',
  'joint-statement',
  'media-note',
  'statement',
  'remarks',
  'correction',
] as const
export type ReleaseKind = (typeof releaseKinds)[number]

export const bodyBlockTypes = ['heading', 'paragraph', 'list-item', 'quote', 'note'] as const
export type BodyBlockType = (typeof bodyBlockTypes)[number]

export interface BodyBlock {
  type: BodyBlockType
  /** Inline Markdown: `**bold**`, `*italic*` and links, nothing else. */
  text: string
  /** List items: nesting depth from 0, and the number of a numbered item. */
  level?: number
  number?: number
}

export interface Dateline {
  place: string
  /** ISO 8601 calendar date. */
  date: string
  /** The line as written; where absent, it is formatted from place and date. */
  text?: string
}
