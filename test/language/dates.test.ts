import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CalendarDate, dayNumber, fromDayNumber, fromIso, toIso } from '../../src/language/calendar.ts'
import { findDates, formatDate, formatDateline, formatEraDate } from '../../src/language/dates.ts'
import { toFullWidth } from '../../src/language/japanese-width.ts'
import { type Locale, locales } from '../../src/language/model.ts'

const dec17 = { year: 2023, month: 12, day: 17 }

/** Every written form, with the dates that it says. */
const forms: Record<Locale, [text: string, dates: CalendarDate[]][]> = {
  en: [
    ['17 December 2023', [dec17]],
    ['Sunday, 17 December 2023', [{ ...dec17, weekday: 0 }]],
    ['Sunday the 17th of December, 2023', [{ ...dec17, weekday: 0 }]],
    ['December 17, 2023', [dec17]],
    ['December 17th 2023', [dec17]],
    ['17 Dec. 2023', [dec17]],
    ['17-Dec-2023', [dec17]],
    ['2023-12-17', [dec17]],
    ['17/12/2023', [dec17]],
    ['12/17/2023', [dec17]],
    ['17.12.2023', [dec17]],
    ['December 2023', [{ year: 2023, month: 12 }]],
    ['17 December', [{ month: 12, day: 17 }]],
    ['in December', [{ month: 12 }]],
    ['in May', [{ month: 5 }]],
    ['by 2025', [{ year: 2025 }]],
    ['2024-2028', [{ year: 2024 }, { year: 2028 }]],
    ['2024–28', [{ year: 2024 }, { year: 2028 }]],
    ['B.E. 2567', [{ buddhistYear: 2567 }]],
    [
      '12-14 November 2022',
      [
        { year: 2022, month: 11, day: 12 },
        { year: 2022, month: 11, day: 14 },
      ],
    ],
    [
      '13, 14 and 16 April',
      [
        { month: 4, day: 13 },
        { month: 4, day: 14 },
        { month: 4, day: 16 },
      ],
    ],
    [
      'from 30 November to 2 December 2023',
      [
        { year: 2023, month: 11, day: 30 },
        { year: 2023, month: 12, day: 2 },
      ],
    ],
    ['next year, two years ago, we may go', []],
    ['1,200 people; US$2000; 2000 people', []],
  ],
  km: [
    ['ថ្ងៃទី១៧ ខែធ្នូ ឆ្នាំ២០២៣', [dec17]],
    ['ថ្ងៃទី 17 ខែធ្នូ ឆ្នាំ 2023', [dec17]],
    ['ថ្ងៃអាទិត្យ ទី១៧ ខែធ្នូ ឆ្នាំ២០២៣', [{ ...dec17, weekday: 0 }]],
    ['ថ្ងៃអាទិត្យ ថ្ងៃទី១៧ ខែធ្នូ ឆ្នាំ២០២៣', [{ ...dec17, weekday: 0 }]],
    ['១៧ ធ្នូ ២០២៣', [dec17]],
    ['១៧/១២/២០២៣', [dec17]],
    ['១៧-១២-២០២៣', [dec17]],
    ['ថ្ងៃទី១៧ ខែ១២ ឆ្នាំ២០២៣', [dec17]],
    ['ខែធ្នូ ឆ្នាំ២០២៣', [{ year: 2023, month: 12 }]],
    ['ខែកុម្ភៈ', [{ month: 2 }]],
    ['ឆ្នាំ២០២៣', [{ year: 2023 }]],
    ['ឆ្នាំ២០២៤-២០២៨', [{ year: 2024 }, { year: 2028 }]],
    ['ពីឆ្នាំ២០២៤ ដល់ឆ្នាំ២០២៨', [{ year: 2024 }, { year: 2028 }]],
    ['ព.ស.២៥៦៧', [{ buddhistYear: 2567 }]],
    [
      'ពីថ្ងៃទី១២ ដល់ថ្ងៃទី១៤ ខែវិច្ឆិកា ឆ្នាំ២០២២',
      [
        { year: 2022, month: 11, day: 12 },
        { year: 2022, month: 11, day: 14 },
      ],
    ],
    [
      'ថ្ងៃទី១៣ ១៤ និង១៦ ខែមេសា',
      [
        { month: 4, day: 13 },
        { month: 4, day: 14 },
        { month: 4, day: 16 },
      ],
    ],
    ['ថ្ងៃច័ន្ទ ៦កើត ខែមិគសិរ ឆ្នាំថោះ បញ្ចស័ក ព.ស.២៥៦៧', [{ year: 2023, month: 12, day: 18, weekday: 1 }]],
    ['ថ្ងៃសៅរ៍ ៤រោច ខែកត្ដិក ឆ្នាំខាល ចត្វាស័ក ព.ស.២៥៦៦', [{ year: 2022, month: 11, day: 12, weekday: 6 }]],
    ['ឆ្នាំក្រោយ ឆ្នាំនេះ ៥ឆ្នាំ', []],
  ],
  ja: [
    ['2023年12月17日', [dec17]],
    ['２０２３年１２月１７日', [dec17]],
    ['2023年12月17日（日）', [{ ...dec17, weekday: 0 }]],
    ['2023年12月17日（日曜日）', [{ ...dec17, weekday: 0 }]],
    ['令和5年12月17日', [dec17]],
    ['令和五年十二月十七日', [dec17]],
    ['二〇二三年十二月十七日', [dec17]],
    ['二千二十三年', [{ year: 2023 }]],
    ['令和5（2023）年12月17日', [dec17]],
    ['2023年（令和5年）12月17日', [dec17]],
    ['令和元年', [{ year: 2019 }]],
    ['昭和64年1月7日', [{ year: 1989, month: 1, day: 7 }]],
    ['大正12年', [{ year: 1923 }]],
    ['明治元年', [{ year: 1868 }]],
    ['R5.12.17', [dec17]],
    ['2023/12/17', [dec17]],
    ['2023年12月', [{ year: 2023, month: 12 }]],
    ['12月17日', [{ month: 12, day: 17 }]],
    ['仏暦2567年', [{ buddhistYear: 2567 }]],
    ['2024年から2028年まで', [{ year: 2024 }, { year: 2028 }]],
    ['2024〜2028年', [{ year: 2024 }, { year: 2028 }]],
    [
      '2022年11月12日から14日まで',
      [
        { year: 2022, month: 11, day: 12 },
        { year: 2022, month: 11, day: 14 },
      ],
    ],
    [
      '4月13日、14日及び16日',
      [
        { month: 4, day: 13 },
        { month: 4, day: 14 },
        { month: 4, day: 16 },
      ],
    ],
    [
      '2023年11月30日から12月2日まで',
      [
        { year: 2023, month: 11, day: 30 },
        { year: 2023, month: 12, day: 2 },
      ],
    ],
    ['来年、5年間、70周年、3か月、3日間', []],
  ],
}

const day = fc
  .integer({ min: dayNumber(fromIso('1868-01-25')), max: dayNumber(fromIso('2100-12-31')) })
  .map(fromDayNumber)

describe.each(locales)('dates in %s', (locale) => {
  it.each(forms[locale])('reads %s', (text, dates) => {
    expect(findDates(text, locale).map(({ date }) => date)).toEqual(dates)
  })

  it('reads what it writes, for every day from Meiji to 2100', () => {
    fc.assert(
      fc.property(day, (date) => {
        const text = formatDate(toIso(date), locale)
        expect(findDates(`… ${text} …`, locale)).toEqual([{ start: 2, end: 2 + text.length, date }])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the official forms', () => {
  it('writes a date, a dateline and an era', () => {
    expect(locales.map((locale) => formatDate('2023-12-17', locale))).toEqual([
      '17 December 2023',
      'ថ្ងៃទី១៧ ខែធ្នូ ឆ្នាំ២០២៣',
      '2023年12月17日',
    ])
    expect(formatDateline('រាជធានីភ្នំពេញ', '2023-12-18', 'km')).toBe('រាជធានីភ្នំពេញ ថ្ងៃទី១៨ ខែធ្នូ ឆ្នាំ២០២៣')
    expect(['2019-04-30', '2019-05-01', '1989-01-07', '1912-07-30'].map(formatEraDate)).toEqual([
      '平成31年4月30日',
      '令和元年5月1日',
      '昭和64年1月7日',
      '大正元年7月30日',
    ])
    expect(() => formatEraDate('1867-01-01')).toThrow(RangeError)
    expect(() => formatDate('2023-02-29', 'en')).toThrow(RangeError)
  })

  it('reads back every era date, in either width', () => {
    fc.assert(
      fc.property(day, (date) => {
        const text = formatEraDate(toIso(date))
        expect(findDates(text, 'ja').map((found) => found.date)).toEqual([date])
        expect(findDates(toFullWidth(text), 'ja').map((found) => found.date)).toEqual([date])
      }),
      { numRuns: 500 },
    )
  })
})
