import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { khmerMonths } from '../language/dates/km-words.ts'
import { toLocalDigits } from '../language/digits.ts'
import type { Locale } from '../language/model.ts'

/** Parts of a moment where the reader is. */
const partsOf = (moment: Date) => {
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    year: moment.getFullYear(),
    month: moment.getMonth(),
    day: moment.getDate(),
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  }
}

const english = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

// Not every browser knows Khmer: its months and digits are our own.
const days: Record<Locale, (moment: Date) => string> = {
  en: (moment) => english.format(moment),
  km: (moment) => {
    const { year, month, day } = partsOf(moment)
    return `ថ្ងៃទី${day} ខែ${khmerMonths[month]} ឆ្នាំ${year}`
  },
  ja: (moment) => {
    const { year, month, day } = partsOf(moment)
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
  const day = (iso: string) => toLocalDigits(days[locale](new Date(iso)), locale)
  return {
    /** A day of the calendar, from an ISO date or moment. */
    day,
    moment: (iso: string) => `${day(iso)} ${toLocalDigits(partsOf(new Date(iso)).time, locale)}`,
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
