import type { Db } from '../db/client.ts'
import type { Locale } from '../language/model.ts'
import { findPhrase } from './concordance.ts'

/** The release that each of some units was approved in, by the unit's id. Imported units have none. */
const releasesOf = async (db: Db, ids: string[]) => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('memory_unit as u')
    .innerJoin('translation as t', 't.id', 'u.translation_id')
    .innerJoin('revision as r', 'r.id', 't.revision_id')
    .innerJoin('release as l', 'l.id', 'r.release_id')
    .select(['u.id', 'l.slug', 'r.title', 'u.created_at as approvedAt'])
    .where('u.id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, ...release }) => [id, release]))
}

/** What `findPhrase` finds, each unit with the release that it was approved in, or null. */
export const findWithOrigins = async (db: Db, locale: Locale, phrase: string, limit: number) => {
  const { units, isComplete } = await findPhrase(db, locale, phrase, limit)
  const releases = await releasesOf(
    db,
    units.map(({ id }) => id),
  )
  return { units: units.map((unit) => ({ ...unit, release: releases.get(unit.id) ?? null })), isComplete }
}
