import type { Locale } from '../../../language/model.ts'
import type { ReleaseKind } from '../../../releases/model.ts'
import type { Preview } from '../../api/types.ts'
import { type Part, toParts } from './parts.ts'

/** What came in: a text, or a file; without its bytes where they were too many to keep and the page was loaded again. */
export type Source =
  | { kind: 'text'; text: string }
  | { kind: 'file'; filename: string; size: number; base64: string | null }

/** Something the parser says, beside the line that it speaks of if there is one. */
export interface Told {
  id: string
  at: string | null
  message: string
}

/** The page as it was understood and mended. */
export interface Sheet {
  kind: ReleaseKind
  parts: Part[]
  told: Told[]
}

export interface PeopleOf {
  reviewers: string[]
  translators: string[]
}

/** Everything that somebody has given, until it is submitted. */
export interface Draft {
  sheet: Sheet | null
  /** Whether the sheet is no longer what the server understood. */
  mended: boolean
  /** Whether the source has changed since it was read. */
  unread: boolean
  /** The name that the server suggests, and for which title and day. */
  suggested: { slug: string; title: string; day: string } | null
  earlier: Preview['earlier']
  /** Chosen by hand; null: the suggested one. */
  slug: string | null
  locales: Locale[]
  people: Partial<Record<Locale, PeopleOf>>
  /** The mailing lists that it is meant for, by their slugs. */
  lists: string[]
  /** As a field of a form has them: local, without a zone; empty for none. */
  dueAt: string
  embargoAt: string
  /** The number of the revision that this began from; null for a new release. */
  base: number | null
}

export const emptyDraft: Draft = {
  sheet: null,
  mended: false,
  unread: false,
  suggested: null,
  earlier: [],
  slug: null,
  locales: ['km', 'ja'],
  people: {},
  lists: [],
  dueAt: '',
  embargoAt: '',
  base: null,
}

/** How much of a warning's words are looked for in the page. */
const LOOKED_FOR = 60
const bare = (text: string) => text.replace(/\*+/g, '').slice(0, 4000)

/** What the server understood, as a page to be mended. */
export const sheetOf = ({ document, warnings }: Pick<Preview, 'document' | 'warnings'>): Sheet => {
  const parts = toParts(document)
  const placeOf = (text: string) =>
    text === '' ? null : (parts.find((part) => bare(part.text).includes(text))?.key ?? null)
  return {
    kind: document.kind,
    parts,
    told: warnings.map(({ code, message, params }, n) => ({
      id: `${code} ${n}`,
      at:
        code === 'title-missing'
          ? parts.find(({ role }) => role === 'title')!.key
          : placeOf(bare(params.text).slice(0, LOOKED_FOR)),
      message,
    })),
  }
}
