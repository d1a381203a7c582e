import { conceptsFromJson, type TermRow } from '../../quality/concepts.ts'
import { type ConceptEntry, entryOf } from '../termbase.ts'

/** The entries of a termbase in JSON such as samples/termbase.json, with where each comes from. */
export const entriesFromJson = (rows: readonly (TermRow & { sources?: string[] })[]): ConceptEntry[] =>
  conceptsFromJson(rows).map((concept, at) => ({ ...entryOf(concept), sources: rows[at]!.sources ?? [] }))
