import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'

/** One language of a revision that the public may see. */
export interface PublicPage {
  /** Of its publication. */
  id: string
  editionId: string
  approvalsSha256: Buffer
  slug: string
  revision: number
  kind: string
  locale: Locale
  title: string
  summary: string
  office: string
  /** From when on it is public. */
  at: Date
  withdrawal: Withdrawal | null
}

export interface Withdrawal {
  at: Date
  reason: Partial<Record<Locale, string>>
}

/** A page in the list of all: its release's other languages are named beside it. */
export type NewsItem = PublicPage & { locales: Locale[] }

/**
 * What became of a published edition: `suspended` while an approval that it was published with does not stand,
 * `replaced` once a newer version is public.
 */
export type Standing = 'valid' | 'replaced' | 'suspended' | 'withdrawn'

/** An edition as it was published, by the code in its files. */
export interface PublishedEdition {
  code: string
  slug: string
  revision: number
  edition: string
  locales: Locale[]
  approvalsSha256: string
  publishedAt: Date
  standing: Standing
  withdrawal: Withdrawal | null
  /** In the order of the locales. */
  texts: PublishedText[]
  files: { name: string; size: number; sha256: string }[]
}

export interface PublishedText {
  locale: Locale
  title: string
  text: string
  layout: string[]
}

const calendars: Record<Locale, string> = { en: 'en-GB', km: 'km-KH-u-nu-khmr', ja: 'ja-JP' }

/** A moment for people to read, by the office's clock. */
export const momentText = (moment: Date, locale: Locale, timeZone: string): string => {
  const parts = (language: string, options: Intl.DateTimeFormatOptions) => {
    const all = new Intl.DateTimeFormat(language, { ...options, timeZone }).formatToParts(moment)
    return (type: string) => all.find((part) => part.type === type)?.value ?? ''
  }
  const own = parts(calendars[locale], { year: 'numeric', month: 'long', day: 'numeric' })
  const clock = parts(calendars[locale], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const zone = parts('en-GB', { timeZoneName: 'shortOffset' })
  return text(locale, 'pages:moment', {
    day: own('day'),
    // Japanese months are numbers, of which the format makes literal text.
    month: locale === 'ja' ? `${own('month').replace('月', '')}月` : own('month'),
    year: own('year'),
    time: `${clock('hour')}:${clock('minute')}`,
    zone: zone('timeZoneName'),
  })
}

/** A withdrawal's reason in the reader's language, or else in English, and the language that it is in. */
export const reasonIn = ({ reason }: Withdrawal, locale: Locale): { locale: Locale; text: string } => {
  const own = reason[locale]
  return own ? { locale, text: own } : { locale: 'en', text: reason.en ?? '' }
}
