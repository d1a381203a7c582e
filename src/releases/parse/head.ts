import type { BodyBlock, Dateline, ReleaseKind } from '../model.ts'
import { readDateline } from './dateline.ts'
import { isAllBold, plain } from './inline.ts'
import { isForeign, isLetterhead, isOwnName, isReference, isUnit, readKind } from './known.ts'
import { withoutMailHead } from './mail.ts'
import type { Piece, Warning } from './model.ts'
import { endsSentence, goesOn, isProse, isSentenceCase, isUpper } from './shapes.ts'
import { kindOfPost, kindOfSpeech, kindOpenings, openStart, releaseInstruction } from './vocabulary.ts'

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

/** What a line of the head is by its own words; `other` may be the title. */
type Role = 'kind' | 'dateline' | 'reference' | 'instruction' | 'letterhead' | 'unit' | 'other'

interface HeadLine {
  piece: Piece
  words: string
  role: Role
}

/** "PRESS RELEASE: Cambodia and Japan …", "PRESS RELEASE No. 12/2024", "Press Release | Brussels, 3 March 2024": the kind and what follows it on its line. */
const splitKind = (piece: Piece): Piece[] => {
  const words = plain(piece.text)
  const match = words.match(/^([^:–—|\d]{4,40}?)(?: ?[:–—|] ?| (?=no\b|n[°º]|\d))(?=\S)/i)
  if (!match || readKind(match[1]!) === null) return [piece]
  const rest = words.slice(match[0].length)
  const isNumber = !/[:–—|]/.test(match[0])
  if (isNumber && !isReference(rest) && !readDateline(rest)) return [piece]
  return [
    { ...piece, text: match[1]! },
    { ...piece, text: rest, tight: false },
  ]
}

const isHeadPiece = (piece: Piece): boolean =>
  (piece.type === 'text' || piece.type === 'heading') && (!isProse(piece.text) || piece.type === 'heading')

/** "Excellencies," and "Ladies and gentlemen:" open a speech, they are no title. */
const isSalutation = (text: string): boolean => /[,:]$/.test(text)

/** How many pieces belong to the head at most: up to the first that is prose, a list, a quote or a salutation. */
const reach = (pieces: Piece[]): number => {
  const end = pieces
    .slice(0, longestHead)
    .findIndex((piece) => !isHeadPiece(piece) || (isSalutation(plain(piece.text)) && !readKind(piece.text)))
  return end === -1 ? Math.min(pieces.length, longestHead) : end
}

const roleOf = (text: string, words: string): Role => {
  if (readKind(text)) return 'kind'
  if (readDateline(words)) return 'dateline'
  if (isReference(text)) return 'reference'
  if (releaseInstruction.test(words)) return 'instruction'
  if (isLetterhead(text)) return 'letterhead'
  return isUnit(text) ? 'unit' : 'other'
}

/** Where the title stands: marked as the page's first heading, else first below the kind, else first of all; -1 where nothing can be one. */
const titleAt = (lines: HeadLine[]): number => {
  const can = ({ role, words }: HeadLine) => role === 'other' && !isForeign(words)
  const kindAt = lines.findIndex(({ role }) => role === 'kind')
  const marked = lines.findIndex((line) => can(line) && line.piece.level === 1)
  if (marked !== -1) return marked
  const below = lines.findIndex((line, index) => index > kindAt && can(line))
  if (below !== -1) return below
  // A line right under the letterhead's is one of it.
  const above = lines.findIndex(
    (line, index) => can(line) && !(line.piece.tight && lines[index - 1]?.role === 'letterhead'),
  )
  if (above !== -1 || kindAt === -1) return above
  return lines.findIndex((line, index) => index > kindAt && isOffice(line))
}

const isOffice = ({ role }: HeadLine): boolean => role === 'unit' || role === 'letterhead'

/** The title's further lines: they follow at once, and none is a sentence or something of its own. */
const titleEnd = (lines: HeadLine[], at: number): number => {
  let end = at + 1
  // Who speaks, his post and the occasion stand on lines of their own, in bold as the first.
  const isSpeech =
    (kindOfSpeech.test(lines[at]!.words) || /^by /i.test(lines[at]!.words)) &&
    isAllBold(lines[at]!.piece.text)
  for (; end < lines.length; end++) {
    const { words, role, piece } = lines[end]!
    const before = lines[end - 1]!
    if (isSpeech && isAllBold(piece.text) && (role === 'other' || isOffice(lines[end]!))) continue
    if (!piece.tight && !goesOn(before.words, words)) break
    const isOwn = role !== 'other' && !isOffice(lines[end]!)
    if (isOwn || endsSentence(before.words) || piece.type !== before.piece.type) break
    if (isUpper(before.words) && !isUpper(words) && !goesOn(before.words, words)) break
    // In a title that is set like a sentence, the next one begins with a capital.
    if (isSentenceCase(before.words) && isSentenceCase(words) && before.words.length < words.length * 1.5)
      break
  }
  return end
}

/** The piece right under the title is its sub-title unless it is the text's first sentence, or heads the body: by its mark, in bold, or in capitals where the title is not. */
const isSubtitle = ({ type, text }: Piece, next: Piece | undefined, title: string): boolean =>
  type === 'text' &&
  next !== undefined &&
  !/[.…;][\p{Pe}\p{Pf}"'*]*(?:\[\d{1,3}\])?$/u.test(text) &&
  !isAllBold(text) &&
  (!isUpper(text) || isUpper(title))

/** Whether what looks like a title only names the kind, and what follows is the title: not "On the passing of …", which goes on from it. */
const isAboveTitle = (line: string, next: string): boolean =>
  kindOfPost.test(line) &&
  isUpper(line) &&
  !isUpper(next) &&
  !/^(?:on|at|for|in|to|of|regarding|concerning|following)\b/i.test(next)

/** Reads letterhead, unit, reference, kind, title, sub-title and a dateline above the title. Every piece goes to exactly one of them or stays in `rest`. */
class HeadReader {
  readonly head: Head = {
    kind: null,
    letterhead: [],
    unit: null,
    reference: null,
    title: '',
    dateline: null,
    notes: [],
  }
  readonly warnings: Warning[]
  private readonly hasKind: boolean

  constructor(warnings: Warning[], hasKind: boolean) {
    this.warnings = warnings
    this.hasKind = hasKind
  }

  /** Gives a line the place that its role has, once; says whether there was one. */
  place({ role, words, piece }: HeadLine): boolean {
    const { head } = this
    if (role === 'kind' && head.kind === null) {
      head.kind = readKind(piece.text)!
      if (!isOwnName(piece.text, head.kind)) head.kindText = words
    } else if (role === 'dateline' && head.dateline === null) head.dateline = readDateline(words)
    else if (role === 'reference' && head.reference === null) head.reference = words
    else if (role === 'instruction') head.notes.push({ type: 'note', text: piece.text })
    else return false
    return true
  }

  /** A line that goes on from the one before, "AND INTERNATIONAL COOPERATION", belongs to it: Word has a paragraph for each. */
  private addLetterhead(words: string): void {
    const lines = this.head.letterhead
    const goesOnFrom = /(^| )(and|of|for|&)$/i.test(lines.at(-1) ?? '') || /^(and|of|for|&) /i.test(words)
    if (lines.length > 0 && goesOnFrom) lines.push(`${lines.pop()} ${words}`)
    else lines.push(words)
  }

  /** A line above the title always has a place: what the letterhead or the unit is not is kept as a paragraph. */
  placeAbove(line: HeadLine): void {
    const { head } = this
    const { role, words, piece } = line
    if (this.place(line)) return
    const isBelowLetterhead = this.hasKind && head.letterhead.length > 0 && !piece.tight && !isUpper(words)
    if (role === 'letterhead') this.addLetterhead(words)
    else if (
      head.unit === null &&
      (role === 'unit' || (isBelowLetterhead && role === 'other' && !isForeign(words)))
    )
      head.unit = words
    else if (this.hasKind || isUpper(words) || isForeign(words)) this.addLetterhead(words)
    else {
      head.notes.push({ type: 'paragraph', text: piece.text })
      this.warnings.push({ code: 'unplaced', params: { text: words } })
    }
  }
}

/** Reads the head off the top of a release's pieces; the first line below the title that has no place ends it. */
export const readHead = (all: Piece[]): { head: Head; rest: Piece[]; warnings: Warning[] } => {
  const warnings: Warning[] = []
  const release = withoutMailHead(all, warnings)
  const end = reach(release)
  const lines = release
    .slice(0, end)
    .flatMap(splitKind)
    .map((piece): HeadLine => {
      const words = plain(piece.text)
      return { piece, words, role: roleOf(piece.text, words) }
    })
  const pieces = [...lines.map(({ piece }) => piece), ...release.slice(end)]
  const reader = new HeadReader(
    warnings,
    lines.some(({ role }) => role === 'kind'),
  )
  const { head } = reader
  const start = titleAt(lines)
  let at = 0
  if (start !== -1) {
    for (; at < start; at++) reader.placeAbove(lines[at]!)
    at = titleEnd(lines, start)
    // "REMARKS", and under it "by H.E. …": the title begins with the kind.
    const begins = lines[start - 1]?.role === 'kind' && openStart.test(lines[start]!.words)
    if (begins) delete head.kindText
    head.title = lines
      .slice(begins ? start - 1 : start, at)
      .map(({ words }) => words)
      .join(' ')
  }
  for (; at < lines.length; at++) {
    const line = lines[at]!
    if (reader.place(line)) continue
    if (start === -1) reader.placeAbove(line)
    else if (head.unit === null && line.piece.type === 'text' && isOffice(line)) head.unit = line.words
    else if (head.subtitle === undefined && isSubtitle(line.piece, pieces[at + 1], head.title))
      head.subtitle = line.words
    else break
  }
  if (head.kind === null && head.subtitle !== undefined && isAboveTitle(head.title, head.subtitle)) {
    head.kind = kindOpenings.find(([pattern]) => pattern.test(head.title))?.[1] ?? null
    head.kindText = head.title
    head.title = head.subtitle
    delete head.subtitle
  }
  const beginning = head.title || plain(pieces[0]?.text ?? '').slice(0, 80)
  if (head.kind === null) {
    const opening = kindOpenings.find(([pattern]) => pattern.test(head.title))
    if (opening) head.kind = opening[1]
    else warnings.push({ code: 'kind-assumed', params: { text: beginning } })
  }
  if (head.title === '')
    warnings.push({ code: 'title-missing', params: { text: plain(pieces[at]?.text ?? '').slice(0, 80) } })
  return { head, rest: pieces.slice(at), warnings }
}
