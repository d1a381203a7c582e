import { type RawBuilder, sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { wallTime } from '../language/clock.ts'
import { type Locale, locales } from '../language/model.ts'
import { reasonIn } from '../newsroom/model.ts'
import { currentStyle, styleOf } from '../publishing/office-style.ts'
import { sitePlace } from '../publishing/site.ts'
import type { OfficeStyle } from '../publishing/style.ts'
import type { WithdrawalNotice } from '../publishing/withdrawal.ts'
import type { Mail } from './queries.ts'

interface Withdrawn {
  slug: string
  unofficial: boolean
  reason: Partial<Record<Locale, string>>
  withdrawnAt: Date
  date: string | null
  publishedAt: Date
  /** Of the newest version that was public, in each language. */
  pages: { locale: Locale; title: string; office: string }[]
  /** Of the newest version that was public: there everybody reads that it was withdrawn. */
  code: string
}

/** What is known of a withdrawn release that had been published; `l` is the release. */
const findWithdrawn = async (
  { db }: Deps,
  condition: RawBuilder<unknown>,
): Promise<Withdrawn | undefined> => {
  const { rows } = await sql<Withdrawn>`
    with shown as (
      select l.id as release_id, g.locale, g.title, g.office, r.number, r.dateline_date, p.published_at, c.code
      from release l join revision r on r.release_id = l.id join edition e on e.revision_id = r.id
      join publication p on p.edition_id = e.id
      join page g on g.edition_id = p.edition_id and g.approvals_sha256 = p.approvals_sha256
      join edition_code c on c.edition_id = p.edition_id and c.approvals_sha256 = p.approvals_sha256
      where ${condition}
    ), newest as (
      select distinct on (locale) * from shown order by locale, number desc, published_at desc
    )
    select l.slug, l.unofficial, w.reason, w.withdrawn_at as "withdrawnAt",
           (select max(dateline_date)::text from newest) as date, (select min(published_at) from shown) as "publishedAt",
           (select jsonb_agg(jsonb_build_object('locale', locale, 'title', title, 'office', office)) from newest) as pages,
           (select code from shown order by number desc, published_at desc, code limit 1) as code
    from release l join withdrawal w on w.release_id = l.id
    where ${condition} and exists (select from shown)`.execute(db)
  return rows[0]
}

const writeNotice = async (
  { config, renderer }: Deps,
  withdrawn: Withdrawn,
  edition: readonly Locale[],
  style: OfficeStyle,
): Promise<Mail> => {
  const { slug, code, pages, date, publishedAt, withdrawnAt, unofficial } = withdrawn
  const dayOf = (moment: Date) => wallTime(moment, config.timeZone).date
  const notice: WithdrawalNotice = {
    languages: edition.map((locale) => {
      const page = pages.find((one) => one.locale === locale)
      if (!page) throw new Error(`${slug} was never public in ${locale}`)
      return { ...page, reason: reasonIn({ at: withdrawnAt, reason: withdrawn.reason }, locale) }
    }),
    date: date ?? dayOf(publishedAt),
    withdrawnOn: dayOf(withdrawnAt),
    unofficial,
  }
  const mail = await renderer.withdrawal(notice, style, sitePlace(config.baseUrl, slug, code))
  return { ...mail, locale: edition[0]! }
}

/**
 * The mails that tell of a withdrawal, by the id of the edition whose languages each is in. They are the same whenever they are
 * made: the words never change, and the office's style is the one that was in force when they were ordered.
 */
export const noticesOf = async (deps: Deps, dispatchId: string): Promise<Map<string, Mail>> => {
  const { db } = deps
  const withdrawn = await findWithdrawn(
    deps,
    sql`l.id = (select release_id from dispatch where id = ${dispatchId})`,
  )
  if (!withdrawn) throw new Error(`dispatch ${dispatchId} tells of nothing`)
  const editions = await db
    .selectFrom('dispatch_edition as p')
    .innerJoin('edition as e', 'e.id', 'p.edition_id')
    .innerJoin('dispatch as d', 'd.id', 'p.dispatch_id')
    .select(['e.id', 'e.locales', sql<string | null>`style_in_force(d.created_at)`.as('styleId')])
    .where('p.dispatch_id', '=', dispatchId)
    .execute()
  return new Map(
    await Promise.all(
      editions.map(
        async ({ id, locales, styleId }) =>
          [id, await writeNotice(deps, withdrawn, locales as Locale[], await styleOf(db, styleId))] as const,
      ),
    ),
  )
}

/**
 * The mail that tells of a withdrawal as whoever reads every language would get it now.
 * @throws Refusal 'nobody-to-tell' where the release was not withdrawn, or never published
 */
export const previewNotice = async (deps: Deps, slug: string): Promise<Mail> => {
  const withdrawn = await findWithdrawn(deps, sql`l.slug = ${slug}`)
  if (!withdrawn) throw new Refusal('nobody-to-tell', { slug })
  const { style } = await currentStyle(deps.db)
  const shown = locales.filter((locale) => withdrawn.pages.some((page) => page.locale === locale))
  return writeNotice(deps, withdrawn, shown, style)
}
