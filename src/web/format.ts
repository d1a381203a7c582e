import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { khmerMonths } from '../language/dates/km-words.ts'
import { toLocalDigits } from '../language/digits.ts'
import type { Locale } from '../language/model.ts'

/** Parts of a moment by the clock of a time zone, or where the reader is. */
const partsOf = (moment: Date, timeZone?: string) => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(moment)
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)!.value
  return {
    year: Number(part('year')),
    month: Number(part('month')) - 1,
    day: Number(part('day')),
    time: `${part('hour')}:${part('minute')}`,
  }
}

const english = (moment: Date, timeZone?: string) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(
    moment,
  )

// Not every browser knows Khmer: its months and digits are our own.
const days: Record<Locale, (moment: Date, timeZone?: string) => string> = {
  en: english,
  km: (moment, timeZone) => {
    const { year, month, day } = partsOf(moment, timeZone)
    return `ថ្ងៃទី${day} ខែ${khmerMonths[month]} ឆ្នាំ${year}`
  },
  ja: (moment, timeZone) => {
    const { year, month, day } = partsOf(moment, timeZone)
    return `${year}年${month + 1}月${day}日`
  },
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

const grouped = new Intl.NumberFormat('en')

const numberIn = (value: number, locale: Locale) => toLocalDigits(grouped.format(value), locale)

/** Ways to write numbers and moments in the reader's language. */
export const useFormat = () => {
  const { t, i18n } = useTranslation()
  const locale = i18n.language as Locale
  const day = (iso: string, timeZone?: string) => toLocalDigits(days[locale](new Date(iso), timeZone), locale)
  const time = (iso: string, timeZone?: string) =>
    toLocalDigits(partsOf(new Date(iso), timeZone).time, locale)
  return {
    /** A day of the calendar, from an ISO date or moment. */
    day,
    /** The hour and minute of a moment, where the reader is or by the clock of a time zone. */
    time,
    /** A moment, where the reader is or by the clock of a time zone. */
    moment: (iso: string, timeZone?: string) => `${day(iso, timeZone)} ${time(iso, timeZone)}`,
    number: (value: number) => numberIn(value, locale),
    /** A text with its digits in the reader's. */
    digits: (text: string) => toLocalDigits(text, locale),
    /** A share of one as per cent. */
    share: (value: number) => t('share', { value: Math.round(value * 100) }),
    /** How far from now a moment is, before or after. */
    fromNow: (iso: string) => {
      const away = new Date(iso).getTime() - Date.now()
      const [unit, length] = units.find(([, size]) => Math.abs(away) >= size) ?? ['now', 1]
      return t(`moment.${unit}-${away < 0 ? 'ago' : 'ahead'}`, { count: Math.round(Math.abs(away) / length) })
    },
  }
}

/** In texts: {{count, digits}} writes a number in the reader's digits. */
export const addDigits = () =>
  i18next.services.formatter!.add('digits', (value, language) => numberIn(value, language as Locale))
