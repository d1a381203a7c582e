import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from '../db/client.ts'
import { Refusal } from '../errors.ts'

/**
 * Releases, newest first, each by the title of its newest revision and with the state of its translations; `before`
 * is the id of the last one seen.
 */
export const listReleases = (db: Db, { limit, before }: { limit: number; before?: string }) =>
  db
    .selectFrom('release')
    .innerJoin('revision as r', 'r.release_id', 'release.id')
    .where('r.number', '=', (eb) =>
      eb
        .selectFrom('revision as newest')
        .whereRef('newest.release_id', '=', 'release.id')
        .select(({ fn }) => fn.max('newest.number').as('number')),
    )
    .select((eb) => [
      'release.id',
      'release.slug',
      'release.status',
      'r.title',
      'release.created_at',
      'release.embargo_at',
      jsonArrayFrom(
        eb
          .selectFrom('translation as t')
          .select(['t.locale', 't.status'])
          .whereRef('t.revision_id', '=', 'r.id')
          .orderBy('t.id'),
      ).as('translations'),
    ])
    .$if(before !== undefined, (query) => query.where('release.id', '<', before!))
    // uuidv7: the order of the ids is the order of time.
    .orderBy('release.id', 'desc')
    .limit(limit)
    .execute()

/** A release with the state of each translation and edition of its newest revision. @throws Refusal 'release-unknown' */
export const getRelease = async (db: Db, slug: string) => {
  const release = await db
    .selectFrom('release')
    .innerJoin('revision as r', 'r.release_id', 'release.id')
    .select([
      'release.id',
      'release.slug',
      'release.status',
      'release.locales',
      'release.embargo_at',
      'release.due_at',
      'release.created_at',
      'release.unofficial',
      'r.id as revision_id',
      'r.number as revision',
      'r.kind',
      'r.reference',
      'r.title',
      'r.dateline_date',
    ])
    .where('release.slug', '=', slug)
    .orderBy('r.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!release) throw new Refusal('release-unknown', { slug })
  const { revision_id, ...rest } = release
  const translations = await db
    .selectFrom('translation')
    .select(['locale', 'status', 'status_since'])
    .where('revision_id', '=', revision_id)
    .orderBy('id')
    .execute()
  const editions = await db
    .selectFrom('edition')
    .select(['name', 'status', 'status_since'])
    .where('revision_id', '=', revision_id)
    .orderBy('id')
    .execute()
  return { ...rest, translations, editions }
}

/**
 * The revisions of a release, newest first: who made each when, and how many segments it changed in the one before.
 * @throws Refusal 'release-unknown'
 */
export const listRevisions = async (db: Db, slug: string) => {
  const { rows } = await sql<{
    number: number
    title: string
    created_by: string
    created_at: Date
    changes: { unchanged: number; changed: number; new: number; removed: number } | null
  }>`
    select r.number, r.title, p.name as created_by, r.created_at,
           case when r.number > 1 then jsonb_build_object(
             'unchanged', c.unchanged, 'changed', c.changed, 'new', c.new,
             'removed', lag(c.segments) over (order by r.number) - c.unchanged - c.changed) end as changes
    from release join revision r on r.release_id = release.id
    join person p on p.id = r.created_by
    cross join lateral (
      select count(*) as segments, count(*) filter (where b.text = s.text) as unchanged,
             count(*) filter (where b.text <> s.text) as changed, count(*) filter (where b.id is null) as new
      from segment s left join segment b on b.id = s.previous_id where s.revision_id = r.id) c
    where release.slug = ${slug}
    order by r.number desc`.execute(db)
  if (rows.length === 0) throw new Refusal('release-unknown', { slug })
  return rows
}
