import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/client.ts'
import { FOUND, holds, mayHold } from '../db/search.ts'
import type { Locale } from '../language/model.ts'
import type { NewsItem, PublicPage, PublishedEdition } from './model.ts'

const isPublic = sql`greatest(p.published_at, l.embargo_at) <= clock_timestamp()`

const withdrawal = sql`case when w.id is not null then jsonb_build_object('at', w.withdrawn_at, 'reason', w.reason) end`

/** Wherever an edition of one language is public; the approvals stand that it was published with. */
const publicPages = sql`
  from listing n
  join publication p on p.id = n.publication_id
  join edition e on e.id = p.edition_id and e.status = 'rendered' and e.approvals_sha256 = p.approvals_sha256
  join page g on g.edition_id = p.edition_id and g.approvals_sha256 = p.approvals_sha256
  join revision r on r.id = e.revision_id
  join release l on l.id = n.release_id
  left join withdrawal w on w.release_id = l.id
  where ${isPublic}`

const pages = sql`
  select n.publication_id as id, n.release_id, g.edition_id as "editionId", g.approvals_sha256 as "approvalsSha256",
         l.slug, n.revision, r.kind, n.locale, g.title, g.summary, g.office, n.at, ${withdrawal} as withdrawal
  ${publicPages}`

const readPage = <T extends PublicPage>(row: T): T => ({
  ...row,
  withdrawal: row.withdrawal && { ...row.withdrawal, at: new Date(row.withdrawal.at) },
})

/** Every public page of a release, the newest revision first. */
export const pagesOf = async (db: Db, slug: string): Promise<PublicPage[]> => {
  const { rows } = await sql<PublicPage>`${pages} and l.slug = ${slug} order by r.number desc, e.id`.execute(
    db,
  )
  return rows.map(readPage)
}

const pageText = sql`search_text(g.title || ' ' || g.text)`

/** Each word stands in the page; what was withdrawn is found by its title alone. In a form that no index is looked up for. */
const matches = (words: string[]): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    [
      sql`true`,
      ...words.map((word) =>
        holds(sql`case when w.id is null then ${pageText} else search_text(g.title) end`, word),
      ),
    ],
    sql` and `,
  )})`

/** The pages that words may stand in, by the index; null where they are many. */
const findPages = async (db: Db, words: string[]): Promise<string[] | null> => {
  const { rows } = await sql<{ id: string }>`
    select p.id from page g
    join publication p on p.edition_id = g.edition_id and p.approvals_sha256 = g.approvals_sha256
    where g.alone and ${sql.join(
      words.map((word) => mayHold(pageText, word)),
      sql` and `,
    )} limit ${FOUND + 1}`.execute(db)
  return rows.length > FOUND ? null : rows.map(({ id }) => id)
}

export interface NewsFilter {
  /** The languages to show a release in: the first that it has. In no other it is shown. */
  preferred: readonly Locale[]
  /** Of which each has to stand in the release. */
  words?: string[]
}

/** Of these pages those that a release is shown by, the last published first. */
const showOf = async (db: Db, ids: string[], { preferred, words = [] }: NewsFilter): Promise<NewsItem[]> => {
  const wanted = sql`${[...preferred]}::text[]`
  const { rows } = await sql<NewsItem>`
    -- The newest version of each language counts: an earlier one may have words that it has lost.
    with newest as materialized (
      select distinct on (n.release_id, n.locale)
             n.publication_id as id, n.release_id, n.locale, e.id as edition_id, ${matches(words)} as matches
      ${publicPages} and n.release_id = any(array(select release_id from listing where publication_id = any(${ids}::uuid[])))
      order by n.release_id, n.locale, n.revision desc
    ), chosen as (
      select array_agg(locale order by edition_id) as locales,
             (array_agg(id order by array_position(${wanted}, locale)) filter (where matches and locale = any(${wanted})))[1] as id
      from newest group by release_id
    )
    select one.*, chosen.locales from (${pages} and n.publication_id = any(${ids}::uuid[])) one join chosen using (id)
    order by one.at desc, one.id desc`.execute(db)
  return rows.map(readPage)
}

const DIRECTIONS = {
  older: { than: sql.raw('<'), order: sql.raw('desc') },
  newer: { than: sql.raw('>'), order: sql.raw('asc') },
}
type Direction = keyof typeof DIRECTIONS

/** So many pages are looked at in one go: at first, and at most. */
const [FEW, MANY] = [100, 1000]

/** The pages next to one by date, whether they may be shown or not. */
const nextTo = async (
  db: Db,
  [only, ...others]: readonly Locale[],
  end: string | undefined,
  direction: Direction,
  limit: number,
) => {
  const { than, order } = DIRECTIONS[direction]
  const { rows } = await sql<{ id: string }>`
    select publication_id as id from listing
    where ${others.length === 0 ? sql`locale = ${only}` : sql`locale = any(${[only, ...others]}::text[])`}
      and at <= clock_timestamp()
      ${end ? sql`and (at, publication_id) ${than} (select at, publication_id from listing where publication_id = ${end})` : sql``}
    order by at ${order}, publication_id ${order} limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Releases as the public sees them, each once, by date from an item on. What is read of them grows with what is taken, never with
 * how many there are.
 */
async function* walk(db: Db, filter: NewsFilter, from: string | undefined, direction: Direction) {
  const { preferred, words = [] } = filter
  const isOlder = direction === 'older'
  const found = words.length > 0 ? await findPages(db, words) : null
  if (found) {
    const all = await showOf(db, found, filter)
    const place = all.findIndex(({ id }) => id === from)
    yield* isOlder ? all.slice(place + 1) : all.slice(0, Math.max(place, 0)).reverse()
    return
  }
  for (let end = from, size = FEW; ; size = Math.min(size * 2, MANY)) {
    const ids = await nextTo(db, preferred, end, direction, size)
    const items = await showOf(db, ids, filter)
    yield* isOlder ? items : items.reverse()
    if (ids.length < size) return
    end = ids.at(-1)
  }
}

const take = async (items: AsyncIterable<NewsItem>, limit: number): Promise<NewsItem[]> => {
  const taken: NewsItem[] = []
  for await (const item of items) if (taken.push(item) === limit) break
  return taken
}

/** Releases as the public sees them, each once, the last published first; `before` is the id of the last one seen. */
export const listNews = (
  db: Db,
  { limit, before, ...filter }: NewsFilter & { limit: number; before?: string },
): Promise<NewsItem[]> => take(walk(db, filter, before, 'older'), limit)

/** What `before` is for the portion that comes before the one that begins after an item; null for the first portion. */
export const findLater = async (
  db: Db,
  { limit, before, ...filter }: NewsFilter & { limit: number; before: string },
): Promise<string | null> => (await take(walk(db, filter, before, 'newer'), limit))[limit - 1]?.id ?? null

/** A file of a public page. */
export const fileOf = async (db: Db, page: PublicPage, name: string) => {
  const file = await db
    .selectFrom('artifact as a')
    .innerJoin('blob as b', 'b.sha256', 'a.sha256')
    .select('b.content')
    .where('a.edition_id', '=', page.editionId)
    .where('a.approvals_sha256', '=', page.approvalsSha256)
    .where('a.name', '=', name)
    .executeTakeFirst()
  return file?.content
}

/** The plain text of a public page. */
export const textOf = async (db: Db, page: PublicPage): Promise<string> => {
  const { text } = await db
    .selectFrom('page')
    .select('text')
    .where('edition_id', '=', page.editionId)
    .where('approvals_sha256', '=', page.approvalsSha256)
    .executeTakeFirstOrThrow()
  return text
}

const published = (condition: RawBuilder<unknown>) => sql<PublishedEdition>`
  select c.code, l.slug, r.number as revision, e.name as edition, e.locales,
         encode(c.approvals_sha256, 'hex') as "approvalsSha256",
         greatest(p.published_at, l.embargo_at) as "publishedAt", ${withdrawal} as withdrawal,
         case when w.id is not null then 'withdrawn'
              when exists (
                select from publication p2 join edition e2 on e2.id = p2.edition_id join revision r2 on r2.id = e2.revision_id
                where r2.release_id = l.id
                  and (r2.number > r.number or e2.id = e.id and p2.published_at > p.published_at)) then 'replaced'
              when e.approvals_sha256 is distinct from p.approvals_sha256 then 'suspended'
              else 'valid' end as standing,
         (select coalesce(jsonb_agg(jsonb_build_object('locale', g.locale, 'title', g.title, 'text', g.text, 'layout', g.layout)
                           order by array_position(e.locales, g.locale)), '[]')
          from page g where g.edition_id = e.id and g.approvals_sha256 = c.approvals_sha256) as texts,
         (select jsonb_agg(jsonb_build_object('name', a.name, 'size', a.size, 'sha256', encode(a.sha256, 'hex'))
                           order by a.name)
          from artifact a where a.edition_id = e.id and a.approvals_sha256 = c.approvals_sha256) as files
  from edition_code c
  join publication p on p.edition_id = c.edition_id and p.approvals_sha256 = c.approvals_sha256
  join edition e on e.id = c.edition_id
  join revision r on r.id = e.revision_id
  join release l on l.id = r.release_id
  left join withdrawal w on w.release_id = l.id
  where ${isPublic} and ${condition}
  order by greatest(p.published_at, l.embargo_at) desc limit 1`

const readPublished = (row: PublishedEdition | undefined): PublishedEdition | null =>
  row
    ? { ...row, withdrawal: row.withdrawal && { ...row.withdrawal, at: new Date(row.withdrawal.at) } }
    : null

/** The published edition that carries a code. */
export const findByCode = async (db: Db, code: string): Promise<PublishedEdition | null> =>
  readPublished((await published(sql`c.code = ${code}`).execute(db)).rows[0])

/** The published edition that has a file of this content. */
export const findByFile = async (db: Db, sha256: Buffer): Promise<PublishedEdition | null> =>
  readPublished(
    (
      await published(sql`exists (
        select from artifact a where a.sha256 = ${sha256}
          and a.edition_id = c.edition_id and a.approvals_sha256 = c.approvals_sha256)`).execute(db)
    ).rows[0],
  )

/** The published edition of one language whose title stands in a text; white space is nothing. */
export const findByTitle = async (db: Db, letters: string): Promise<PublishedEdition | null> =>
  readPublished(
    (
      await published(sql`cardinality(e.locales) = 1 and exists (
        select from page g where g.edition_id = c.edition_id and g.approvals_sha256 = c.approvals_sha256
          and position(regexp_replace(g.title, '\\s', '', 'g') in ${letters}) > 0)`).execute(db)
    ).rows[0],
  )
