import { sql } from 'kysely'
import type { Db, Trx } from '../db/client.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { wordsOf } from './termbase.ts'
import { type People, tokenize } from './tokens.ts'

export interface PersonTerm {
  id: string
  locale: string
  text: string
  status: string
}

/** People by the terms of their concepts, forbidden ones left out. */
export const peopleFrom = (terms: PersonTerm[], target: Locale): People => {
  const bySource = new Map<string, { keys: string[]; id: string }[]>()
  const byId = new Map<string, string[]>()
  const preferredFirst = terms
    .filter(({ status }) => status !== 'forbidden')
    .sort((a, b) => Number(b.status === 'preferred') - Number(a.status === 'preferred'))
  for (const { id, locale, text } of preferredFirst) {
    if (locale === target) byId.set(id, [...(byId.get(id) ?? []), text])
    if (locale !== sourceLocale) continue
    const keys = tokenize(text, sourceLocale).map(({ key }) => key)
    const [first] = keys
    if (first !== undefined) bySource.set(first, [...(bySource.get(first) ?? []), { keys, id }])
  }
  for (const names of bySource.values()) names.sort((a, b) => b.keys.length - a.keys.length)
  return {
    match(tokens, at) {
      const found = bySource
        .get(tokens[at]!.key)
        ?.find(({ keys }) => keys.every((key, i) => tokens[at + i]?.key === key))
      return found ? { length: found.keys.length, id: found.id } : null
    },
    namesOf: (id) => byId.get(id) ?? [],
  }
}

/** The people of the termbase whom a person has confirmed, as far as they may stand in some texts of the source locale. */
export const loadPeople = async (db: Db | Trx, target: Locale, texts: string[]): Promise<People> =>
  peopleFrom(
    await db
      .selectFrom('term as t')
      .innerJoin('concept as c', 'c.id', 't.concept_id')
      .select(['c.id', 't.locale', 't.text', 't.status'])
      .where('c.kind', '=', 'person')
      .where('c.id', 'in', ({ selectFrom }) =>
        selectFrom('term as e')
          .select('e.concept_id')
          .where('e.locale', '=', sourceLocale)
          .where('e.lead', '=', sql<string>`any(${wordsOf(texts).leads})`),
      )
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('confirmation as f')
            .select('f.locale')
            .whereRef('f.concept_id', '=', 'c.id')
            .where('f.locale', '=', target),
        ),
      )
      .where('t.locale', 'in', [sourceLocale, target])
      .orderBy('t.id')
      .execute(),
    target,
  )
