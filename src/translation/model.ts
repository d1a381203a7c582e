import type { Locale } from '../language/model.ts'
import type { ConceptKind } from '../quality/model.ts'

/** What an engine is asked to draft: segments of one translation, in order. */
export interface DraftRequest {
  source: Locale
  target: Locale
  /** The kind of the release, such as press-release. */
  kind: string
  segments: RequestSegment[]
  /** The whole release in reading order, for engines that read more than a sentence at a time. */
  context?: ContextSegment[]
  /** What the termbase says of words that are in the release. */
  terms?: RequestTerm[]
}

export interface RequestSegment {
  id: string
  text: string
  /** The nearest of what was translated before. */
  match?: { score: number; source: string; target: string }
}

export interface ContextSegment {
  id: string
  type: string
  text: string
  /** The target where it stands already. */
  target?: string
}

export interface RequestTerm {
  conceptId: string
  /** As the release writes it. */
  source: string
  /** The term to use; where it has a form for later mentions, that of the first. */
  target: string
  later?: string
  /** Other terms that will do. */
  admitted: string[]
  /** Terms that must not be used. */
  forbidden: string[]
  kind: ConceptKind
  /** Whether a person confirmed it; a candidate is a proposal. */
  isConfirmed: boolean
}

/** What an engine proposes for one segment. */
export interface Draft {
  segmentId: string
  /**
   * 101: the same source between the same neighbours was translated before; 100: the same source; 70 to 99: one like it, or one
   * with a penalty; null: it does not come from the memory. From 100 on it fills its segment by itself.
   */
  score: number | null
  /** The proposal; empty where there is none. */
  text: string
  details: DraftDetails
}

export interface DraftDetails {
  /** The memory's source and target that the proposal comes from. */
  unit?: { id: string; source: string; target: string; importedFrom: string | null }
  /** The score before penalties. */
  raw?: number
  penalties?: Penalty[]
  /** Values that differ in this segment and were put in place of the memory's. */
  replaced?: Replacement[]
  /** Bold of this segment that the proposal was given, and that found no place in it. */
  bold?: { placed: number; open: number }
  /** Where the memory's source and this segment differ, as offsets in each. */
  changed?: { unit: Span[]; segment: Span[] }
  /** The model that an engine asked. */
  model?: string
  /** What the memory had to offer where an engine drafted. */
  memory?: Omit<Draft, 'segmentId'>
  /** Why an engine has no draft of this segment. */
  reason?: Reason
}

/** UTF-16 offsets: the first unit, and behind the last. */
export type Span = [start: number, end: number]

export interface Replacement {
  from: string
  to: string
}

/** Points off a match: it stood in another kind of release, or its memory was imported and is not fully trusted. */
export interface Penalty {
  for: 'kind' | 'imported'
  points: number
}

/** Why an engine drafted nothing: its words stand in locales/<locale>/engines.json. */
export interface Reason {
  engine: string
  code: FailureCode
  /** What the service called it, such as RESOURCE_EXHAUSTED; never a text of the release, never a credential. */
  detail?: string
}

/** Why an engine fails. */
export const failureCodes = [
  'unreachable',
  'busy',
  'quota',
  'permission',
  'deadline',
  'refused',
  'declined',
  'malformed',
  'mixed-up',
  'markup-lost',
  'unlikely',
  'untranslated',
  'too-long',
  'failed',
] as const
export type FailureCode = (typeof failureCodes)[number]

/** One question to a service over the network: what it took and what came of it. */
export interface EngineCall {
  engine: string
  model: string
  segments: number
  /** Code points sent for translation, without what accompanies them. */
  characters: number
  milliseconds: number
  outcome: 'answered' | FailureCode
  /** As the answer tells them. */
  inputTokens?: number
  outputTokens?: number
}

/** How whoever asks an engine stays in touch with it. */
export interface Watch {
  /** Aborted when the process is asked to stop. */
  signal: AbortSignal
  report(call: EngineCall): void
  /** Told of what is a fault of ours and no failure of a service. */
  fault(error: unknown): void
}

/**
 * Makes drafts. A segment it has nothing for comes back without text, never with a guess; where it failed there, with
 * the reason. Where it fails as a whole it throws an EngineFailure.
 */
export interface Engine {
  name: string
  draft(request: DraftRequest, watch?: Watch): Promise<Draft[]>
  close?(): Promise<void>
}

/** The least score that is worth showing to a person, in per cent. */
export const FUZZY_THRESHOLD = 70

/** The least score that fills a segment by itself. */
export const EXACT = 100
