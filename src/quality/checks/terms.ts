import { bothTitles, countryAnaphora, countryShort, titleSynonyms, townShort } from '../../language/usage.ts'
import type { Check, CheckedDocument, CheckedSegment } from '../document.ts'
import type { Finding, Severity } from '../model.ts'
import { sidesOf } from '../sides.ts'
import { hasTerm, keyOf, resemblance, type SourceTerm } from '../term-index.ts'

const severityOf = ({ concept }: SourceTerm, severity: Severity): Severity =>
  concept.status === 'candidate' ? 'warning' : severity

/** Terms follow the termbase: no forbidden form, and the agreed one for names of bodies, posts, places and events. */
export const terms: Check = (segment, document) => {
  if (!segment.isComparable) return []
  const seen = new Set<string>()
  return segment.terms.flatMap((term) => {
    if (seen.has(term.concept.id) || isCalendarWord(term.text)) return []
    seen.add(term.concept.id)
    if (term.concept.kind === 'person' || term.concept.kind === 'honorific') return []
    const forbidden = findForbidden(term, segment, document)
    if (forbidden.length > 0) return forbidden
    return isCovered(term, segment.terms) ? [] : findMissing(term, segment, document)
  })
}

/** Whether a longer term that has to stand in the target holds this one. */
const isCovered = (term: SourceTerm, all: SourceTerm[]) =>
  all.some(
    (other) =>
      other.start <= term.start &&
      other.end >= term.end &&
      other.end - other.start > term.end - term.start &&
      (other.concept.kind === 'person' || requirement(other) === 'exact'),
  )

const isCalendarWord = (text: string) =>
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)$/.test(
    text,
  )

/** A use of a forbidden form, unless it is part of a longer form that is allowed. */
export const findForbidden = (
  term: SourceTerm,
  segment: CheckedSegment,
  document: CheckedDocument,
): Finding[] => {
  const { targetView, targetKey, index, sourceView } = segment
  return term.target.forbidden.flatMap(({ text }) => {
    const key = keyOf(text)
    if (!targetKey.includes(key)) return []
    const isPartOfAllowed = term.target.accepted.some(
      ([form]) => form?.includes(key) && targetKey.includes(form),
    )
    if (isPartOfAllowed) return []
    const at = targetView.text.indexOf(text)
    const span = at === -1 ? undefined : targetView.span(at, at + text.length)
    return [
      {
        segment: index,
        check: term.concept.kind === 'person' ? ('names' as const) : ('terms' as const),
        severity: severityOf(term, 'error'),
        message: 'checks:terms-forbidden',
        params: {
          ...sidesOf(document),
          source: term.text,
          target: text,
          wanted: term.target.preferred ?? '',
        },
        source: sourceView.span(term.start, term.end),
        ...(span && { target: span }),
        ...(span &&
          term.target.preferred && { fix: { start: span[0], end: span[1], text: term.target.preferred } }),
      },
    ]
  })
}

const findMissing = (term: SourceTerm, segment: CheckedSegment, document: CheckedDocument): Finding[] => {
  const { concept, target, text } = term
  if (!target.preferred || hasTerm(segment.targetKey, target)) return []
  const kind = isCoordinated(term, segment) ? 'loose' : requirement(term)
  if (kind === 'none' || isInCode(term, segment)) return []
  if (concept.kind === 'title' && hasSynonym(term, segment, document)) return []
  if (concept.kind === 'place' && isPlaceImplied(term, segment, document)) return []
  const likeness = resemblance(segment.targetKey, target)
  if (likeness >= 0.5 && isDivided(term, segment)) return []
  if (likeness === 0 && isUnderstood(term, segment, document)) return []
  if (kind === 'loose' && likeness > 0) return []
  const isAbsent = likeness < 0.34
  return [
    {
      segment: segment.index,
      check: 'terms',
      severity: severityOf(term, isAbsent && kind === 'exact' ? 'error' : 'warning'),
      message: isAbsent ? 'checks:terms-missing' : 'checks:terms-differs',
      params: { ...sidesOf(document), source: text, wanted: target.preferred },
      source: segment.sourceView.span(term.start, term.end),
    },
  ]
}

/**
 * How firmly a term asks for its form. Names and capitalised phrases want the very form; other phrases of several words
 * want something like it; single common words and phrases built on a verb or preposition are the translator's.
 */
const requirement = ({ concept, text: written }: SourceTerm): 'exact' | 'loose' | 'none' => {
  const text = named.has(concept.kind) ? written.replace(/^the (?!two)(?:first )?/, '') : written
  if (concept.kind === 'acronym') return 'exact'
  if (/^[A-Z]/.test(text) && !/^Both\b/.test(text))
    return concept.kind === 'phrase' && !/\s/.test(text) ? 'none' : 'exact'
  if (!/\s/.test(text)) return 'none'
  return /^(?:\w+ed|the|both|on|in|at|of|a|an|to|elevate)\b/i.test(text) ? 'none' : 'loose'
}

/** A country or a body of the sentence before need not be named again: 議長国 will do after ASEAN議長国. */
const isUnderstood = (
  { concept, text, target }: SourceTerm,
  { index }: CheckedSegment,
  document: CheckedDocument,
) =>
  (concept.kind === 'acronym' || countryShort[document.target][text] !== undefined) &&
  index > 0 &&
  hasTerm(document.segments[index - 1]!.targetKey, target)

/** The People and Government of Japan: what belongs to two names stands by neither in another language. */
const isCoordinated = ({ text, start }: SourceTerm, { sourceView }: CheckedSegment) =>
  / of /.test(text) &&
  /[A-Z]\w+ (?:and|or) (?:the )?$/.test(sourceView.text.slice(Math.max(0, start - 24), start))

/** ASEAN Centrality and unity: what follows may stand inside the term's own form, which then has most of its letters only. */
const isDivided = ({ concept, text, end }: SourceTerm, { sourceView }: CheckedSegment) =>
  concept.kind !== 'place' && / /.test(text) && /^ (?:and|or) [a-z]/.test(sourceView.text.slice(end, end + 6))

const named = new Set(['organisation', 'event', 'title'])

const hasSynonym = ({ text }: SourceTerm, { targetKey }: CheckedSegment, { target }: CheckedDocument) =>
  bothTitles[target].test(targetKey) ||
  titleSynonyms[target].some(
    ({ english, forms }) => english.test(text) && forms.some((form) => targetKey.includes(form)),
  )

/** No. 123/24 MFAIC-AP, MFAIC/AP: the acronym is part of a number or code, which stands in the target as it is. */
const isInCode = ({ start, end }: SourceTerm, { sourceView: { text }, targetView }: CheckedSegment) => {
  const head = /[\w/-]*$/.exec(text.slice(Math.max(0, start - 20), start))![0]
  const tail = /^[\w/-]*/.exec(text.slice(end, end + 20))![0]
  return (
    /^\/|^-[A-Z]+\b/.test(tail) ||
    (head + tail !== '' && targetView.text.includes(head + text.slice(start, end) + tail))
  )
}

/** A country may be said by 両国 or ប្រទេសទាំងពីរ; a town or a sea may not. */
const isPlaceImplied = (term: SourceTerm, segment: CheckedSegment, document: CheckedDocument) => {
  const { text } = term
  const { targetView } = segment
  if (isPartOfName(term, segment) || townShort[document.target][text]?.test(targetView.text)) return true
  const short = countryShort[document.target][text]
  return (
    short !== undefined &&
    (short.test(targetView.text) || countryAnaphora[document.target].test(targetView.text))
  )
}

/** Japan International Cooperation Agency, Mekong–Japan, Sumi (Cambodia) Co.: the place is part of a longer name that has a form of its own. */
const isPartOfName = ({ start, end }: SourceTerm, { sourceView: { text } }: CheckedSegment) =>
  /^ (?!Prime|Foreign|Deputy)[A-Z][a-z]|^[-–]/.test(text.slice(end, end + 12)) ||
  /[-–]$/.test(text.slice(0, start)) ||
  (/[A-Z][\w.&’'-]*,? \($/.test(text.slice(Math.max(0, start - 30), start)) &&
    /^\),? [A-Z]/.test(text.slice(end, end + 5)))
