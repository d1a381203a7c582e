import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { AuditEvent } from './queries.ts'

/** What an event is about, by the names that people know it by. */
export interface About {
  release?: { slug: string; title: string }
  /** Of the translation. */
  locale?: string
  /** Of the segment, from 1. */
  segment?: number
  person?: { id: string; name: string }
  concept?: { id: string; term: string; locale: string; isThere: boolean }
  list?: { slug: string; name: string }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Details = Record<string, unknown>
const detailsOf = ({ details }: AuditEvent) => (details ?? {}) as Details

/** The ids that events carry in a detail, or in themselves where they are of an entity; anything else is passed over. */
const idsOf = (events: AuditEvent[], detail: string, entity?: string) => [
  ...new Set(
    events
      .flatMap((event) => [detailsOf(event)[detail], event.entity === entity ? event.entityId : null])
      .filter((id): id is string => typeof id === 'string' && uuid.test(id)),
  ),
]

const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map((row) => [row.id, row]))

/** Releases by the ids of releases, translations, editions and dispatches. */
const findReleases = async (db: Db, events: AuditEvent[]) => {
  const { rows } = await sql<{ id: string; slug: string; title: string; locale: string | null }>`
    with named as (
      select l.id, l.id as release_id, null as locale from release l where l.id = any(${idsOf(events, 'release_id', 'release')}::uuid[])
      union all
      select t.id, r.release_id, t.locale from translation t join revision r on r.id = t.revision_id
      where t.id = any(${idsOf(events, 'translation_id', 'translation')}::uuid[])
      union all
      select e.id, r.release_id, null from edition e join revision r on r.id = e.revision_id
      where e.id = any(${idsOf(events, 'edition_id')}::uuid[])
      union all
      select d.id, d.release_id, null from dispatch d where d.id = any(${idsOf(events, 'dispatch_id', 'dispatch')}::uuid[])
    )
    select n.id, l.slug, n.locale,
      (select r.title from revision r where r.release_id = l.id order by r.number desc limit 1) as title
    from named n join release l on l.id = n.release_id`.execute(db)
  return byId(rows)
}

const findSegments = async (db: Db, events: AuditEvent[]) =>
  byId(
    await db
      .selectFrom('segment')
      .select(['id', sql<number>`position + 1`.as('number')])
      .where('id', '=', sql<string>`any(${idsOf(events, 'segment_id', 'target')}::uuid[])`)
      .execute(),
  )

const findPeople = async (db: Db, events: AuditEvent[]) =>
  byId(
    await db
      .selectFrom('person')
      .select(['id', 'name'])
      .where(
        'id',
        '=',
        sql<string>`any(${[...idsOf(events, 'person_id', 'person'), ...idsOf(events, '', 'person_role')]}::uuid[])`,
      )
      .execute(),
  )

const findLists = async (db: Db, events: AuditEvent[]) =>
  byId(
    await db
      .selectFrom('mailing_list')
      .select(['id', 'slug', 'name'])
      .where('id', '=', sql<string>`any(${idsOf(events, 'list_id', 'mailing_list')}::uuid[])`)
      .execute(),
  )

/** Concepts by their first terms: as they are now, else as the events about them wrote them. */
const findConcepts = async (db: Db, events: AuditEvent[]) => {
  const { rows } = await sql<{ id: string; term: string; locale: string }>`
    select distinct on (t.concept_id) t.concept_id as id, t.text as term, t.locale
    from term t where t.concept_id = any(${idsOf(events, '', 'concept')}::uuid[])
    order by t.concept_id, t.locale <> 'en', t.status <> 'preferred', t.id`.execute(db)
  return byId(rows)
}

const conceptOf = (
  event: AuditEvent,
  there: { id: string; term: string; locale: string } | undefined,
): About['concept'] => {
  if (event.entity !== 'concept') return undefined
  if (there) return { ...there, isThere: true }
  const { after, before } = detailsOf(event) as Record<string, { text?: string; locale?: string } | undefined>
  const { text = '', locale = 'en' } = after ?? before ?? {}
  return { id: event.entityId, term: text, locale, isThere: false }
}

/** Finds what events are about. What is gone, or was never told, is left out. */
export const findAbout = async (db: Db, events: AuditEvent[]): Promise<About[]> => {
  const [releases, segments, people, concepts, lists] = await Promise.all([
    findReleases(db, events),
    findSegments(db, events),
    findPeople(db, events),
    findConcepts(db, events),
    findLists(db, events),
  ])
  return events.map((event) => {
    const { translation_id, release_id, edition_id, dispatch_id, segment_id, person_id, list_id } = detailsOf(
      event,
    ) as Record<string, string>
    const release = [translation_id, dispatch_id, edition_id, release_id, event.entityId]
      .map((id) => releases.get(id ?? ''))
      .find((found) => found !== undefined)
    const segment = segments.get(segment_id ?? event.entityId)
    const person = people.get(person_id ?? event.entityId)
    const concept = conceptOf(event, concepts.get(event.entityId))
    const list = lists.get(list_id ?? event.entityId)
    return {
      ...(release && { release: { slug: release.slug, title: release.title } }),
      ...(release?.locale && { locale: release.locale }),
      ...(segment && { segment: segment.number }),
      ...(person && { person }),
      ...(concept && { concept }),
      ...(list && { list: { slug: list.slug, name: list.name } }),
    }
  })
}
