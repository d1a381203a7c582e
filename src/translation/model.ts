import type { Locale } from '../language/model.ts'

/** What an engine is asked to draft: the segments of one translation, in order. */
export interface DraftRequest {
  source: Locale
  target: Locale
  /** The kind of the release, such as press-release. */
  kind: string
  segments: { id: string; text: string }[]
}

/** What an engine proposes for one segment. */
export interface Draft {
  segmentId: string
  /**
   * 101: the same source between the same neighbours was translated before; 100: the same source; 70 to 99: one like it, or one
   * with a penalty; null: nothing to propose. From 100 on it fills its segment by itself.
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

/** Makes drafts. A segment it has nothing for comes back with score null, never with a guess. */
export interface Engine {
  name: string
  draft(request: DraftRequest): Promise<Draft[]>
}

/** The least score that is worth showing to a person, in per cent. */
export const FUZZY_THRESHOLD = 70

/** The least score that fills a segment by itself. */
export const EXACT = 100
