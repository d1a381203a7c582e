import { sql } from 'kysely'
import type { Db, Trx } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import { titlesOf } from '../releases/titles.ts'
import { termDay } from '../translation/termbase.ts'
import type { NoticedText } from './notice-mail.ts'
import { isTheirTurn } from './people.ts'

/** The translation of a release's newest revision in a locale. @throws Refusal 'translation-unknown' */
export const findTranslation = async (db: Db | Trx, slug: string, locale: string) => {
  const row = await db
    .selectFrom('translation as t')
    .innerJoin('revision as r', 'r.id', 't.revision_id')
    .innerJoin('release', 'release.id', 'r.release_id')
    .select([
      't.id',
      't.revision_id',
      't.locale',
      't.status',
      'release.slug',
      'release.id as release_id',
      'release.unofficial',
      'release.due_at',
      'release.status as release_status',
      'release.locales',
      'r.title',
      titlesOf(sql.ref('r.id')).as('titles'),
      'r.number as revision',
      termDay,
    ])
    .where('release.slug', '=', slug)
    .where('t.locale', '=', locale)
    .orderBy('r.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new Refusal('translation-unknown', { slug, locale })
  return row
}

/** The number of the revision of a release that a segment belongs to, or null. */
export const findRevisionOf = async (
  db: Db | Trx,
  slug: string,
  segmentId: string,
): Promise<number | null> => {
  const row = await db
    .selectFrom('segment as s')
    .innerJoin('revision as r', 'r.id', 's.revision_id')
    .innerJoin('release', 'release.id', 'r.release_id')
    .select('r.number')
    .where('s.id', '=', segmentId)
    .where('release.slug', '=', slug)
    .executeTakeFirst()
  return row?.number ?? null
}

/**
 * Every segment of a translation in reading order: source, target, the draft and where it came from, and what the
 * segment was in the revision before.
 */
export const listSegments = (db: Db | Trx, translationId: string) =>
  db
    .selectFrom('target as g')
    .innerJoin('segment as s', 's.id', 'g.segment_id')
    .innerJoin('block as b', 'b.id', 's.block_id')
    .leftJoin('draft as d', (join) =>
      join.onRef('d.translation_id', '=', 'g.translation_id').onRef('d.segment_id', '=', 'g.segment_id'),
    )
    .leftJoin('segment as p', 'p.id', 's.previous_id')
    .leftJoin('translation as t', 't.id', 'g.translation_id')
    .leftJoin('translation as was', (join) =>
      join.onRef('was.revision_id', '=', 'p.revision_id').onRef('was.locale', '=', 't.locale'),
    )
    .leftJoin('target as before', (join) =>
      join.onRef('before.translation_id', '=', 'was.id').onRef('before.segment_id', '=', 'p.id'),
    )
    .leftJoin('person as e', 'e.id', 'g.edited_by')
    .leftJoin('approval as a', (join) =>
      join.onRef('a.id', '=', 'g.approved_in').on('a.voided_at', 'is', null),
    )
    .select([
      's.id',
      'b.id as block',
      'b.type',
      's.text as source',
      'g.text as target',
      'g.version',
      'g.edited_by',
      'e.name as editor',
      'd.engine',
      'd.score',
      'd.text as draft',
      'd.details',
      'a.id as approved_in',
      'p.text as previous_source',
      'before.text as previous_target',
    ])
    .where('g.translation_id', '=', translationId)
    .orderBy('s.position')
    .execute()

/** What the checks found in a translation, worst first, in reading order. */
export const listFindings = (db: Db | Trx, translationId: string) =>
  db
    .selectFrom('finding as f')
    .innerJoin('segment as s', 's.id', 'f.segment_id')
    .select([
      'f.id',
      'f.segment_id',
      'f.check_id',
      'f.severity',
      'f.message',
      'f.params',
      'f.place',
      'f.waived_by',
      'f.waived_reason',
    ])
    .where('f.translation_id', '=', translationId)
    .orderBy(sql`f.severity = 'warning'`)
    .orderBy('s.position')
    .orderBy('f.check_id')
    .execute()

/** The last approval of a translation, standing or void, and the texts as they were then where they have changed since. */
export const lastApproval = async (db: Db | Trx, translationId: string) => {
  const approval = await db
    .selectFrom('approval as a')
    .innerJoin('person as p', 'p.id', 'a.approved_by')
    .select(['p.name as by', 'a.approved_at as at', 'a.voided_at as voidedAt'])
    .where('a.translation_id', '=', translationId)
    .orderBy('a.approved_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!approval) return null
  const { rows } = await sql<{ id: string; text: string }>`
    select distinct on (e.entity_id) e.entity_id as id, e.details ->> 'before' as text
    from target g join audit_event e on e.entity = 'target' and e.entity_id = g.segment_id::text
    where g.translation_id = ${translationId} and g.edited_at > ${approval.at} and e.at > ${approval.at}
      and e.details ->> 'translation_id' = ${translationId}
    order by e.entity_id, e.seq`.execute(db)
  return { ...approval, changed: new Map(rows.map(({ id, text }) => [id, text])) }
}

/** Why a translation was last sent back, if its last review ended so. */
export const lastReturn = async (db: Db | Trx, translationId: string) =>
  (await db
    .selectFrom('review as v')
    .innerJoin('person as p', 'p.id', 'v.closed_by')
    .select(['p.name as by', 'v.closed_at as at', 'v.reason'])
    .where('v.translation_id', '=', translationId)
    .where('v.outcome', '=', 'returned')
    .orderBy('v.closed_at', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? null

/** The hash of what a reader of this translation would read now; an approval names it. */
export const contentHash = async (db: Db | Trx, translationId: string): Promise<Buffer> => {
  const { rows } = await sql<{ hash: Buffer }>`select content_sha256(${translationId}) as hash`.execute(db)
  return rows[0]!.hash
}

/** Whether one of the segments belongs to a revision of this release that another has replaced. */
export const areSuperseded = async (trx: Trx, releaseId: string, segmentIds: string[]): Promise<boolean> => {
  const one = await trx
    .selectFrom('segment as s')
    .innerJoin('revision as r', 'r.id', 's.revision_id')
    .innerJoin('translation as t', 't.revision_id', 'r.id')
    .select('s.id')
    .where('s.id', '=', sql<string>`any(${segmentIds}::uuid[])`)
    .where('r.release_id', '=', releaseId)
    .where('t.status', '=', 'superseded')
    .limit(1)
    .executeTakeFirst()
  return one !== undefined
}

/** Every comment of a translation, in the order of the text and then of time. */
export const listComments = (db: Db | Trx, translationId: string) =>
  db
    .selectFrom('comment as c')
    .innerJoin('segment as s', 's.id', 'c.segment_id')
    .selectAll('c')
    .where('c.translation_id', '=', translationId)
    .orderBy('s.position')
    .orderBy('c.id')
    .execute()

/** What people are called, by their ids. */
export const namesOf = async (db: Db | Trx, ids: (string | null)[]): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/**
 * What a person is to be told and was not yet, each with the text that it speaks of as it stands, and whether it still
 * holds: a matter may be settled meanwhile, or somebody else's. What another process has in its hands is left out.
 */
export const listPendingNotices = async (trx: Trx, personId: string) => {
  const { rows } = await sql<NoticedText & { id: string; occasion: string; holds: boolean }>`
    select n.id, n.kind, n.occasion, l.slug, t.locale, r.title, l.due_at as "dueAt", v.reason,
      case when c.id is not null then jsonb_build_object('id', c.id, 'segmentId', c.segment_id, 'body', c.body, 'author',
        (select name from person where id = c.author_id)) end as comment,
      -- Who is named is told, whatever became of the text.
      c.id is not null or v.settled_at is null and case
        when n.kind = 'escalated' then true
        when n.kind = 'unassigned' then not exists (
          select from assignment a where a.translation_id = t.id and a.role = n.occasion)
        else exists (
          select from assignment a
          where a.translation_id = t.id and a.person_id = n.person_id and ${isTheirTurn}
            and a.role = case when n.kind = 'to-review' then 'reviewer'
                              when n.kind in ('to-translate', 'returned') then 'translator' else a.role end)
      end as holds,
      (select count(*) from target g where g.translation_id = t.id) as segments,
      (select count(*) from target g where g.translation_id = t.id and g.text = '') as open,
      (select count(*) from finding f
       where f.translation_id = t.id and f.severity = 'error' and f.waived_by is null) as errors,
      array(select p.name from assignment a join person p on p.id = a.person_id
            where a.translation_id = t.id and ${isTheirTurn} order by a.id) as people
    from notification n
    left join review v on v.id = n.review_id
    left join comment c on c.id = n.comment_id
    join translation t on t.id = coalesce(v.translation_id, c.translation_id)
    join revision r on r.id = t.revision_id
    join release l on l.id = r.release_id
    where n.person_id = ${personId} and n.status = 'pending'
    for update of n skip locked`.execute(trx)
  return rows
}
