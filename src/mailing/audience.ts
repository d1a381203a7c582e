import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { Locale } from '../language/model.ts'
import { exclusionWords } from './model.ts'

/** Whom a revision is to reach: the lists by their ids; of what takes something back, the lists that this came by. */
export interface Destination {
  revisionId: string
  kind: 'lists' | 'correction' | 'withdrawal'
  lists: string[]
  /** Of lists, whoever has one of these; none for everybody. */
  tags: string[]
}

interface AudienceRow {
  subscriber_id: string
  email: string
  edition_id: string | null
  approvals_sha256: Buffer | null
  /** Why not, the first reason that holds (migrations/0008-mailing.sql has them all); null for a recipient. */
  excluded: string | null
}

/** Of subscriptions `u`, those with one of some tags. The index holds those that have any. */
export const taggedAny = (tags: string[]) => sql`(cardinality(u.tags) > 0 and u.tags && ${tags}::text[])`

// Whoever is on several lists is one candidate, in the languages of all of them.
const ofLists = (lists: string[], tags: string[]) => sql`
  select subscriber_id, array_agg(distinct l) as locales
  from subscription u, unnest(locales) l
  where unsubscribed_at is null and list_id = any(${lists}::uuid[])
    and ${tags.length === 0 ? sql`true` : taggedAny(tags)}
  group by subscriber_id`

// Whoever has what is taken back or may have it, in the languages in which they got it: an earlier revision of what is
// corrected, any of what is withdrawn.
const ofRevisions = (revisionId: string, kind: Destination['kind']) => sql`
  select g.subscriber_id, array_agg(distinct l) as locales
  from revision r
  join revision had on had.release_id = r.release_id
    and ${kind === 'correction' ? sql`had.number < r.number` : sql`had.number <= r.number`}
  join dispatch o on o.revision_id = had.id and o.kind <> 'withdrawal'
  join delivery g on g.dispatch_id = o.id and g.status in ('sent', 'sending', 'uncertain')
  join edition e on e.id = g.edition_id cross join unnest(e.locales) l
  where r.id = ${revisionId}
  group by g.subscriber_id`

// Whoever was taken off a list without leaving it is still told; who left every list that it came by is not.
const leftAll = (lists: string[]) => sql`
  (select bool_and(u.unsubscribed_at is not null) from subscription u
   where u.subscriber_id = s.id and u.list_id = any(${lists}::uuid[]))`

// Of a withdrawal, nothing rendered goes out: the edition says the languages, and any order is for the first time.
const editionFor = (kind: Destination['kind']) =>
  kind === 'withdrawal'
    ? { approvals: sql`null::bytea`, fit: sql`true`, before: sql`o.kind = 'withdrawal'`, already: 'told' }
    : {
        approvals: sql`e.approvals_sha256`,
        fit: sql`e.status = 'rendered'`,
        before: sql`true`,
        already: 'served',
      }

/**
 * Everybody whom a dispatch would reach, one row each: with the smallest rendered edition that has every language they
 * want, or why they are left out. What a dry run counts and what a dispatch is frozen with are this one query.
 */
export const audienceOf = ({ revisionId, kind, lists, tags }: Destination): RawBuilder<AudienceRow> => {
  const { approvals, fit, before, already } = editionFor(kind)
  return sql`
  select s.id as subscriber_id, s.email, e.id as edition_id, ${approvals} as approvals_sha256,
         case when x.reason is not null then x.reason
              when ${kind === 'lists' ? sql`false` : leftAll(lists)} then 'unsubscribed'
              when exists (select from delivery g join dispatch o on o.id = g.dispatch_id
                           where g.email = s.email and o.revision_id = ${revisionId} and ${before}
                             and g.status not in ('suppressed', 'cancelled', 'failed')
                             and not (o.status = 'cancelled' and g.status in ('pending', 'deferred'))) then ${already}
              when e.id is null then 'edition-missing' end as excluded
  from (${kind === 'lists' ? ofLists(lists, tags) : ofRevisions(revisionId, kind)}) wanted
  join subscriber s on s.id = wanted.subscriber_id
  left join suppression x on x.email = s.email and (x.expires_at is null or x.expires_at > now())
  left join lateral (
    select e.* from edition e
    where e.revision_id = ${revisionId} and e.locales @> wanted.locales and ${fit}
    order by cardinality(e.locales) limit 1) e on true`
}

/** How many a dispatch would reach now, in which editions, and how many it would leave out, and why. */
export const countAudience = async (db: Db, destination: Destination, reader: Locale) => {
  const { rows } = await sql<{ excluded: string | null; edition: string | null; count: number }>`
    select a.excluded, case when a.excluded is null then e.name end as edition, count(*)
    from (${audienceOf(destination)}) a left join edition e on e.id = a.edition_id
    group by 1, 2 order by 3 desc, 1, 2`.execute(db)
  const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0)
  const left = rows.filter(({ excluded }) => excluded !== null)
  const reached = rows.filter(({ excluded }) => excluded === null)
  return {
    candidates: sum(rows),
    recipients: sum(reached),
    excluded: left.map(({ excluded, count }) => ({
      reason: excluded!,
      words: exclusionWords(excluded!, reader),
      count,
    })),
    byEdition: reached.map(({ edition, count }) => ({ edition: edition!, count })),
  }
}
