import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, fromDayNumber, fromIso, toIso } from '../../src/language/calendar.ts'
import { findDates, formatDate } from '../../src/language/dates.ts'
import {
  animals,
  buddhistYearOf,
  formatLunarLine,
  fromLunar,
  lunarMonths,
  saks,
  toLunar,
} from '../../src/language/khmer-lunar.ts'

interface Vector {
  gregorian: string
  day: number
  phase_en: string
  month: string
  animal_year: string
  sak: string
  be: number
  line_km: string
  gregorian_line_km: string
}

const vectors: Vector[] = JSON.parse(readFileSync(new URL('lunar.json', import.meta.url), 'utf8'))

describe('the Khmer lunar calendar', () => {
  it.each(vectors)('agrees with the almanac on $gregorian', (vector) => {
    const lunar = toLunar(vector.gregorian)
    expect([lunar.day, lunar.phase, lunarMonths[lunar.month], lunar.buddhistYear]).toEqual([
      vector.day,
      vector.phase_en,
      vector.month,
      vector.be,
    ])
    expect([animals[lunar.animal], saks[lunar.sak]]).toEqual([vector.animal_year, vector.sak])
    expect(formatLunarLine(vector.gregorian)).toBe(vector.line_km)
    expect(formatDate(vector.gregorian, 'km')).toBe(vector.gregorian_line_km)
  })

  it.each(vectors)('reads the line of $gregorian back', ({ line_km, gregorian }) => {
    expect(findDates(line_km, 'km').map(({ date }) => date)).toEqual([
      { ...fromIso(gregorian), weekday: expect.any(Number) },
    ])
  })

  it('changes the Buddhist year on the day after Visak Bochea', () => {
    expect([
      buddhistYearOf('2023-05-04'),
      buddhistYearOf('2023-05-05'),
      buddhistYearOf('2023-12-31'),
      buddhistYearOf('2024-01-01'),
    ]).toEqual([2566, 2567, 2567, 2567])
  })

  it('gives each day of 1868–2100 one lunar day, and back', () => {
    const days = fc.integer({ min: dayNumber(fromIso('1868-01-01')), max: dayNumber(fromIso('2100-12-31')) })
    fc.assert(
      fc.property(days, (day) => {
        const date = fromDayNumber(day)
        expect(fromLunar(toLunar(toIso(date)))).toEqual(date)
      }),
      { numRuns: 2000 },
    )
  })

  it('has no answer outside the years that it knows', () => {
    expect(() => toLunar('1700-01-01')).toThrow(RangeError)
    expect(() => toLunar('2023-02-30')).toThrow(RangeError)
    expect(fromLunar({ day: 15, phase: 'waning', month: 0, buddhistYear: 2567 })).toBeUndefined()
  })
})
