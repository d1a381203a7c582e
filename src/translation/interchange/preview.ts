import { sql } from 'kysely'
import type { Db } from '../../db/client.ts'
import { sourceLocale } from '../../language/model.ts'
import { portionsOf } from '../../portions.ts'
import type { ConceptEntry } from '../termbase.ts'
import { knownAmong, signatureOf, takable } from './import.ts'
import type { Entry, Problem } from './model.ts'

/** What taking a termbase in would do. */
export interface TermbasePreview {
  /** Concepts that would be added. */
  added: number
  /** Concepts that are there already, and stay as they are. */
  known: number
  left: number
  /** The first of those that would be left out. */
  problems: Problem[]
  /** The first of those that would be added. */
  concepts: (ConceptEntry & {
    /** A concept with the same English term, beside which this one would stand. */
    beside: string | null
  })[]
}

const MOST_SHOWN = 50
const BATCH = 500

const englishOf = ({ terms }: ConceptEntry) =>
  terms.filter(({ locale }) => locale === sourceLocale).map(({ text }) => text)

/** The concept that has an English term, by the term. */
const namesakes = async (db: Db, concepts: ConceptEntry[]): Promise<Map<string, string>> => {
  const { rows } = await sql<{ id: string; text: string }>`
    select t.text, min(t.concept_id::text) as id
    from term t join unnest(${concepts.flatMap(englishOf)}::text[]) e(text) on t.text = e.text
    where t.locale = ${sourceLocale} and t.lead = term_lead(e.text) group by t.text`.execute(db)
  return new Map(rows.map(({ id, text }) => [text, id]))
}

/** Says what taking a termbase in would do; changes nothing. */
export const previewTermbase = async (
  db: Db,
  entries: AsyncIterable<Entry<ConceptEntry>>,
): Promise<TermbasePreview> => {
  const preview: TermbasePreview = { added: 0, known: 0, left: 0, problems: [], concepts: [] }
  const look = async (batch: ConceptEntry[]) => {
    const there = await knownAmong(db, batch)
    const added = batch.filter((entry) => !there.has(signatureOf(entry)))
    preview.added += added.length
    preview.known += batch.length - added.length
    const shown = added.slice(0, MOST_SHOWN - preview.concepts.length)
    const same = await namesakes(db, shown)
    for (const concept of shown) {
      const beside = englishOf(concept).find((text) => same.has(text))
      preview.concepts.push({ ...concept, beside: beside === undefined ? null : same.get(beside)! })
    }
  }
  for await (const batch of portionsOf(takable(entries, preview), BATCH)) await look(batch)
  return preview
}
