import { type RawBuilder, sql } from 'kysely'
import { type Db, runPrepared } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import type { Locale } from '../language/model.ts'
import type { Destination } from './audience.ts'
import { count, countDomains, type Limits, room } from './limits.ts'

/** A delivery that this process is about to send. */
export interface Claim {
  id: string
  email: string
  name: string
  edition_id: string
  attempts: number
  /** Else it is left out, or its domain is to be spared for now. */
  status: 'sending' | 'suppressed' | 'pending' | 'deferred'
}

/**
 * Takes the next deliveries that are due, no more than are sent at once, as `sending` under this worker's number, so that
 * a process which dies before the answer comes leaves a trace. Whoever has unsubscribed or was suppressed since the
 * audience was frozen is marked `suppressed` instead; what goes to a domain that is to be spared stays, and is due later.
 */
const take = (dispatchId: string, worker: number, most: number, { perDomain }: Limits) => sql<Claim>`
    with next as (
      select id, dispatch_id, subscriber_id, email, status, due_at, split_part(email, '@', 2) as domain
      from delivery
      where dispatch_id = ${dispatchId} and status in ('pending', 'deferred') and due_at <= now()
      order by due_at limit ${most}
      for update skip locked
    ), fate as materialized (
      -- Apart, so that it is looked up for these rows and not for all that wait.
      select next.id, next.status, next.due_at, s.name, coalesce(
        (select x.reason from suppression x where x.email = next.email and (x.expires_at is null or x.expires_at > now())),
        (select 'unsubscribed' from subscription u join dispatch_list l on l.list_id = u.list_id
         where l.dispatch_id = next.dispatch_id and u.subscriber_id = next.subscriber_id
         having bool_and(u.unsubscribed_at is not null))) as left_out,
        case when m.paused_until > now() then m.paused_until
             when case when m.minute_began > now() - interval '1 minute' then m.minute_sent else 0 end
               + row_number() over (partition by next.domain) > ${perDomain}::int
             then case when m.minute_began > now() - interval '1 minute' then m.minute_began else now() end
               + interval '1 minute' end as held_until
      from next join subscriber s on s.id = next.subscriber_id left join mail_domain m on m.domain = next.domain
    ), said as (
      select *, case when left_out is not null then 'suppressed' when held_until is not null then status
                     else 'sending' end as becomes from fate
    )
    update delivery d
    set status = becomes,
        worker = case when becomes = 'sending' then ${worker}::bigint else d.worker end,
        attempts = d.attempts + case when becomes = 'sending' then 1 else 0 end,
        response = case when held_until is null then null else d.response end,
        due_at = coalesce(held_until, d.due_at),
        excluded = left_out
    from said where d.id = said.id
    returning d.id, d.email, said.name, d.edition_id, d.attempts, d.status`

/** The same for all processes: whoever holds it counts, and takes no more than may leave. */
const LIMITS_LOCK = 8_202

/**
 * Takes deliveries (see `take`) within the limits that are set.
 * @returns those that may leave; `waitUntil` where nothing may before then
 */
export const claimDeliveries = async (
  deps: Deps,
  dispatchId: string,
  worker: number,
  most: number,
  limits: Limits,
): Promise<{ claims: Claim[]; waitUntil?: Date }> => {
  if (Object.values(limits).every((limit) => limit === null))
    return { claims: await runPrepared(deps, 'take-deliveries', take(dispatchId, worker, most, limits)) }
  return deps.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${LIMITS_LOCK})`.execute(trx)
    const { left, at } = await room(trx, limits)
    if (left === 0) return { claims: [], waitUntil: at }
    const { rows: claims } = await take(dispatchId, worker, Math.min(most, left), limits).execute(trx)
    const leaving = claims.filter(({ status }) => status === 'sending')
    if (leaving.length > 0) {
      await count(trx, leaving.length)
      await countDomains(
        trx,
        leaving.map(({ email }) => domainOf(email)),
      )
    }
    return { claims }
  })
}

/** The part of an address that names the server. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1)

/** What is left of a dispatch: when its next delivery may go, and whether any is on its way. */
export const remaining = async (db: Db, dispatchId: string) => {
  const { rows } = await sql<{ next_due: Date | null; sending: boolean }>`
    select case when left_over.due_at is not null then greatest(left_over.due_at, due_at(d)) end as next_due, sending
    from dispatch d, lateral (
      select min(due_at) filter (where status in ('pending', 'deferred')) as due_at,
             coalesce(bool_or(status = 'sending'), false) as sending
      from delivery where dispatch_id = d.id and status in ('pending', 'deferred', 'sending')) left_over
    where d.id = ${dispatchId}`.execute(db)
  return rows[0]!
}

export interface Mail {
  subject: string
  /** Of the subject. */
  locale: Locale
  html: string
  text: string
  /** None with what tells of a withdrawal. */
  pdf?: { filename: string; content: Buffer }
}

/**
 * The rendered mail of each edition of a dispatch, by the edition's id; null if the approvals it was frozen with do not
 * all stand.
 */
export const loadMails = async (db: Db, dispatchId: string): Promise<Map<string, Mail> | null> => {
  const pinned = await db
    .selectFrom('dispatch_edition')
    .select('edition_id')
    .where('dispatch_id', '=', dispatchId)
    .execute()
  const files = await mailFiles(db)
    .innerJoin('dispatch_edition as p', (join) =>
      join.onRef('p.edition_id', '=', 'e.id').onRef('p.approvals_sha256', '=', 'e.approvals_sha256'),
    )
    .where('p.dispatch_id', '=', dispatchId)
    .execute()
  const byEdition = Map.groupBy(files, ({ id }) => id)
  if (byEdition.size < pinned.length) return null
  return new Map([...byEdition].map(([id, ofEdition]) => [id, mailOf(ofEdition)]))
}

/** The rendered mail of an edition of a release's newest revision, if its approvals stand. */
export const loadMail = async (db: Db, slug: string, edition: string) => {
  const files = await mailFiles(db)
    .where('release.slug', '=', slug)
    .where('e.name', '=', edition)
    .where('r.number', '=', ({ selectFrom }) =>
      selectFrom('revision as newest')
        .whereRef('newest.release_id', '=', 'release.id')
        .select(({ fn }) => fn.max('newest.number').as('number')),
    )
    .execute()
  return files.length === 0 ? null : mailOf(files)
}

/** The files of rendered editions that a mail is made of. */
const mailFiles = (db: Db) =>
  db
    .selectFrom('edition as e')
    .innerJoin('artifact as a', (join) =>
      join.onRef('a.edition_id', '=', 'e.id').onRef('a.approvals_sha256', '=', 'e.approvals_sha256'),
    )
    .innerJoin('blob as b', 'b.sha256', 'a.sha256')
    .innerJoin('revision as r', 'r.id', 'e.revision_id')
    .innerJoin('release', 'release.id', 'r.release_id')
    .select(['e.id', 'a.name', 'b.content', 'e.subject', 'e.name as edition', 'e.locales', 'release.slug'])
    .where('e.status', '=', 'rendered')
    .where('a.name', 'in', ['email.html', 'email.txt', 'document.pdf'])

const mailOf = (files: Awaited<ReturnType<ReturnType<typeof mailFiles>['execute']>>) => {
  const { subject, slug, edition, locales } = files[0]!
  const content = (name: string) => {
    const file = files.find((one) => one.name === name)
    if (!file) throw new Error(`edition ${edition} of ${slug} has no ${name}`)
    return file.content
  }
  return {
    subject: subject!,
    locale: locales[0] as Locale,
    html: content('email.html').toString('utf8'),
    text: content('email.txt').toString('utf8'),
    pdf: { filename: `${slug}.${edition}.pdf`, content: content('document.pdf') },
  }
}

/** Dispatches that a condition on `d` picks, newest first, with the lists that each goes to. */
export const dispatches = async (db: Db, condition: RawBuilder<unknown>) => {
  const { rows } = await sql<{
    id: string
    slug: string
    kind: Destination['kind']
    revision: number
    status: string
    statusSince: Date
    scheduledAt: Date
    /** The later of the time that was ordered and the embargo. */
    dueAt: Date
    createdAt: Date
    createdBy: string
    lists: string[]
    listNames: string[]
    /** Whom of the lists it is for; none for everybody. */
    tags: string[]
    candidates: number | null
    recipients: number | null
    excluded: number | null
    reason: string | null
  }>`
    select d.id, release.slug, d.kind, r.number as revision, d.status, d.status_since as "statusSince",
           d.scheduled_at as "scheduledAt", due_at(d) as "dueAt", d.created_at as "createdAt", p.name as "createdBy",
           l.lists, l."listNames", d.tags, d.candidates, d.recipients, d.excluded, d.reason
    from dispatch d join release on release.id = d.release_id join revision r on r.id = d.revision_id
    cross join lateral (
      select array_agg(m.slug order by m.slug) as lists, array_agg(m.name order by m.slug) as "listNames"
      from dispatch_list dl join mailing_list m on m.id = dl.list_id where dl.dispatch_id = d.id) l
    join person p on p.id = d.created_by
    where ${condition} order by d.id desc`.execute(db)
  return rows
}

/** How many deliveries of a dispatch stand where. */
export const countDeliveries = (db: Db, dispatchId: string) =>
  db
    .selectFrom('delivery')
    .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
    .where('dispatch_id', '=', dispatchId)
    .groupBy('status')
    .execute()

/** How many a dispatch leaves out, by the reason. */
export const countExcluded = (db: Db, dispatchId: string) =>
  db
    .selectFrom('delivery')
    .select(['excluded', ({ fn }) => fn.countAll<number>().as('count')])
    .where('dispatch_id', '=', dispatchId)
    .where('status', '=', 'suppressed')
    .groupBy('excluded')
    .orderBy('count', 'desc')
    .execute()

/** How many deliveries of a dispatch a second have come to an end lately, since it was last set going. */
export const pace = async (db: Db, dispatchId: string): Promise<number> => {
  const { rows } = await sql<{ pace: number }>`
    select (count(y.id) / greatest(1, extract(epoch from clock_timestamp() - began.at)))::float as pace
    from dispatch d cross join lateral (
      select greatest(d.status_since, clock_timestamp() - interval '30 seconds') as at) began
    left join delivery y on y.dispatch_id = d.id and y.status_since > began.at
      and y.status in ('sent', 'bounced', 'failed', 'uncertain')
    where d.id = ${dispatchId} group by began.at`.execute(db)
  return rows[0]?.pace ?? 0
}
