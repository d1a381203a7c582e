import { type CalendarDate, isFull, weekdayOf } from '../../language/calendar.ts'
import { englishMonths, englishWeekdays } from '../../language/dates/en.ts'
import type { Check } from '../document.ts'
import { sidesOf } from '../sides.ts'

/** A date in English, as far as it is known, whatever language it was written in: 30 October 2023, November 2023, B.E. 2567. */
const describe = ({ year, buddhistYear, month, day, weekday }: CalendarDate): string =>
  [
    weekday !== undefined && `${englishWeekdays[weekday]}${day === undefined ? '' : ','}`,
    day,
    month && englishMonths[month - 1],
    year,
    buddhistYear && year === undefined && `B.E. ${buddhistYear}`,
  ]
    .filter((part) => part !== undefined && part !== false)
    .join(' ')

const messages = {
  missing: 'checks:dates-missing',
  added: 'checks:dates-added',
  changed: 'checks:dates-changed',
  year: 'checks:dates-year',
  weekday: 'checks:dates-weekday',
} as const

/** Dates say the same day on both sides, in whatever calendar and form. */
export const dates: Check = ({ facts, sourceView, targetView, index }, document) =>
  facts.dates.map(({ kind, source, target }) => ({
    segment: index,
    check: 'dates',
    // Japanese running text may leave out the year.
    severity: kind === 'year' && document.target === 'ja' ? 'warning' : 'error',
    message: messages[kind as keyof typeof messages],
    params: {
      ...sidesOf(document),
      ...(source && { source: describe(source.date) }),
      ...(target && { target: describe(target.date) }),
      ...(kind === 'weekday' &&
        isFull(target!.date) && { weekday: englishWeekdays[weekdayOf(target!.date)]! }),
    },
    ...(source && { source: sourceView.span(source.start, source.end) }),
    ...(target && { target: targetView.span(target.start, target.end) }),
  }))
