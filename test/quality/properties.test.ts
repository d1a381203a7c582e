import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDates } from '../../src/language/dates.ts'
import { khmerFaults, khmerKey, normaliseKhmer } from '../../src/language/khmer-unicode.ts'
import { locales } from '../../src/language/model.ts'
import { findCapitalNames, findHonorifics, splitName } from '../../src/language/names.ts'
import { findNumbers } from '../../src/language/numbers.ts'
import { findTimes } from '../../src/language/times.ts'
import { checks } from '../../src/quality/checks.ts'
import { readDocument } from '../../src/quality/document.ts'
import { checkIds } from '../../src/quality/model.ts'
import { runChecks } from '../../src/quality/run.ts'
import { concepts, corpus } from './corpus.ts'

const pieces = [
  ...'0123456789០១៩２〇一十百千万億年月日第時分のក្តាំ៉េ៊។៕៖ៗ“”«»「」（）()[]*.,:-–~%$+@/ \u200b\n',
].concat([
  'ថ្ងៃទី',
  'ខែ',
  'ឆ្នាំ',
  'កើត',
  'ព.ស.',
  'លាន',
  'មួយ',
  'ប្រាំ',
  '令和',
  '曜日',
  'から',
  'May',
  'December',
  'two',
  'hundred',
  'million',
  ' and ',
  'H.E.',
  'HUN Sen',
  'th',
  '**',
  'https://a.kh',
  'ឯកឧត្តម',
])
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
)

describe('any text at all', () => {
  it('is read without a fault, at places inside it', () => {
    fc.assert(
      fc.property(text, (any) => {
        for (const locale of locales)
          for (const found of [
            ...findNumbers(any, locale),
            ...findDates(any, locale),
            ...findTimes(any, locale),
            ...findHonorifics(any, locale),
          ]) {
            expect(found.start).toBeGreaterThanOrEqual(0)
            expect(found.end).toBeGreaterThan(found.start)
            expect(found.end).toBeLessThanOrEqual(any.length)
          }
        khmerFaults(any)
        normaliseKhmer(any)
        khmerKey(any)
        findCapitalNames(any)
        splitName(any)
      }),
      { numRuns: 2000 },
    )
  })

  it('is checked without a fault, with places and fixes inside it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.constantFrom(...locales),
        fc.array(fc.record({ source: text, target: text }), { maxLength: 3 }),
        (source, target, segments) => {
          for (const finding of runChecks({ source, target, segments, concepts })) {
            const length = segments[finding.segment]!.target.length
            for (const place of [
              finding.target,
              finding.fix && ([finding.fix.start, finding.fix.end] as const),
            ])
              if (place) expect(place[0] >= 0 && place[0] <= place[1] && place[1] <= length).toBe(true)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('checks', () => {
  it('stand in the registry under their ids', () => {
    expect(Object.keys(checks)).toEqual([...checkIds])
  })

  it('say the same however often and in whatever order they run', () => {
    const { target, segments } = corpus.find(({ name }) => name === 'economy.json')!
    const spoilt = segments.map((segment) => ({
      ...segment,
      target: segment.target.replace(/[០-៩]/, '៧').replace('។', '.'),
    }))
    const input = { source: 'en' as const, target, segments: spoilt, concepts }
    const forwards = runChecks(input)
    expect(forwards.length).toBeGreaterThan(5)
    expect(runChecks(input)).toEqual(forwards)
    const document = readDocument(input)
    const backwards = Object.values(checks)
      .reverse()
      .flatMap((check) => document.segments.toReversed().flatMap((segment) => check(segment, document)))
    const sorted = (findings: typeof forwards) => findings.map((finding) => JSON.stringify(finding)).sort()
    expect(sorted(backwards)).toEqual(sorted(forwards))
  })
})

describe('time grows with length', () => {
  const hostile = [
    '1',
    '1,',
    '1 ',
    '១',
    '១.',
    '十',
    '万',
    '1年',
    'ក្ក',
    'ក្',
    '្រ',
    'ា',
    'កា​',
    '*',
    '**',
    '(',
    '（',
    '「',
    '[',
    '](',
    'a ',
    'the two ',
    'twenty ',
    'one hundred and ',
    'May ',
    '1 May, ',
    '12 to ',
    'ថ្ងៃទី១ ',
    'ពីរ',
    'រយ',
    'I',
    'H.E.',
    'A',
    'AB Cd ',
    'http://',
    'a@',
    'a.',
    '. ',
    'ん',
    'カ',
    'ABC',
    '  ',
  ]

  it.each(hostile)('for repeated %j', (unit) => {
    const time = (length: number) => {
      const long = unit.repeat(Math.ceil(length / unit.length))
      const start = performance.now()
      for (const target of ['km', 'ja'] as const)
        runChecks({ source: 'en', target, segments: [{ source: long, target: long }], concepts })
      return performance.now() - start
    }
    time(500)
    const [short, long] = [Math.min(time(2000), time(2000)), Math.min(time(16_000), time(16_000))]
    // Eight times the length in 64 times the time would be quadratic; small times are noise.
    expect(long).toBeLessThan(Math.max(500, short * 30))
  })
})
