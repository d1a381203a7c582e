import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoment, momentAt, wallTime } from '../../src/language/clock.ts'
import { locales } from '../../src/language/model.ts'
import { type Matter, planReminders, type Reminder, type ReminderRules } from '../../src/review/schedule.ts'

const timeZone = 'Asia/Phnom_Penh'
const rules: ReminderRules = {
  digestHour: 7,
  leadShare: 0.25,
  leadHours: 2,
  escalateHours: 4,
}
/** By the clock of Phnom Penh. */
const at = (written: string) => new Date(`${written}:00+07:00`)
const told = ({ kind, at }: Reminder) => `${wallTime(at, timeZone).date} ${hourOf(at)} ${kind}`
const hourOf = (moment: Date) => {
  const { hour, minute } = wallTime(moment, timeZone)
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** All that is said of a matter by a worker that always comes in time, until a moment. */
const course = (matter: Matter, until: Date): string[] => {
  const said = new Map<string, Reminder>()
  for (let now: Date | null = matter.openedAt; now && now <= until; ) {
    const { due, next } = planReminders(matter, now, rules, timeZone)
    for (const reminder of due) said.set(`${reminder.kind} ${reminder.occasion}`, reminder)
    now = next
  }
  return [...said.values()].map(told).sort()
}

describe('what people are reminded of', () => {
  it('a deadline in two days: when a quarter is left, when it has passed, each morning, and the administrators', () => {
    const matter = { openedAt: at('2026-11-23T10:00'), dueAt: at('2026-11-25T10:00'), settled: false }
    expect(course(matter, at('2026-11-27T12:00'))).toEqual([
      '2026-11-24 07:00 waiting',
      '2026-11-24 22:00 due-soon',
      '2026-11-25 07:00 waiting',
      '2026-11-25 10:00 overdue',
      '2026-11-25 14:00 escalated',
      '2026-11-26 07:00 overdue',
      '2026-11-27 07:00 overdue',
    ])
  })

  it.each([
    ['2026-11-23T11:00', '2026-11-23 10:30'], // of one hour: half of it
    ['2026-11-23T12:05', '2026-11-23 11:02'],
    ['2026-11-23T15:00', '2026-11-23 13:00'], // two hours before
    ['2026-11-23T18:00', '2026-11-23 16:00'],
    ['2026-11-24T10:00', '2026-11-24 04:00'], // a quarter
  ])('before a deadline at %s, at %s', (due, soon) => {
    const matter = { openedAt: at('2026-11-23T10:00'), dueAt: at(due), settled: false }
    expect(course(matter, matter.dueAt).filter((line) => line.endsWith('due-soon'))).toEqual([
      `${soon} due-soon`,
    ])
  })

  it('without a deadline: each morning', () => {
    const matter = { openedAt: at('2026-11-23T07:00'), dueAt: null, settled: false }
    expect(course(matter, at('2026-11-25T06:59'))).toEqual(['2026-11-24 07:00 waiting'])
    expect(course(matter, at('2026-11-25T07:00'))).toHaveLength(2)
  })

  it('opened after its deadline: each morning, and the administrators once', () => {
    const matter = { openedAt: at('2026-11-23T10:00'), dueAt: at('2026-11-22T10:00'), settled: false }
    expect(course(matter, at('2026-11-25T00:00'))).toEqual([
      '2026-11-23 14:00 escalated',
      '2026-11-24 07:00 overdue',
    ])
  })

  it('after a standstill: what is so now, not all that was missed', () => {
    const matter = { openedAt: at('2026-11-23T10:00'), dueAt: at('2026-11-25T10:00'), settled: false }
    expect(planReminders(matter, at('2026-11-29T09:00'), rules, timeZone).due.map(told)).toEqual([
      '2026-11-25 14:00 escalated',
      '2026-11-29 07:00 overdue',
    ])
  })

  it('a deadline at the hour of the digest is said once', () => {
    const matter = { openedAt: at('2026-11-23T10:00'), dueAt: at('2026-11-24T07:00'), settled: false }
    expect(planReminders(matter, matter.dueAt, rules, timeZone).due.map(told)).toEqual([
      '2026-11-24 07:00 overdue',
    ])
  })

  it('settled: nothing, for good', () => {
    const matter = { openedAt: at('2026-11-23T10:00'), dueAt: at('2026-11-25T10:00'), settled: true }
    expect(planReminders(matter, at('2026-11-29T09:00'), rules, timeZone)).toEqual({ due: [], next: null })
  })
})

const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
const zone = fc.constantFrom(
  ...['Asia/Phnom_Penh', 'Asia/Tokyo', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'],
)
const anyRules = fc.record({
  digestHour: fc.integer({ min: 0, max: 23 }),
  leadShare: fc.double({ min: 0, max: 1, noNaN: true }),
  leadHours: fc.integer({ min: 0, max: 200 }),
  escalateHours: fc.integer({ min: 0, max: 200 }),
})

describe('whatever the matter, the rules and the moment', () => {
  it('nothing is said before its time, and the next look is later, within two days', () => {
    fc.assert(
      fc.property(
        moment,
        fc.option(moment, { nil: null }),
        moment,
        anyRules,
        zone,
        (openedAt, dueAt, now, given, office) => {
          const { due, next } = planReminders({ openedAt, dueAt, settled: false }, now, given, office)
          for (const reminder of due) expect(reminder.at.getTime()).toBeLessThanOrEqual(now.getTime())
          expect(next!.getTime()).toBeGreaterThan(now.getTime())
          expect(next!.getTime() - now.getTime()).toBeLessThanOrEqual(50 * 3_600_000)
          expect(new Set(due.map(({ kind }) => kind)).size).toBe(due.length)
        },
      ),
    )
  })

  it('between two looks nothing new is to be said', () => {
    fc.assert(
      fc.property(
        moment,
        fc.option(moment, { nil: null }),
        fc.nat(20),
        fc.double({ min: 0, max: 0.999 }),
        anyRules,
        zone,
        (openedAt, dueAt, looks, part, given, office) => {
          const matter = { openedAt, dueAt, settled: false }
          let now = openedAt
          for (let n = 0; n < looks; n++) now = planReminders(matter, now, given, office).next!
          const { due, next } = planReminders(matter, now, given, office)
          const between = new Date(
            now.getTime() + Math.floor((next!.getTime() - now.getTime()) * (part || 0)),
          )
          expect(planReminders(matter, between, given, office)).toEqual({ due, next })
        },
      ),
    )
  })
})

describe('the clock of an office', () => {
  it('shows the hour that was asked for, also where it changes in summer', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 4, max: 23 }), zone, (some, hour, timeZone) => {
        const { date } = wallTime(some, timeZone)
        expect(wallTime(momentAt(date, hour, timeZone), timeZone)).toMatchObject({ date, hour, minute: 0 })
      }),
    )
  })

  it('is told in the reader’s language', () => {
    expect(locales.map((locale) => formatMoment(at('2026-11-27T17:05'), timeZone, locale))).toEqual([
      'Friday 27 November 2026, 17:05 (UTC+7)',
      'ថ្ងៃសុក្រ ទី២៧ ខែវិច្ឆិកា ឆ្នាំ២០២៦ ម៉ោង ១៧:០៥ (UTC+7)',
      '2026年11月27日（金）17:05（UTC+7）',
    ])
    expect(formatMoment(at('2026-11-27T17:05'), 'Asia/Kolkata', 'en')).toContain('15:35 (UTC+5:30)')
  })
})
