import { type ReleaseKind, releaseKinds } from '../model.ts'
import { readDateline } from './dateline.ts'
import { plain } from './inline.ts'
import {
  contactDetail,
  kindNames,
  letterheadOpening,
  mailHeader,
  notesLabel,
  referenceLine,
  unitOpening,
} from './vocabulary.ts'

const bare = (line: string) => plain(line).replace(/[\s:.]+$/, '')

/** The kind that a line names when it says nothing else, for example "PRESS RELEASE"; null for any other line. */
export const readKind = (line: string): ReleaseKind | null => {
  // A spaced-out line, "P R E S S  R E L E A S E", says the same.
  const words = bare(line).toLowerCase()
  const packed = /^(?:\S ){4,}\S$/.test(words) ? words.replaceAll(' ', '') : null
  return (
    releaseKinds.find((kind) =>
      kindNames[kind].some((name) => name === words || name.replaceAll(' ', '') === packed),
    ) ?? null
  )
}

/** Whether the line is the kind's own name, which a document's `kind` says in full. */
export const isOwnName = (line: string, kind: ReleaseKind): boolean =>
  bare(line).toLowerCase() === kindNames[kind][0]

export const isLetterhead = (line: string): boolean =>
  line.length <= 120 && letterheadOpening.test(plain(line))
export const isUnit = (line: string): boolean => line.length <= 120 && unitOpening.test(plain(line))
export const isReference = (line: string): boolean => referenceLine.test(plain(line))

/** Whether a line is one of the page's fixed ones, complete in itself: no other line is joined to it by width alone. */
export const isKnownLine = (line: string): boolean =>
  line.length <= 120 &&
  (readKind(line) !== null ||
    isLetterhead(line) ||
    isUnit(line) ||
    isReference(line) ||
    contactDetail.test(plain(line)) ||
    notesLabel.test(plain(line)) ||
    mailHeader.test(line) ||
    readDateline(plain(line)) !== null)
