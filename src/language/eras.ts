import { dayNumber, type FullDate, fromIso } from './calendar.ts'

export interface Era {
  name: string
  /** The letter of short forms such as R5.12.17. */
  letter: string
  /** ISO date of the first day. */
  from: string
}

/** Japanese eras since Meiji, the newest first. Japan took the Gregorian calendar on 1 January 1873; earlier dates are proleptic. */
export const eras: readonly Era[] = [
  { name: '令和', letter: 'R', from: '2019-05-01' },
  { name: '平成', letter: 'H', from: '1989-01-08' },
  { name: '昭和', letter: 'S', from: '1926-12-25' },
  { name: '大正', letter: 'T', from: '1912-07-30' },
  { name: '明治', letter: 'M', from: '1868-01-25' },
]

const started = new Map(eras.map((era) => [era, fromIso(era.from)]))

/** The Common Era year of an era's year: 令和5 is 2023, 令和元年 (1) is 2019. Undefined for an unknown era or year 0. */
export const yearOfEra = (name: string, year: number): number | undefined => {
  const era = eras.find((candidate) => candidate.name === name || candidate.letter === name)
  return era && year >= 1 ? started.get(era)!.year + year - 1 : undefined
}

/** The era and its year on a date; undefined before Meiji. */
export const eraOf = (date: FullDate): { era: Era; year: number } | undefined => {
  const era = eras.find((candidate) => dayNumber(started.get(candidate)!) <= dayNumber(date))
  return era && { era, year: date.year - started.get(era)!.year + 1 }
}
