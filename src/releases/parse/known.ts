import type { ReleaseKind } from '../model.ts'
import { readDateline } from './dateline.ts'
import { plain } from './inline.ts'
import {
  addressLine,
  contactDetail,
  endMark,
  headlineVerb,
  joint,
  kindLines,
  letterheadOpening,
  mailHeader,
  notesLabel,
  referenceLine,
  unitOpening,
} from './vocabulary.ts'

const bare = (line: string) => plain(line).replace(/[\s:.]+$/, '')

/** The kind that a line names when it says nothing else, for example "PRESS RELEASE"; null for any other line. */
export const readKind = (line: string): ReleaseKind | null => {
  if (line.length > 80) return null
  const words = bare(line).toLowerCase()
  const named = (text: string) => kindLines.find(([pattern]) => pattern.test(text))?.[1] ?? null
  return named(words) ?? named(unspaced(words)) ?? inTwoLanguages(words, named)
}

/** "SIARAN PERS / PRESS RELEASE": the name in two languages. */
const inTwoLanguages = <Kind>(words: string, named: (text: string) => Kind | null): Kind | null => {
  const parts = words.split(' / ')
  return parts.length === 2 ? (named(parts[0]!) ?? named(parts[1]!)) : null
}

/** A spaced-out line, "P R E S S  R E L E A S E", with one space between its words; the words of one that is not by themselves. */
const unspaced = (words: string): string =>
  /^(?:\S ){4,}\S$/.test(words)
    ? words.replaceAll(' ', '').replace(/(?<=press|news|media|joint)(?=\S)/g, ' ')
    : ''

/** Whether the line is the kind's own name, which a document's `kind` says in full. */
export const isOwnName = (line: string, kind: ReleaseKind): boolean =>
  bare(line).toLowerCase().replace('-', ' ') === kind.replace('-', ' ')

/** Whether a line can be an office's name: no headline's verb, and no word in small letters but joints. */
const isName = (words: string): boolean =>
  !headlineVerb.test(words) &&
  words.split(' ').every((word) => !/^\p{Ll}/u.test(word) || joint.has(word) || words.length < 20)

/** Whether a line is in another script than the release's: the Khmer lines of a letterhead. */
export const isForeign = (line: string): boolean => !/\p{Script=Latin}/u.test(line) && /\p{L}/u.test(line)

export const isLetterhead = (line: string): boolean => {
  const words = plain(line)
  if (words.length > 120 || !letterheadOpening.test(words) || !isName(words)) return false
  // "Ministry of Foreign Affairs – Press Release" runs along the pages' edge.
  return !words.split(/ [–—|-] /).some((part) => readKind(part) !== null)
}
export const isUnit = (line: string): boolean => {
  const words = plain(line)
  return words.length <= 120 && unitOpening.test(words) && isName(words)
}
export const isReference = (line: string): boolean => {
  const words = plain(line)
  return referenceLine.test(words) && !addressLine.test(words)
}

/** Whether a line is one of the page's fixed ones, complete in itself: no other line is joined to it by width alone. */
export const isKnownLine = (line: string): boolean =>
  line.length <= 120 &&
  (readKind(line) !== null ||
    isLetterhead(line) ||
    isUnit(line) ||
    isReference(line) ||
    contactDetail.test(plain(line)) ||
    notesLabel.test(plain(line)) ||
    endMark.test(line) ||
    mailHeader.test(line) ||
    readDateline(plain(line)) !== null)
