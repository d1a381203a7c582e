import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import type { ConceptKind } from '../quality/model.ts'
import type { KeptConcept } from './termbase.ts'

/** A concept with all its terms, as JSON of the database's own making. */
const whole = sql<KeptConcept>`jsonb_strip_nulls(jsonb_build_object(
  'id', c.id, 'version', c.version, 'kind', c.kind, 'note', nullif(c.note, ''), 'sources', nullif(to_jsonb(c.sources), '[]'),
  'validFrom', c.valid_from, 'validTo', c.valid_to,
  'confirmed', coalesce((select jsonb_agg(f.locale order by f.locale) from confirmation f where f.concept_id = c.id), '[]'),
  'terms', coalesce((select jsonb_agg(jsonb_build_object(
      'locale', t.locale, 'text', t.text, 'status', t.status, 'mention', nullif(t.mention, 'any'), 'matchCase', t.match_case,
      'partOfSpeech', t.part_of_speech, 'gender', t.gender, 'note', nullif(t.note, '')) order by t.id)
    from term t where t.concept_id = c.id), '[]')))`

export interface TermSearch {
  /** A part of a term in any script; width, case and blanks do not count. Empty: every concept. */
  q: string
  /** Only terms of this locale. */
  locale?: Locale
  kind?: ConceptKind
  /** Only concepts for which nobody vouches: in `locale`, or in any language that they have terms in. */
  unconfirmed?: boolean
  limit: number
  offset: number
}

/** Whether terms stand in a translated locale that nobody vouches for. */
const unconfirmed = (locale: Locale | undefined) => {
  const asked =
    locale && locale !== sourceLocale ? sql`o.locale = ${locale}` : sql`o.locale <> ${sourceLocale}`
  return sql`exists (select from term o where o.concept_id = t.concept_id and ${asked} and not exists (
    select from confirmation f where f.concept_id = o.concept_id and f.locale = o.locale))`
}

/** Concepts with a term that holds what is looked for: the same first, then what begins so, then shorter ones. */
export const searchConcepts = async (db: Db, search: TermSearch): Promise<KeptConcept[]> => {
  const key = sql`term_key(${search.q})`
  // Where nothing is looked for, the alphabet is all the order there is.
  const shortest = (text: RawBuilder<unknown>) => (search.q === '' ? sql`length('')` : sql`length(${text})`)
  const held: RawBuilder<unknown>[] = [
    search.locale ? sql`t.locale = ${search.locale}` : sql`true`,
    search.kind
      ? sql`exists (select from concept k where k.id = t.concept_id and k.kind = ${search.kind})`
      : sql`true`,
    search.unconfirmed ? unconfirmed(search.locale) : sql`true`,
  ]
  const { rows } = await sql<{ concept: KeptConcept }>`
    with wanted as (select ${key} as key, replace(replace(replace(${key}, '\\', '\\\\'), '%', '\\%'), '_', '\\_') as pattern),
    found as (
      select t.concept_id, min(case when term_key(t.text) = w.key then 0 when term_key(t.text) like w.pattern || '%' then 1 else 2 end) as rank,
             coalesce(min(term_key(t.text)) filter (where t.locale = ${sourceLocale}), min(term_key(t.text))) as first
      from term t, wanted w
      where term_key(t.text) like '%' || w.pattern || '%' and ${sql.join(held, sql` and `)}
      group by t.concept_id
      order by rank, ${shortest(sql`min(term_key(t.text))`)}, first, t.concept_id
      limit ${search.limit} offset ${search.offset}
    )
    select ${whole} as concept from found join concept c on c.id = found.concept_id
    order by found.rank, ${shortest(sql`found.first`)}, found.first, c.id`.execute(db)
  return rows.map(({ concept }) => concept)
}

/** One concept. @throws Refusal 'concept-unknown' */
export const getConcept = async (db: Db | Trx, id: string): Promise<KeptConcept> => {
  const { rows } = await sql<{ concept: KeptConcept }>`
    select ${whole} as concept from concept c where c.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('concept-unknown')
  return rows[0].concept
}

/** A concept with who vouches for it in which locale since when. @throws Refusal 'concept-unknown' */
export const getConceptCard = async (db: Db, id: string) => {
  const concept = await getConcept(db, id)
  const confirmations = await db
    .selectFrom('confirmation as f')
    .leftJoin('person as p', 'p.id', 'f.confirmed_by')
    .select(['f.locale', 'p.name as by', 'f.confirmed_at as at'])
    .where('f.concept_id', '=', id)
    .orderBy('f.locale')
    .execute()
  return { ...concept, confirmations }
}

const PAGE = 1000

/** Every concept, a thousand at a time, oldest first. */
export async function* allConcepts(db: Db): AsyncGenerator<KeptConcept> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<{ concept: KeptConcept }>`
      select ${whole} as concept from concept c where c.id > ${after} order by c.id limit ${PAGE}`.execute(db)
    for (const { concept } of rows) yield concept
    if (rows.length < PAGE) return
    after = rows.at(-1)!.concept.id
  }
}
