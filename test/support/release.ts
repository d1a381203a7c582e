import { sql } from 'kysely'
import type { Person } from '../../src/accounts/permissions.ts'
import { type Locale, sourceLocale } from '../../src/language/model.ts'
import { submitRelease } from '../../src/releases/submit.ts'
import { approve } from '../../src/review/decide.ts'
import { editTargets } from '../../src/review/edit.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { type Office, until } from './office.ts'

/** A short release in English. */
export const releaseText = (title: string) => `KINGDOM OF CAMBODIA
NATION RELIGION KING

MINISTRY OF FOREIGN AFFAIRS
AND INTERNATIONAL COOPERATION

PRESS RELEASE

“${title}”

The Minister welcomed the guests on 3 March 2024. Both sides agreed to meet again.

Phnom Penh, 3 March 2024
`

// What a translator of that release would write, by its English.
const translations: Record<string, Partial<Record<Locale, string>>> = {
  'KINGDOM OF CAMBODIA': { km: 'ព្រះរាជាណាចក្រកម្ពុជា', ja: 'カンボジア王国' },
  'NATION RELIGION KING': { km: 'ជាតិ សាសនា ព្រះមហាក្សត្រ', ja: '国家　宗教　国王' },
  'MINISTRY OF FOREIGN AFFAIRS AND INTERNATIONAL COOPERATION': {
    km: 'ក្រសួងការបរទេស និងសហប្រតិបត្តិការអន្តរជាតិ',
    ja: '外務国際協力省',
  },
  'The Minister welcomed the guests on 3 March 2024.': {
    km: 'រដ្ឋមន្ត្រីបានស្វាគមន៍ភ្ញៀវ នៅថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤។',
    ja: '大臣は2024年3月3日に来賓を歓迎しました。',
  },
  'Both sides agreed to meet again.': {
    km: 'ភាគីទាំងពីរបានឯកភាពជួបគ្នាម្តងទៀត៕',
    ja: '双方は再び会うことで一致しました。',
  },
  'Phnom Penh, 3 March 2024': {
    km: 'រាជធានីភ្នំពេញ ថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤',
    ja: 'プノンペン、2024年3月3日',
  },
}

const titles: Partial<Record<Locale, string>> = { km: '«ភ្ញៀវ»', ja: '「来賓」' }

/** What the translator writes in Khmer for an English text of the release. */
export const khmerOf = (english: string): string => translationOf(english, 'km')
/** What a translator makes of a segment of that release. */
export const translationOf = (source: string, locale: Locale): string =>
  translations[source]?.[locale] ?? titles[locale] ?? ''

/** A translator and a reviewer for each locale, an officer and a publisher. */
export const openTeam = async (office: Office) => ({
  officer: await office.person({ role: 'press-officer', locale: null }),
  publisher: await office.person({ role: 'publisher', locale: null }),
  translator: await office.person(
    ...(['km', 'ja'] as const).flatMap((locale) => [
      { role: 'translator' as const, locale },
      { role: 'reviewer' as const, locale },
    ]),
  ),
  reviewer: await office.person(
    ...(['en', 'km', 'ja'] as const).map((locale) => ({ role: 'reviewer' as const, locale })),
  ),
})

export type Team = Awaited<ReturnType<typeof openTeam>>

export const submit = (
  office: Office,
  person: Person,
  {
    title = 'Guests',
    ...more
  }: { title?: string; slug?: string; embargoAt?: Date; locales?: Locale[]; lists?: string[] } = {},
) => submitRelease(office.deps, person.id, { text: releaseText(title), locales: ['km', 'ja'], ...more })

/** Waits until a translation is open for people. */
export const inReview = (office: Office, slug: string, locale: Locale) =>
  until(async () => {
    const translation = await getTranslation(office.deps.db, slug, locale, 'en')
    return translation.status === 'in-review' && translation
  }, `${slug} is in review in ${locale}`)

/** Fills every open segment of a translation in. */
export const translate = async (office: Office, person: Person, slug: string, locale: Locale) => {
  const { segments } = await inReview(office, slug, locale)
  const edits = segments
    .filter(({ target }) => target === '')
    .map(({ id, source, version }) => ({
      segmentId: id,
      version,
      text: translationOf(source, locale),
    }))
  if (edits.length > 0) await editTargets(office.deps, person, slug, locale, edits)
}

/** Approves a translation as it stands. */
export const approveAs = async (office: Office, person: Person, slug: string, locale: Locale) => {
  const { contentSha256 } = await inReview(office, slug, locale)
  return approve(office.deps, person, slug, locale, contentSha256)
}

/** Brings a release to where every edition is rendered. Needs the stages translate, review and render at work. */
export const publishable = async (office: Office, team: Team, slug: string) => {
  for (const locale of [sourceLocale, 'km', 'ja'] as const) {
    if (locale !== sourceLocale) await translate(office, team.translator, slug, locale)
    await approveAs(office, team.reviewer, slug, locale)
  }
  await until(async () => {
    const editions = await office.deps.db
      .selectFrom('edition as e')
      .innerJoin('revision as r', 'r.id', 'e.revision_id')
      .innerJoin('release', 'release.id', 'r.release_id')
      .select('e.status')
      .where('release.slug', '=', slug)
      .execute()
    return editions.length > 0 && editions.every(({ status }) => status === 'rendered')
  }, `every edition of ${slug} is rendered`)
}

/** Lets the embargo of a release pass, or begin, at a moment given in SQL. */
export const setEmbargo = (office: Office, slug: string, moment: string) =>
  sql`update release set embargo_at = ${sql.raw(moment)} where slug = ${slug}`.execute(office.deps.db)
