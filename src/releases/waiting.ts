import { sql } from 'kysely'
import type { Person } from '../accounts/permissions.ts'
import type { Db } from '../db/client.ts'
import { sourceLocale } from '../language/model.ts'
import { type Titles, titlesOf } from './titles.ts'

/** What somebody is to do next, and with what. */
export interface WaitingItem {
  what: 'translate' | 'mend' | 'review' | 'revise' | 'send' | 'answer'
  slug: string
  title: string
  titles: Titles
  /** Of the translation; null where the release as a whole waits. */
  locale: string | null
  /** Of the comment that wants an answer; else null. */
  segmentId: string | null
  since: Date
  dueAt: Date | null
  /** Segments without text. */
  open: number
  /** Errors that nobody has waived. */
  errors: number
}

const LIMIT = 100

/**
 * What waits for a person, the most urgent first: translations that are theirs by role or assignment, reviews that
 * four eyes leave to them, English that was sent back to whoever submitted it, editions that nobody has sent yet, and open
 * comments that name them and that they have not answered.
 */
export const listWaiting = async (db: Db, { id, grants }: Person): Promise<WaitingItem[]> => {
  const localesFor = (role: string) =>
    grants.filter((grant) => grant.role === role).map(({ locale }) => locale)
  const isPublisher = grants.some(({ role }) => role === 'publisher')
  const { rows } = await sql<WaitingItem>`
    with mine as (
      select t.id, t.locale, t.status, t.status_since, l.slug, l.due_at, l.created_by, r.id as revision_id, r.title,
             (select count(*) from target g where g.translation_id = t.id and g.text = '') as open,
             (select count(*) from finding f
              where f.translation_id = t.id and f.severity = 'error' and f.waived_by is null) as errors
      from translation t join revision r on r.id = t.revision_id join release l on l.id = r.release_id
      where t.status in ('in-review', 'returned') and l.status <> 'withdrawn'
    ), told as (
      select slug, revision_id, title, locale, null::uuid as segment_id, status_since as since, due_at, open, errors, case
        when status = 'returned' and locale = ${sourceLocale} then case when created_by = ${id} then 'revise' end
        when status = 'returned' then case when locale = any(${localesFor('translator')}::text[]) then 'mend' end
        when open > 0 and locale = any(${localesFor('translator')}::text[]) then 'translate'
        when open = 0 and locale = any(${localesFor('reviewer')}::text[]) and not exists (
          select from target g where g.translation_id = mine.id and g.edited_by = ${id}) then 'review' end as what
      from mine
      where not exists (select from assignment a where a.translation_id = mine.id)
         or exists (select from assignment a where a.translation_id = mine.id and a.person_id = ${id})
         or (mine.status = 'returned' and mine.created_by = ${id})
      union all
      select l.slug, r.id, r.title, null, null, max(e.status_since), l.due_at, 0, 0, 'send'
      from release l join revision r on r.release_id = l.id join edition e on e.revision_id = r.id
      where ${isPublisher} and l.status <> 'withdrawn'
        and not exists (select from dispatch d where d.revision_id = r.id and d.status not in ('cancelled', 'failed'))
        and not exists (select from revision newer where newer.release_id = l.id and newer.number > r.number)
      group by l.id, r.id having bool_and(e.status = 'rendered')
      union all
      (select distinct on (c.id) l.slug, r.id, r.title, t.locale, c.segment_id, said.created_at, l.due_at, 0, 0, 'answer'
      from comment said join comment c on c.id = coalesce(said.parent_id, said.id)
      join translation t on t.id = c.translation_id join revision r on r.id = t.revision_id
      join release l on l.id = r.release_id
      where said.mentions @> array[${id}::uuid] and said.author_id <> ${id} and c.resolved_at is null
        and t.status <> 'superseded' and l.status <> 'withdrawn'
        and not exists (select from comment own
                        where own.parent_id = c.id and own.author_id = ${id} and own.id > said.id)
       order by c.id, said.id desc)
    )
    select what, slug, title, ${titlesOf(sql.ref('told.revision_id'))} as titles, locale, segment_id as "segmentId", since,
           due_at as "dueAt", open::int, errors::int
    from told
    where what is not null order by due_at nulls last, since limit ${LIMIT}`.execute(db)
  return rows
}
