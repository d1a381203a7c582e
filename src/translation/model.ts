import type { Locale } from '../language/model.ts'

/** What an engine is asked to draft: the segments of one translation, in order. */
export interface DraftRequest {
  source: Locale
  target: Locale
  segments: { id: string; text: string }[]
}

/** What an engine proposes for one segment. */
export interface Draft {
  segmentId: string
  /** 100: the same source was translated before; 70 to 99: one like it; null: nothing to propose. */
  score: number | null
  /** The proposal; empty where there is none. */
  text: string
  details: DraftDetails
}

export interface DraftDetails {
  /** The memory's source and target that the proposal comes from. */
  unit?: { id: string; source: string; target: string; importedFrom: string | null }
  /** Values that differ in this segment and were put in place of the memory's. */
  replaced?: { from: string; to: string }[]
}

/** Makes drafts. A segment it has nothing for comes back with score null, never with a guess. */
export interface Engine {
  name: string
  draft(request: DraftRequest): Promise<Draft[]>
}

/** The least score that is worth showing to a person, in per cent. */
export const FUZZY_THRESHOLD = 70
