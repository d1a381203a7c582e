import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import { type Locale, sourceLocale } from '../language/model.ts'

/** People's ids by what they are to do in one language of a release. */
export interface People {
  reviewers: string[]
  translators: string[]
}

const rolesOf = { translator: 'translators', reviewer: 'reviewers' } as const
type Role = keyof typeof rolesOf

/** Whether a person `p` still works here. */
export const isActive: RawBuilder<boolean> = sql`(p.deactivated_at is null)`

/** Whether it is the turn of an assignment `a` to a translation `t`. */
export const isTheirTurn: RawBuilder<boolean> = sql`(
  a.role = 'reviewer' and t.status = 'in-review'
  or a.role = 'translator' and (t.status = 'returned' or t.status = 'in-review' and exists (
    select from target g where g.translation_id = t.id and g.text = '')))`

/** Everybody who hears of what goes wrong. */
export const listAdministrators = async (trx: Trx): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select p.id from person_role r join person p on p.id = r.person_id
    where r.role = 'administrator' and ${isActive}`.execute(trx)
  return rows.map(({ id }) => id)
}

/**
 * Names who is to do a language of a release, in this revision and those to come, instead of whoever was named. Where
 * nobody is named for a role, the worker chooses.
 * @throws Refusal 'person-unfit' (without the role in this language), 'person-edited' (a reviewer who wrote of it)
 */
export const namePeople = async (
  trx: Trx,
  releaseId: string,
  locale: Locale,
  people: People,
): Promise<void> => {
  for (const role of Object.keys(rolesOf) as Role[]) {
    const named = [...new Set(people[rolesOf[role]])]
    await trx
      .deleteFrom('named_person')
      .where('release_id', '=', releaseId)
      .where('locale', '=', locale)
      .where('role', '=', role)
      .where('person_id', '<>', sql<string>`all(${named}::uuid[])`)
      .execute()
    if (named.length === 0) continue
    await trx
      .insertInto('named_person')
      .values(named.map((person_id) => ({ release_id: releaseId, locale, role, person_id })))
      .onConflict((oc) => oc.doNothing())
      .execute()
  }
}

/**
 * One at a time: of several texts that open at once, each counts as load for the next. To be taken before anything is
 * written on the record, whose own lock comes last everywhere.
 */
export const lockAssignments = (trx: Trx) =>
  sql`select pg_advisory_xact_lock(hashtext('bayon.assignment'))`.execute(trx)

interface Matter {
  review_id: string
  translation_id: string
  release_id: string
  locale: string
  submitter: string
}

/**
 * Who can do a role of a translation, best first: who was named, who has it, who has the least to do (in segments of
 * everything open), who was given something longest ago. Nobody reviews a text that they wrote of, or are to write.
 */
const listCandidates = async (
  trx: Trx,
  { translation_id, release_id, locale, submitter }: Matter,
  role: Role,
) => {
  // The English is mended by who submitted it.
  if (role === 'translator' && locale === sourceLocale)
    return [{ id: submitter, named: false, assigned: false }]
  const { rows } = await sql<{ id: string; named: boolean; assigned: boolean }>`
    select p.id, n.person_id is not null as named, a.id is not null as assigned
    from person_role r join person p on p.id = r.person_id
    left join named_person n on n.release_id = ${release_id} and n.locale = r.locale
                            and n.role = r.role and n.person_id = p.id
    left join assignment a on a.translation_id = ${translation_id} and a.role = r.role and a.person_id = p.id
    cross join lateral (
      select max(o.created_at) as last, coalesce(sum(
        (select count(*) from segment s where s.revision_id = t.revision_id)) filter (where v.id is not null), 0) as segments
      from assignment o join translation t on t.id = o.translation_id
      left join review v on v.translation_id = t.id and v.settled_at is null and v.translation_id <> ${translation_id}
      where o.person_id = p.id) load
    where r.role = ${role} and r.locale = ${locale} and ${isActive}
      and (r.role = 'translator' or not exists (
        select from target g where g.translation_id = ${translation_id} and g.edited_by = p.id
        union all
        select from assignment o where o.translation_id = ${translation_id} and o.role = 'translator' and o.person_id = p.id))
    order by named desc, assigned desc, load.segments, load.last nulls first, p.id`.execute(trx)
  return rows
}

const kindOf = (role: Role, status: string) =>
  role === 'reviewer' ? 'to-review' : status === 'returned' ? 'returned' : 'to-translate'

/**
 * Gives a review its people: translators where something is to be written, reviewers while it is in review; whoever was named, or
 * has it and still may, else one by load. Whoever is new to it is told, and the administrators where nobody can do it.
 * Done again, it changes nothing.
 */
export const assignPeople = async (trx: Trx, reviewId: string): Promise<void> => {
  await lockAssignments(trx)
  const { rows } = await sql<Matter & { status: string; to_write: boolean }>`
    select v.id as review_id, t.id as translation_id, r.release_id, t.locale, t.status, l.created_by as submitter,
           t.status = 'returned'
             or exists (select from target g where g.translation_id = t.id and g.text = '')
             or exists (select from named_person n
                        where n.release_id = r.release_id and n.locale = t.locale and n.role = 'translator') as to_write
    from review v join translation t on t.id = v.translation_id join revision r on r.id = t.revision_id
    join release l on l.id = r.release_id
    where v.id = ${reviewId} and v.settled_at is null`.execute(trx)
  const [matter] = rows
  if (!matter) return
  // The translators first: nobody of them reviews.
  const wanted: Role[] = [
    ...(matter.to_write ? (['translator'] as const) : []),
    ...(matter.status === 'in-review' ? (['reviewer'] as const) : []),
  ]
  for (const role of wanted) {
    const candidates = await listCandidates(trx, matter, role)
    const best = candidates[0]
    const chosen = candidates
      .filter((one) => (best!.named ? one.named : best!.assigned ? one.assigned : one === best))
      .map(({ id }) => id)
    await trx
      .deleteFrom('assignment')
      .where('translation_id', '=', matter.translation_id)
      .where('role', '=', role)
      .where('person_id', '<>', sql<string>`all(${chosen}::uuid[])`)
      .execute()
    if (chosen.length > 0) {
      await trx
        .insertInto('assignment')
        .values(chosen.map((person_id) => ({ translation_id: matter.translation_id, person_id, role })))
        .onConflict((oc) => oc.doNothing())
        .execute()
    }
    await tell(trx, matter, role, chosen)
  }
}

const tell = async (trx: Trx, matter: Matter & { status: string }, role: Role, chosen: string[]) => {
  const notices =
    chosen.length > 0
      ? (
          await trx
            .selectFrom('assignment')
            .select(['person_id', 'id as occasion'])
            .where('translation_id', '=', matter.translation_id)
            .where('role', '=', role)
            .execute()
        ).map((notice) => ({ ...notice, kind: kindOf(role, matter.status) }))
      : (await listAdministrators(trx)).map((person_id) => ({
          person_id,
          kind: 'unassigned',
          occasion: role as string,
        }))
  await writeNotices(
    trx,
    notices.map((notice) => ({ ...notice, review_id: matter.review_id })),
  )
}

export interface Notice {
  person_id: string
  review_id: string
  kind: string
  /** Tells it from others of its kind; each is said once. */
  occasion: string
}

const orderOf = ({ person_id, review_id, kind, occasion }: Notice) =>
  [person_id, review_id, kind, occasion].join(' ')

/** Writes notices; those that were written before stay as they are, sent or not. */
export const writeNotices = async (trx: Trx, notices: Notice[]): Promise<void> => {
  if (notices.length === 0) return
  await trx
    .insertInto('notification')
    // In one order everywhere, so that two who write the same wait for each other and do not embrace.
    .values(
      notices
        .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
        .map((one) => ({ ...one, status: 'pending' })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute()
}
