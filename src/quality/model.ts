import type { Locale } from '../language/model.ts'

export const checkIds = [
  'numbers',
  'dates',
  'terms',
  'names',
  'untranslated',
  'empty',
  'markup',
  'punctuation',
  'khmer-unicode',
  'japanese-typography',
  'whitespace',
  'repeated-words',
  'length',
  'consistency',
  'added-text',
] as const
export type CheckId = (typeof checkIds)[number]

/** An error blocks approval, so it has to be right; a warning asks a person to look. */
export type Severity = 'error' | 'warning'

/** UTF-16 offsets: the first unit, and behind the last. */
export type Span = [start: number, end: number]

export interface Fix {
  /** Offsets in the target. */
  start: number
  end: number
  /** What to put there. */
  text: string
}

export interface Finding {
  /** Index into the segments of the input. */
  segment: number
  check: CheckId
  severity: Severity
  /** Key of the message in locales/<locale>/checks.json, for example `checks:numbers-missing`. */
  message: string
  params: Record<string, string | number>
  /** Where in the source. */
  source?: Span
  /** Where in the target. */
  target?: Span
  /** A repair that is certain enough for one click. */
  fix?: Fix
}

export type ConceptKind =
  | 'person'
  | 'title'
  | 'honorific'
  | 'organisation'
  | 'place'
  | 'event'
  | 'phrase'
  | 'acronym'

export interface Term {
  locale: Locale
  text: string
  status: 'preferred' | 'admitted' | 'forbidden'
  /** Whether capitals count; where absent, they do in one capitalised word and in an acronym. */
  matchCase?: boolean
  /** A verb is known in all its tenses, a noun in the plural too; a noun where absent. */
  partOfSpeech?: 'noun' | 'proper noun' | 'verb' | 'adjective' | 'adverb' | 'other'
  /** Where the form stands, `any` where absent: a later mention may be shorter than the first. */
  mention?: 'any' | 'first' | 'later'
}

/** What the termbase knows by several names. A candidate gives warnings at most. */
export interface Concept {
  id: string
  kind: ConceptKind
  terms: Term[]
  status: 'confirmed' | 'candidate'
  note?: string
}

export interface CheckSegment {
  source: string
  target: string
  /** letterhead, unit, kind, title, heading, paragraph, list-item, quote, note or dateline; a paragraph where absent. */
  role?: string
}

export interface CheckInput {
  source: Locale
  target: Locale
  segments: CheckSegment[]
  concepts?: Concept[]
}
