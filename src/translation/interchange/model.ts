import type { Locale } from '../../language/model.ts'
import type { FoundTerm } from '../termbase.ts'

/** A translation on its way to somebody who works elsewhere. */
export interface TranslationFile {
  slug: string
  title: string
  revision: number
  source: Locale
  target: Locale
  units: FileUnit[]
}

export type UnitState = 'initial' | 'translated' | 'final'

export interface FileUnit {
  /** See `unitId`. */
  id: string
  /** What the segment is part of: title, paragraph, list-item … */
  block: string
  source: string
  /** Empty while nobody has translated it. */
  target: string
  state: UnitState
  /** What the memory or an engine proposed. */
  matches: { origin: string; score: number; source: string; target: string }[]
  terms: FoundTerm[]
  notes: UnitNote[]
}

export interface UnitNote {
  category: 'comment' | 'finding' | 'term'
  text: string
}

/** What comes back of a unit. */
export interface ReturnedUnit {
  id: string
  /** Line or row in the file, from 1. */
  line: number
  source: string
  /** Null or empty where it is not translated. */
  target: string | null
  /** What was written beside it, our own comments that went out with it included. */
  notes: string[]
  /** Names of inline codes that nobody here knows. */
  unknownCodes: string[]
}

export interface ReturnedFile {
  /** What it was exported from, "slug/revision"; null where the format does not say. */
  original: string | null
  /** The language of the targets, as the file says it; null where it does not say. */
  target: string | null
  units: ReturnedUnit[]
}

/** The name of a unit in every format: the segment and the version of its target. Other tools leave a unit's name alone. */
export const unitId = (segmentId: string, version: number): string => `${segmentId}.${version}`

const unitPattern = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([1-9]\d{0,8})$/

/** The segment and version that a unit's name says, or null. */
export const parseUnitId = (id: string): { segmentId: string; version: number } | null => {
  const [, segmentId, version] = id.match(unitPattern) ?? []
  return segmentId ? { segmentId, version: Number(version) } : null
}

/** Why an entry of a file is left out; its words stand in locales/<locale>/interchange.json. */
export type ProblemCode =
  | 'xml'
  | 'no-source'
  | 'no-target'
  | 'same-language'
  | 'too-long'
  | 'unprintable'
  | 'columns'
  | 'no-english'
  | 'kind'
  | 'dates'
  | 'twice'
  | 'term-status'

export interface Problem {
  /** From 1. */
  line: number
  code: ProblemCode
  params?: Record<string, string | number>
}

/** One entry of a file, or why there is none. */
export type Entry<T> = { line: number; value: T } | { problem: Problem }
