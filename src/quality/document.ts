import type { FoundDate } from '../language/dates.ts'
import { foldWidth } from '../language/digits.ts'
import type { Locale } from '../language/model.ts'
import type { FoundNumber } from '../language/numbers.ts'
import type { FoundTime } from '../language/times.ts'
import { compareDates } from './compare-dates.ts'
import { compareNumbers } from './compare-numbers.ts'
import { compareTimes } from './compare-times.ts'
import { type Facts, factsOf, type SaidParts, saidParts } from './facts.ts'
import type { Mismatch } from './mismatch.ts'
import type { CheckInput, CheckSegment, Finding } from './model.ts'
import { keyOf, type SourceTerm, TermIndex } from './term-index.ts'
import { type View, viewOf } from './view.ts'

export interface Mismatches {
  dates: Mismatch<FoundDate>[]
  numbers: Mismatch<FoundNumber | FoundTime>[]
}

/** One pair with what several checks want to know of it. */
export interface CheckedSegment extends CheckSegment {
  index: number
  role: string
  sourceView: View
  targetView: View
  /** The target as terms are compared. */
  targetKey: string
  /** Whether the target holds text in its own language, so that its content can be compared. */
  isComparable: boolean
  /** What both sides do not say alike. */
  facts: Mismatches
  /** The termbase's terms in the source. */
  terms: SourceTerm[]
}

export interface CheckedDocument {
  source: Locale
  target: Locale
  segments: CheckedSegment[]
}

/** A check is pure: the same segment of the same document gives the same findings, whatever other checks run. */
export type Check = (segment: CheckedSegment, document: CheckedDocument) => Finding[]

const ownScript: Record<Locale, (text: string) => boolean> = {
  en: (text) => /[A-Za-z]/.test(text),
  km: (text) => /[\u1780-\u17b3]/.test(text),
  ja: (text) => /[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]/.test(text),
}

const isOwn = (text: string, locale: Locale): boolean => ownScript[locale](text) || !/\p{L}/u.test(text)

const compare = (source: Facts, target: Facts, everywhere: SaidParts): Mismatches => ({
  dates: compareDates(source, target, everywhere),
  numbers: [...compareNumbers(source, target), ...compareTimes(source, target)],
})

/** Reads the input once for all checks. */
export const readDocument = ({ source, target, segments, concepts = [] }: CheckInput): CheckedDocument => {
  const terms = new TermIndex(concepts, source, target)
  const views = segments.map((segment) => ({
    source: viewOf(segment.source),
    target: viewOf(segment.target),
  }))
  const sourceFacts = views.map((view): Facts => factsOf(foldWidth(view.source.text), source))
  const everywhere = saidParts(sourceFacts.flatMap((facts) => facts.dates.map(({ date }) => date)))
  return {
    source,
    target,
    segments: segments.map((segment, index) => {
      const { source: sourceView, target: targetView } = views[index]!
      const isComparable = targetView.text.trim() !== '' && isOwn(targetView.text, target)
      const facts = isComparable
        ? compare(sourceFacts[index]!, factsOf(foldWidth(targetView.text), target), everywhere)
        : { dates: [], numbers: [] }
      return {
        ...segment,
        index,
        role: segment.role ?? 'paragraph',
        sourceView,
        targetView,
        targetKey: keyOf(targetView.text),
        isComparable,
        facts,
        terms: terms.find(sourceView.text),
      }
    }),
  }
}
