import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { Locale } from '../language/model.ts'
import type { NewsItem, PublicPage, PublishedEdition } from './model.ts'

const isPublic = sql`greatest(p.published_at, l.embargo_at) <= clock_timestamp()`

const withdrawal = sql`case when w.id is not null then jsonb_build_object('at', w.withdrawn_at, 'reason', w.reason) end`

/** What of a row is the same wherever an edition of one language is public; the approvals stand that it was published with. */
const pages = sql`
  select l.id as release_id, g.edition_id as "editionId", g.approvals_sha256 as "approvalsSha256", l.slug,
         r.number as revision, r.kind, g.locale, g.title, g.summary, g.office,
         greatest(p.published_at, l.embargo_at) as at, ${withdrawal} as withdrawal
  from publication p
  join edition e on e.id = p.edition_id and e.status = 'rendered' and e.approvals_sha256 = p.approvals_sha256
  join page g on g.edition_id = p.edition_id and g.approvals_sha256 = p.approvals_sha256
  join revision r on r.id = e.revision_id
  join release l on l.id = r.release_id
  left join withdrawal w on w.release_id = l.id
  where cardinality(e.locales) = 1 and ${isPublic}`

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

const likePattern = (word: string) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** What was withdrawn is found by its title alone. */
const contains = (words: string[]) =>
  words.map(
    (word) => sql`and search_text(g.title || ' ' || g.text) like search_text(${likePattern(word)})
      and (w.id is null or search_text(g.title) like search_text(${likePattern(word)}))`,
  )

interface NewsFilter {
  /** The languages to show a release in: the first that it has. */
  preferred: readonly Locale[]
  /** Of which each has to stand in the release. */
  words?: string[]
  /** Only releases in the first of the languages. */
  only?: boolean
  limit: number
  offset?: number
}

/** Releases as the public sees them, each once, the last published first; and how many there are. */
export const listNews = async (
  db: Db,
  { preferred, words = [], only = false, limit, offset = 0 }: NewsFilter,
): Promise<{ items: NewsItem[]; total: number }> => {
  const matches: RawBuilder<unknown> = sql.join(contains(words), sql` `)
  // An earlier version has words that the newest has lost; without words, the newest is what matches.
  const replaced =
    words.length > 0
      ? sql`exists (select from (${pages} and l.id = m.release_id and g.locale = m.locale and r.number > m.revision) newer)`
      : sql`false`
  const { rows } = await sql<NewsItem & { total: number }>`
    with matching as (
      select distinct on (release_id, locale) * from (${pages} ${matches}) one order by release_id, locale, revision desc
    ), chosen as (
      select distinct on (release_id) m.* from matching m
      where (not ${only} or m.locale = ${preferred[0]}) and not ${replaced}
      order by release_id, array_position(${[...preferred]}::text[], m.locale)
    ), shown as (
      select chosen.*, count(*) over () as total from chosen order by at desc, slug limit ${limit} offset ${offset}
    )
    -- Only for what is shown.
    select shown.*, array(
      select locale from (select distinct on (locale) locale, revision, "editionId"
                          from (${pages} and l.id = shown.release_id) own order by locale, revision desc) newest
      order by "editionId") as locales
    from shown order by at desc, slug`.execute(db)
  return { items: rows.map(readPage), total: rows[0]?.total ?? 0 }
}

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
