import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import type { Dateline } from '../releases/model.ts'

/** Khmer official text writes Khmer digits; Intl does so only where it is told to. */
const calendars: Record<Locale, string> = {
  en: 'en-GB',
  km: 'km-KH-u-nu-khmr',
  ja: 'ja-JP',
}

/** A dateline as written or, where it has only place and date, in the locale's official form. */
export const datelineText = (dateline: Dateline, locale: Locale): string => {
  if (dateline.text) return dateline.text
  const format = new Intl.DateTimeFormat(calendars[locale], {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  })
  const parts = format.formatToParts(new Date(`${dateline.date}T00:00:00Z`))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return text(locale, 'document:dateline', {
    place: dateline.place,
    day: part('day'),
    month: part('month'),
    year: part('year'),
  })
}
