import type { BodyBlock, Dateline, ReleaseKind } from '../model.ts'
import { readDateline } from './dateline.ts'
import { isAllBold, plain } from './inline.ts'
import { isLetterhead, isOwnName, isReference, isUnit, readKind } from './known.ts'
import type { Piece, Warning } from './model.ts'
import { endsSentence, isProse, isUpper } from './shapes.ts'
import { kindOpenings, mailDivider, mailHeader, releaseInstruction } from './vocabulary.ts'

/** What stands above the body. */
export interface Head {
  kind: ReleaseKind | null
  kindText?: string
  letterhead: string[]
  unit: string | null
  reference: string | null
  title: string
  subtitle?: string
  dateline: Dateline | null
  /** Lines of the head that have no other place. */
  notes: BodyBlock[]
}

/** The most pieces that a head may have: what is above it in a text without prose is no head either. */
const longestHead = 25

/** "PRESS RELEASE: Cambodia and Japan …": the kind and the title in one line. */
const kindAndTitle = (text: string): { kind: ReleaseKind; name: string; title: string } | null => {
  const match = text.match(/^(.{4,30}?) ?[:–—] ?(?=\S)/)
  const kind = match && readKind(match[1]!)
  return kind ? { kind, name: match[1]!, title: text.slice(match[0].length) } : null
}

const isHeadPiece = (piece: Piece): boolean =>
  (piece.type === 'text' || piece.type === 'heading') && (!isProse(piece.text) || piece.type === 'heading')

/** "Excellencies," and "Ladies and gentlemen:" open a speech, they are no title. */
const isSalutation = (text: string): boolean => /[,:]$/.test(text)

/** How many pieces belong to the head at most: up to the first that is prose, a list or a quote. */
const reach = (pieces: Piece[]): number => {
  const end = pieces.slice(0, longestHead).findIndex((piece) => !isHeadPiece(piece))
  return end === -1 ? Math.min(pieces.length, longestHead) : end
}

/** Takes a forwarded e-mail's own head off the top. */
const withoutMailHead = (pieces: Piece[], warnings: Warning[]): Piece[] => {
  const end = pieces.findIndex(({ text }) => !mailHeader.test(plain(text)) && !mailDivider.test(text))
  if (end < 2) return pieces
  for (const { text } of pieces.slice(0, end))
    warnings.push({ code: 'mail-header-left-out', params: { text } })
  return pieces.slice(end)
}

/**
 * Reads letterhead, unit, reference, kind, title, sub-title and a dateline above the title. Every piece goes to exactly one of them or
 * stays in `rest`; the first that has no place ends the head.
 */
export const readHead = (all: Piece[]): { head: Head; rest: Piece[]; warnings: Warning[] } => {
  const warnings: Warning[] = []
  const pieces = withoutMailHead(all, warnings)
  const head: Head = {
    kind: null,
    letterhead: [],
    unit: null,
    reference: null,
    title: '',
    dateline: null,
    notes: [],
  }
  const end = reach(pieces)
  const kindAt = pieces.slice(0, end).findIndex(({ text }) => readKind(text) !== null)
  let at = 0
  let closed = false

  const setKind = (kind: ReleaseKind, written: string) => {
    head.kind = kind
    if (!isOwnName(written, kind)) head.kindText = plain(written)
  }
  const setTitle = (text: string) => {
    head.title = plain(text)
    // A title over several lines: they follow at once, and none is a sentence.
    for (let next = pieces[at + 1]; next && at + 1 < end && next.tight; next = pieces[at + 1]) {
      if (isFixed(next.text) || endsSentence(head.title) || isSalutation(next.text)) break
      head.title = `${head.title} ${plain(next.text)}`
      at++
    }
    closed = true
  }

  for (; at < end; at++) {
    const { text } = pieces[at]!
    const words = plain(text)
    const dateline = head.dateline === null ? readDateline(words) : null
    const both = head.kind === null && !closed ? kindAndTitle(words) : null
    const beforeKind = at < kindAt && !closed
    const kind = head.kind === null ? readKind(text) : null
    if (kind) setKind(kind, text)
    else if (dateline) head.dateline = dateline
    else if (head.reference === null && isReference(text)) head.reference = words
    else if (releaseInstruction.test(words)) head.notes.push({ type: 'note', text })
    else if (both) {
      setKind(both.kind, both.name)
      setTitle(both.title)
    } else if (!closed && isLetterhead(text)) head.letterhead.push(words)
    else if (!closed && head.unit === null && isUnit(text)) head.unit = words
    else if (beforeKind && isUpper(words)) head.letterhead.push(words)
    else if (beforeKind && head.letterhead.length > 0 && head.unit === null) head.unit = words
    else if (isSalutation(words)) break
    else if (head.title === '') setTitle(text)
    else if (head.subtitle === undefined && isSubtitle(pieces[at]!, pieces[at + 1], head.title))
      head.subtitle = words
    else break
  }
  if (head.kind === null) {
    const opening = kindOpenings.find(([pattern]) => pattern.test(head.title))
    if (opening) head.kind = opening[1]
    else warnings.push({ code: 'kind-assumed', params: { text: head.title } })
  }
  if (head.title === '')
    warnings.push({ code: 'title-missing', params: { text: plain(pieces[at]?.text ?? '').slice(0, 80) } })
  return { head, rest: pieces.slice(at), warnings }
}

/** Whether a line below the title has a place of its own. */
const isFixed = (text: string): boolean =>
  readKind(text) !== null ||
  readDateline(plain(text)) !== null ||
  isReference(text) ||
  releaseInstruction.test(plain(text))

/** The piece right under the title is its sub-title unless it heads the body: by its mark, in bold, or in capitals where the title is not. */
const isSubtitle = ({ type, text }: Piece, next: Piece | undefined, title: string): boolean =>
  type === 'text' && next !== undefined && !isAllBold(text) && (!isUpper(text) || isUpper(title))
