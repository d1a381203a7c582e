import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '../db/client.ts'
import { FOUND, holds, mayHold } from '../db/search.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { titlesOf } from './titles.ts'

export interface ReleaseFilter {
  limit: number
  /** The id of the last one seen. */
  before?: string
  /** Words of a title in any language, of the reference, or of the release's name. */
  q?: string
  status?: string
}

/** The releases that a phrase may stand in, by the index; null where they are many. */
const findReleases = async (db: Db, phrase: string): Promise<string[] | null> => {
  const found = await db
    .selectFrom('release_words')
    .select('release_id as id')
    .where(mayHold(sql.ref('words'), phrase))
    .limit(FOUND + 1)
    .execute()
  return found.length > FOUND ? null : found.map(({ id }) => id)
}

/** Releases, newest first, each by the title of its newest revision and with the state of its translations. */
export const listReleases = async (db: Db, { limit, before, q, status }: ReleaseFilter) => {
  const found = q === undefined ? null : await findReleases(db, q)
  return (
    db
      .selectFrom('release')
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('revision')
            .select(['revision.id', 'revision.title'])
            .whereRef('revision.release_id', '=', 'release.id')
            .orderBy('revision.number', 'desc')
            .limit(1)
            .as('r'),
        (join) => join.onTrue(),
      )
      .select((eb) => [
        'release.id',
        'release.slug',
        'release.status',
        'r.title',
        titlesOf(sql.ref('r.id')).as('titles'),
        'release.created_at as createdAt',
        'release.embargo_at as embargoAt',
        'release.due_at as dueAt',
        jsonArrayFrom(
          eb
            .selectFrom('translation as t')
            .select([
              't.locale',
              't.status',
              sql<number>`(select count(*) from target g where g.translation_id = t.id)`.as('segments'),
              sql<number>`(select count(*) from target g where g.translation_id = t.id and g.text = '')`.as(
                'open',
              ),
            ])
            .whereRef('t.revision_id', '=', 'r.id')
            .orderBy('t.id'),
        ).as('translations'),
      ])
      .$if(before !== undefined, (query) => query.where('release.id', '<', before!))
      .$if(status !== undefined, (query) => query.where('release.status', '=', status!))
      .$if(found !== null, (query) =>
        query.where('release.id', 'in', sql<string>`(select unnest(${found}::uuid[]))`),
      )
      .$if(q !== undefined, (query) =>
        query
          .innerJoin('release_words as w', 'w.release_id', 'release.id')
          .where(holds(sql.ref('w.words'), q!)),
      )
      // uuidv7: the order of the ids is the order of time.
      .orderBy('release.id', 'desc')
      .limit(limit)
      .execute()
  )
}

/** Who does a translation, and who said that it may go out. */
const withPeople = (db: Db, revisionId: string) =>
  db
    .selectFrom('translation as t')
    .select((eb) => [
      't.locale',
      't.status',
      't.status_since as statusSince',
      sql<number>`(select count(*) from target g where g.translation_id = t.id)`.as('segments'),
      sql<number>`(select count(*) from target g where g.translation_id = t.id and g.text = '')`.as('open'),
      sql<number>`(select count(*) from finding f
                   where f.translation_id = t.id and f.severity = 'error' and f.waived_by is null)`.as(
        'errors',
      ),
      jsonArrayFrom(
        eb
          .selectFrom('assignment as a')
          .innerJoin('person as p', 'p.id', 'a.person_id')
          .select(['p.id', 'p.name', 'a.role'])
          .whereRef('a.translation_id', '=', 't.id')
          .orderBy('a.id'),
      ).as('people'),
      jsonObjectFrom(
        eb
          .selectFrom('approval as a')
          .innerJoin('person as p', 'p.id', 'a.approved_by')
          .select(['p.name as by', 'a.approved_at as at'])
          .whereRef('a.translation_id', '=', 't.id')
          .where('a.voided_at', 'is', null),
      ).as('approval'),
      sql<
        string | null
      >`(select v.reason from review v where t.status = 'returned' and v.translation_id = t.id
                          and v.outcome = 'returned' order by v.closed_at desc limit 1)`.as('returnedFor'),
    ])
    .where('t.revision_id', '=', revisionId)
    .orderBy('t.id')
    .execute()

/**
 * A release with each translation and edition of its newest revision: how far they are, and whose turn it is.
 * @throws Refusal 'release-unknown'
 */
export const getRelease = async (db: Db, slug: string) => {
  const release = await db
    .selectFrom('release')
    .innerJoin('revision as r', 'r.release_id', 'release.id')
    .innerJoin('person as p', 'p.id', 'r.created_by')
    .select([
      'release.id',
      'release.slug',
      'release.status',
      'release.locales',
      'release.embargo_at as embargoAt',
      'release.due_at as dueAt',
      // Of the newest revision: who submitted it, and when.
      'r.created_at as createdAt',
      'p.name as createdBy',
      'release.unofficial',
      sql<boolean>`has_left(release.id)`.as('hasLeft'),
      'r.id as revision_id',
      'r.number as revision',
      'r.kind',
      'r.reference',
      'r.title',
      titlesOf(sql.ref('r.id')).as('titles'),
      'r.dateline_date as datelineDate',
      sql<string[]>`array(select m.slug from release_list rl join mailing_list m on m.id = rl.list_id
                          where rl.release_id = release.id order by m.name)`.as('lists'),
    ])
    .where('release.slug', '=', slug)
    .orderBy('r.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!release) throw new Refusal('release-unknown', { slug })
  const { revision_id, ...rest } = release
  const editions = await db
    .selectFrom('edition')
    .select(['name', 'status', 'status_since as statusSince'])
    .where('revision_id', '=', revision_id)
    .orderBy('id')
    .execute()
  const withdrawal = await db
    .selectFrom('withdrawal as w')
    .innerJoin('person as p', 'p.id', 'w.withdrawn_by')
    .select(['w.reason', 'w.withdrawn_at as at', 'p.name as by', 'p.id as personId'])
    .where('w.release_id', '=', rest.id)
    .executeTakeFirst()
  return {
    ...rest,
    translations: await withPeople(db, revision_id),
    editions,
    /** Why, by locale, where it was withdrawn. */
    withdrawal: withdrawal
      ? { ...withdrawal, reason: withdrawal.reason as Partial<Record<Locale, string>> }
      : null,
  }
}

/**
 * The revisions of a release, newest first: who made each when, and how many segments it changed in the one before.
 * @throws Refusal 'release-unknown'
 */
export const listRevisions = async (db: Db, slug: string) => {
  const { rows } = await sql<{
    number: number
    title: string
    createdBy: string
    createdAt: Date
    changes: { unchanged: number; changed: number; new: number; removed: number } | null
  }>`
    select r.number, r.title, p.name as "createdBy", r.created_at as "createdAt",
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
