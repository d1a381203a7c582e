/** What `parse` prints and `render` takes per locale: one release, structured. */
export interface ReleaseDocument {
  kind: ReleaseKind
  /** The line that named the kind, where it is written otherwise than the kind's own name ("NEWS RELEASE"). */
  kindText?: string
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
  /** A list item's marker as written where it has letters, "(a)" or "ii."; `number` is its value. */
  marker?: string
}

export interface Dateline {
  /** Empty where the release names a date alone. */
  place: string
  /** ISO 8601 calendar date. */
  date: string
  /** The line as written; where absent, it is formatted from place and date. */
  text?: string
}
