import { text } from '../i18n.ts'
import { formatDate } from '../language/dates.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { type ContentBlock, headOf, type Part, signedBy } from './content.ts'
import { datelineLines } from './dateline.ts'
import { pageUrl, type SitePlace } from './site.ts'
import type { OfficeStyle } from './style.ts'

/** What is told of a withdrawal: the reason as a person gave it, and of the release its title and its date. */
export interface WithdrawalNotice {
  /** In the order in which they are read. */
  languages: {
    locale: Locale
    title: string
    /** Who published it, for offices without a letterhead of their own. */
    office: string
    /** In this language or, where it was not given in it, in another. */
    reason: { locale: Locale; text: string }
  }[]
  /** Of the release, ISO 8601. */
  date: string
  /** When it was withdrawn, ISO 8601. */
  withdrawnOn: string
  /** The titles are unofficial translations, for demonstration. */
  unofficial: boolean
}

/** A notice, language by language, ready to be set as a release is. */
export const noticeParts = (
  { languages, date, withdrawnOn, unofficial }: WithdrawalNotice,
  style: OfficeStyle,
  { newsUrl }: SitePlace,
): Part[] =>
  languages.map(({ locale, title, office, reason }) => {
    const say = (key: string, params = {}) => text(locale, `email:withdrawal.${key}`, params)
    const days = { date: formatDate(date, locale), when: formatDate(withdrawnOn, locale) }
    const blocks = [
      { type: 'paragraph' as const, runs: [{ text: say('told', days) }] },
      { type: 'heading' as const, runs: [{ text: say('reason') }] },
      ...reason.text.split(/\s*\n\s*/).map((line) => ({
        type: 'paragraph' as const,
        runs: [{ text: line }],
        ...(reason.locale !== locale && { lang: reason.locale }),
      })),
      { type: 'paragraph' as const, runs: [{ text: say('page'), href: pageUrl(newsUrl, locale) }] },
    ].map((block, at): ContentBlock => ({ ...block, at }))
    return {
      locale,
      ...headOf(style.letterhead[locale].length > 0 ? style.letterhead[locale] : [office].filter(Boolean)),
      unit: null,
      reference: null,
      kind: say('kind'),
      title: [{ text: text(locale, 'pages:news.withdrawn-title', { title }) }],
      subtitle: null,
      blocks,
      dateline: datelineLines({ place: '', date: withdrawnOn }, locale, style),
      ...signedBy(style, locale),
      note: unofficial && locale !== sourceLocale ? text(locale, 'document:unofficial') : null,
    }
  })
