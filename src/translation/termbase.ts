import { sql } from 'kysely'
import type { Db, Trx } from '../db/client.ts'
import { formsOf } from '../language/english-words.ts'
import { type Locale, locales, sourceLocale } from '../language/model.ts'
import { isRunningText } from '../quality/checks/first-mention.ts'
import type { Concept, ConceptKind, Term } from '../quality/model.ts'
import { TermIndex } from '../quality/term-index.ts'
import { viewOf } from '../quality/view.ts'
import type { genders } from './term-fields.ts'

/** A term with all that the termbase keeps of it. */
export interface TermEntry extends Term {
  gender?: (typeof genders)[number]
  note?: string
}

/** A concept as termbase files carry it. */
export interface ConceptEntry {
  kind: ConceptKind
  note?: string
  sources?: string[]
  /** ISO 8601 calendar dates, both inclusive; open where absent. */
  validFrom?: string | null
  validTo?: string | null
  terms: TermEntry[]
  /** The locales whose terms a person vouches for; in the others they are candidates. */
  confirmed: Locale[]
}

/** A concept in the termbase. */
export interface KeptConcept extends ConceptEntry {
  id: string
  /** A change names the version that it changes. */
  version: number
}

/** A concept of the checks as an entry: confirmed in all its locales, or in none. */
export const entryOf = ({ kind, note, terms, status }: Concept): ConceptEntry => ({
  kind,
  ...(note && { note }),
  terms,
  confirmed:
    status === 'confirmed'
      ? locales.filter((locale) => locale !== sourceLocale && terms.some((term) => term.locale === locale))
      : [],
})

/** Writes the terms of concepts that are there, then who vouches for them. */
export const insertTerms = async (
  trx: Trx,
  concepts: { id: string; terms: TermEntry[] }[],
): Promise<void> => {
  const terms = concepts.flatMap(({ id, terms }) =>
    terms.map((term) => ({
      concept_id: id,
      locale: term.locale,
      text: term.text,
      status: term.status,
      mention: term.mention ?? 'any',
      match_case: term.matchCase ?? null,
      part_of_speech: term.partOfSpeech ?? null,
      gender: term.gender ?? null,
      note: term.note ?? '',
    })),
  )
  if (terms.length > 0) await trx.insertInto('term').values(terms).execute()
}

/** The columns of a concept from an entry. */
export const conceptColumns = ({ kind, note, sources, validFrom, validTo }: ConceptEntry) => ({
  kind,
  note: note ?? '',
  sources: sources ?? [],
  valid_from: validFrom ?? null,
  valid_to: validTo ?? null,
})

/**
 * Adds concepts with their terms to the termbase, all or none; what the file says is confirmed stays so.
 * @returns how many were added
 */
export const importConcepts = (db: Db, concepts: ConceptEntry[]): Promise<number> =>
  db.transaction().execute(async (trx) => {
    if (concepts.length === 0) return 0
    await sql`select set_config('bayon.importing', 'yes', true)`.execute(trx)
    const rows = await trx
      .insertInto('concept')
      .values(concepts.map(conceptColumns))
      .returning('id')
      .execute()
    await insertTerms(
      trx,
      concepts.map(({ terms }, at) => ({ id: rows[at]!.id, terms })),
    )
    const confirmations = concepts.flatMap(({ confirmed }, at) =>
      confirmed
        .filter((locale) => locale !== sourceLocale)
        .map((locale) => ({ concept_id: rows[at]!.id, locale })),
    )
    if (confirmations.length > 0) await trx.insertInto('confirmation').values(confirmations).execute()
    return concepts.length
  })

const word = /[\p{L}\p{N}]+/gu

/** What a term in one of the texts may begin with, one or two words; and how all their words begin, one after the other. */
export const wordsOf = (texts: string[]): { leads: string[]; beginnings: string } => {
  const leads = new Set<string>()
  const beginnings: string[] = []
  const known = new Map<string, string[]>()
  for (const text of texts) {
    let before: string[] = []
    for (const [found] of text.matchAll(word)) {
      const written = found.toLowerCase()
      const forms = known.get(written) ?? formsOf(written)
      known.set(written, forms)
      beginnings.push([...written].slice(0, 3).join(''))
      for (const form of forms) {
        leads.add(form)
        for (const first of before) leads.add(`${first} ${form}`)
      }
      before = forms
    }
  }
  return { leads: [...leads], beginnings: beginnings.join(' ') }
}

/**
 * The concepts that may stand in texts of the source locale (null: all of the termbase), with their terms there and in
 * `locale`, as they were valid on a day (ISO 8601). What nobody has confirmed in `locale` is a candidate.
 */
export const conceptsFor = async (
  db: Db | Trx,
  texts: string[] | null,
  locale: Locale,
  on: string,
): Promise<Concept[]> => {
  if (locale === sourceLocale) return []
  const { leads, beginnings } = wordsOf(texts ?? [])
  const mayStand = texts ? sql`lead = any(${leads}) and strpos(${beginnings}, rest) > 0` : sql`true`
  const { rows } = await sql<{
    id: string
    kind: ConceptKind
    note: string
    confirmed: boolean
    terms: TermEntry[]
  }>`
    with found as materialized (
      select distinct concept_id from term
      where locale = ${sourceLocale} and ${mayStand}
    )
    select c.id, c.kind, c.note,
      exists (select from confirmation f where f.concept_id = c.id and f.locale = ${locale}) as confirmed,
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object('locale', t.locale, 'text', t.text, 'status', t.status,
        'mention', t.mention, 'matchCase', t.match_case, 'partOfSpeech', t.part_of_speech)) order by t.mention = 'later', t.id) as terms
    from found
    join concept c on c.id = found.concept_id
    join term t on t.concept_id = c.id and t.locale in (${sourceLocale}, ${locale})
    where ${on}::date between coalesce(c.valid_from, '-infinity') and coalesce(c.valid_to, 'infinity')
    group by c.id
    order by c.id`.execute(db)
  return rows.map(({ confirmed, ...concept }) => ({
    ...concept,
    status: confirmed ? 'confirmed' : 'candidate',
  }))
}

/** The day, in ISO 8601, whose terms and office holders a revision (`r` in the query) names: its dateline's, else that it came in. */
export const termDay = sql<string>`coalesce(r.dateline_date, r.created_at::date)`.as('day')

/** A term of the termbase in a segment's source. */
export interface FoundTerm {
  /** UTF-16 offsets in the source: the first unit, and behind the last. */
  start: number
  end: number
  concept: Pick<Concept, 'id' | 'kind' | 'status' | 'note'>
  /** Whether the running text has mentioned it before. */
  mention: 'first' | 'later'
  /** The forms of the target locale, those for such a mention first. */
  forms: TermEntry[]
}

/** Terms that overlap a longer one are left out: "The Kingdom" beside "Kingdom of Cambodia". */
const longest = <T extends { start: number; end: number }>(found: T[]): T[] => {
  const size = ({ start, end }: T) => end - start
  const kept: T[] = []
  for (const term of found.toSorted((a, b) => size(b) - size(a)))
    if (!kept.some((other) => size(other) > size(term) && other.start < term.end && term.start < other.end))
      kept.push(term)
  return kept.sort((a, b) => a.start - b.start)
}

/** The terms of each source text, the longest at each place, in their order. A text without a type is running text. */
export const findTerms = (
  texts: { source: string; type?: string }[],
  concepts: Concept[],
  locale: Locale,
): FoundTerm[][] => {
  const index = new TermIndex(concepts, sourceLocale, locale)
  const mentioned = new Set<string>()
  return texts.map(({ source, type = 'paragraph' }) => {
    const view = viewOf(source)
    return longest(index.find(view.text)).map(
      ({ start, end, concept: { id, kind, status, note, terms } }): FoundTerm => {
        const [from, to] = view.span(start, end)
        const mention = mentioned.has(id) ? 'later' : 'first'
        if (isRunningText(type)) mentioned.add(id)
        const forms = terms.filter((term) => term.locale === locale)
        const suits = (form: TermEntry) => Number(form.mention === mention)
        return {
          start: from,
          end: to,
          concept: { id, kind, status, ...(note && { note }) },
          mention,
          forms: forms.toSorted((a, b) => suits(b) - suits(a)),
        }
      },
    )
  })
}
