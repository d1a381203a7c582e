import { fromIso } from '../language/calendar.ts'
import { formatDateline, formatEraDate } from '../language/dates.ts'
import { eraOf } from '../language/eras.ts'
import { formatLunarLine, lunarYears } from '../language/khmer-lunar.ts'
import type { Locale } from '../language/model.ts'
import type { Dateline } from '../releases/model.ts'
import type { OfficeStyle } from './style.ts'

/** How a text of its own tells that it has the lunar line already: it counts years by the Buddhist Era. */
const buddhistEra = /ព\.\s?ស|ពុទ្ធសករាជ/

const hasLunarLine = ({ text, date }: Dateline): boolean => {
  const year = Number(date.slice(0, 4))
  return year >= lunarYears.first && year <= lunarYears.last && !buddhistEra.test(text ?? '')
}

const japaneseDate = (place: string, date: string, years: OfficeStyle['japaneseYears']): string =>
  years === 'era' && eraOf(fromIso(date))
    ? `${place}${place && '、'}${formatEraDate(date)}`
    : formatDateline(place, date, 'ja')

/**
 * The line that closes a release: as written, or else in the locale's official form. In Khmer, the lunar day stands
 * above it.
 */
export const datelineLines = (
  dateline: Dateline,
  locale: Locale,
  { japaneseYears }: Pick<OfficeStyle, 'japaneseYears'>,
): string[] => {
  const { place, date, text } = dateline
  const line =
    text ?? (locale === 'ja' ? japaneseDate(place, date, japaneseYears) : formatDateline(place, date, locale))
  return locale === 'km' && hasLunarLine(dateline) ? [formatLunarLine(date), line] : [line]
}
