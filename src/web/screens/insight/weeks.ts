import type { Locale } from '../../../language/model.ts'

const WEEK = 7 * 86_400_000

const english = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

const labels: Record<Locale, (monday: Date) => string> = {
  en: (monday) => english.format(monday),
  km: (monday) => `${monday.getUTCDate()}/${monday.getUTCMonth() + 1}`,
  ja: (monday) => `${monday.getUTCMonth() + 1}/${monday.getUTCDate()}`,
}

/** A week by its Monday, short enough for an axis; the digits are Latin. */
export const weekLabel = (week: string, locale: Locale): string => labels[locale](new Date(week))

/** Every week from the first to the last of some, those without anything among them. */
export const everyWeek = (weeks: string[]): string[] => {
  const times = weeks.map((week) => new Date(week).getTime())
  const all: string[] = []
  for (let at = Math.min(...times); at <= Math.max(...times); at += WEEK) all.push(new Date(at).toISOString())
  return all
}
