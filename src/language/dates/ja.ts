import { yearOfEra } from '../eras.ts'
import { kanjiDigits } from '../numbers/ja.ts'
import { type DateForm, dateOf, type FoundDate, indexOfName, scanDates } from './model.ts'

const weekdayLetters = '日月火水木金土'
const weekdays = [...weekdayLetters].map((letter) => new RegExp(`^${letter}`))

const eraName = '(?:令和|平成|昭和|大正|明治)'
const numeral = '(?:\\d{1,4}|[〇零一二三四五六七八九十百千]{1,5})'
const small = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})(?!\\d)'
const western = '(?:\\d{4}|[一二][〇零一二三四五六七八九]{3}|[一二]?千[一二三四五六七八九十百]{1,6})'
const inBrackets = (inner: string) => `(?:[(]${inner}[)])?`
const year = [
  // 令和5年, 令和5(2023)年, 令和5年(2023年)
  `(?<era>${eraName})(?<eraYear>元|${numeral})${inBrackets('(?<gloss>\\d{4})年?')}年${inBrackets('(?:西暦)?(?<gloss2>\\d{4})年?')}`,
  // 2023年, 2023(令和5)年, 2023年(令和5年), 西暦2023年
  `(?:西暦)?(?<year>${western})${inBrackets(`(?<era2>${eraName})(?<eraYear2>元|${numeral})年?`)}年(?!間|以上|余|前|来の)${inBrackets(`(?<era3>${eraName})(?<eraYear3>元|${numeral})年?`)}`,
]
const monthDay = `(?<month>${small})月(?!間)(?:\\s?(?<day>${small})日(?!間))?`
const weekday = `(?:[(](?<weekday>[${weekdayLetters}])(?:曜日?)?[)]|\\s?(?<weekday2>[${weekdayLetters}])曜日)?`
const sticky = (pattern: string) => new RegExp(pattern, 'y')

const tens = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/

/** A year, month or day in digits or kanji (十二, 二〇二三, 二千二十三). */
const numberOf = (written: string | undefined): number | undefined => {
  if (written === undefined) return undefined
  if (written === '元') return 1
  if (/^\d+$/.test(written)) return Number(written)
  const digit = (char: string) => (char === '零' ? 0 : kanjiDigits.indexOf(char))
  const ten = tens.exec(written)
  if (ten) return (ten[1] ? digit(ten[1]) : 1) * 10 + (ten[2] ? digit(ten[2]) : 0)
  if (!/[十百千]/.test(written)) return Number([...written].map(digit).join(''))
  let total = 0
  let count = 0
  for (const char of written) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[char]
    if (scale) total += (count || 1) * scale
    count = scale ? 0 : digit(char)
  }
  return total + count
}

type Groups = Record<string, string | undefined>

/** The years that a match says: one, or two where the era and the western year differ, so that the wrong one shows. */
const yearsOf = (groups: Groups): (number | undefined)[] => {
  const era = groups.era ?? groups.era2 ?? groups.era3
  const fromEra = era && yearOfEra(era, numberOf(groups.eraYear ?? groups.eraYear2 ?? groups.eraYear3) ?? 0)
  const fromWest = numberOf(groups.year ?? groups.gloss ?? groups.gloss2)
  return [...new Set([fromWest, fromEra].filter((year) => typeof year === 'number'))]
}

const read: DateForm['read'] = (groups, at, written) => {
  const date = {
    month: numberOf(groups.month),
    day: numberOf(groups.day),
    weekday: indexOfName(weekdays, groups.weekday ?? groups.weekday2),
  }
  const span = { start: at, end: at + written.length }
  const years = yearsOf(groups)
  return (years.length === 0 ? [undefined] : years).map((year) => ({
    ...span,
    date: dateOf({ ...date, year }),
  }))
}

const forms: DateForm[] = [
  ...year.map((pattern): DateForm => ({ pattern: sticky(`${pattern}(?:\\s?${monthDay}${weekday})?`), read })),
  {
    pattern: sticky('(?<year>\\d{4})(?<sign>[-/.])(?<month>\\d{1,2})\\k<sign>(?<day>\\d{1,2})(?!\\d)'),
    read,
  },
  {
    pattern: sticky(
      '(?<![A-Za-z])(?<era>[RHSTM])(?<eraYear>\\d{1,2})[./](?<month>\\d{1,2})[./](?<day>\\d{1,2})(?!\\d)',
    ),
    read,
  },
  {
    pattern: sticky('仏暦(?<be>2\\d{3})年?'),
    read: ({ be }, at, written) => [
      { start: at, end: at + written.length, date: { buddhistYear: Number(be) } },
    ],
  },
  {
    // 2024〜2028年, 2024-28年, 2024・25年度, 2024から2028年
    pattern: sticky(
      '(?<from>(?:1[89]|20|21)\\d{2})(?<link>年?\\s?(?:[-~–—−―〜～/]|から)\\s?|・)(?<to>\\d{2}(?:\\d{2})?)(?:学|会計)?年(?!間)',
    ),
    read: ({ from, to }, at, written) => {
      const last = to!.length === 2 ? from!.slice(0, 2) + to : to
      return [
        { start: at, end: at + 4, date: { year: Number(from) } },
        {
          start: at + written.lastIndexOf(to!),
          end: at + written.length,
          date: { year: Number(last) },
        },
      ]
    },
  },
  {
    pattern: sticky('(?<from>(?:1[89]|20|21)\\d{2})(?:[-~–—−―〜～])(?<to>(?:1[89]|20|21)\\d{2})(?!\\d)'),
    read: ({ from, to }, at, written) => [
      { start: at, end: at + 4, date: { year: Number(from) } },
      { start: at + 5, end: at + written.length, date: { year: Number(to) } },
    ],
  },
  {
    // 1〜9月, 10・11月
    pattern: sticky('(?<![\\d.,])(?<first>\\d{1,2})[-~–—−―〜～・、,](?<last>\\d{1,2})月(?!間|\\s?\\d)'),
    read: ({ first, last }, at, written) => [
      { start: at, end: at + first!.length, date: { month: Number(first) } },
      { start: at + first!.length + 1, end: at + written.length, date: { month: Number(last) } },
    ],
  },
  { pattern: sticky(`(?<![\\d.,])${monthDay}${weekday}`), read },
  {
    // 月～金曜日, 土日曜
    pattern: sticky(`(?<first>[${weekdayLetters}])[-~–—−―〜～・、]?(?<last>[${weekdayLetters}])曜日?`),
    read: ({ first, last }, at, written) => [
      { start: at, end: at + 1, date: { weekday: weekdayLetters.indexOf(first!) } },
      { start: at + 1, end: at + written.length, date: { weekday: weekdayLetters.indexOf(last!) } },
    ],
  },
  { pattern: sticky(`(?<weekday>[${weekdayLetters}])曜日?`), read },
]

const starts =
  /令和|平成|昭和|大正|明治|西暦|仏暦|[RHSTM](?=\d)|[日月火水木金土](?:[-~–—−―〜～・、]?[日月火水木金土])?曜|(?<![\d一二三四五六七八九十千])[\d一二三四五六七八九十千]/g

// から14日, 、13日及び14日: further days of the month just named.
const furtherDay =
  /(?:\s?(?:から|より|[-~–—−―〜～、,・]|及び|並びに|又は|と|や|まで|に)\s?){1,2}(\d{1,2}|[一二三四五六七八九十]{1,3})日(?!間|本|後|以内|前|目|分|当|程|前後)(?:[(]([日月火水木金土])(?:曜日?)?[)])?/y

/** Dates in a folded Japanese text. A day or month after から or 及び takes year and month from the date before it. */
export const findJapaneseDates = (text: string): FoundDate[] => {
  const found: FoundDate[] = []
  const scanned = scanDates(text, starts, forms)
  for (const [index, current] of scanned.entries()) {
    const before = found.at(-1)
    const gap = before ? text.slice(before.end, current.start) : ''
    if (
      before?.date.year &&
      current.date.month &&
      current.date.year === undefined &&
      gap.length < 8 &&
      rangeLink.test(gap)
    )
      current.date.year = before.date.year
    found.push(current)
    const limit = scanned[index + 1]?.start ?? text.length
    for (let last = current; last.date.day !== undefined; ) {
      furtherDay.lastIndex = last.end
      const match = furtherDay.exec(text)
      if (!match || furtherDay.lastIndex > limit) break
      const end = furtherDay.lastIndex
      const [written, day, letter] = match
      last = {
        start: last.end + written.indexOf(day!),
        end,
        date: dateOf({ ...last.date, day: numberOf(day), weekday: indexOfName(weekdays, letter) }),
      }
      found.push(last)
    }
  }
  return found
}

const rangeLink = /^\s?(?:から|より|[-~–—−―〜～、]|及び|と)\s?$/
