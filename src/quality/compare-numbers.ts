import { mentions } from '../language/number-words.ts'
import type { FoundNumber } from '../language/numbers.ts'
import type { Facts } from './facts.ts'
import { impliedNumbers, romanNumbers } from './implied.ts'
import { type Mismatch, pair } from './mismatch.ts'

const equal = (a: FoundNumber, b: FoundNumber) =>
  [a.value, a.also].some(
    (value) => value !== undefined && (near(value, b.value) || (b.also !== undefined && near(value, b.also))),
  )

const near = (a: number, b: number) => a === b || Math.abs(a - b) < Math.abs(a) * 1e-9

/** Whether a number has to stand in the translation, or may be left to the language: "the two countries", 両国. */
const isRequired = (number: FoundNumber, text: string): boolean => {
  if (number.kind === 'identifier') return number.value > 1e6
  if (number.kind === 'fraction') return false
  if (number.form === 'digits') return true
  const isName = /[A-Z]/.test(text[number.start] ?? '') && number.start > 0 && number.kind === 'cardinal'
  return number.value >= 3 && !isName
}

/** The numbers of both sides, what is left of them once equal ones are taken together, and how either side may say one otherwise. */
const sidesOf = (source: Facts, target: Facts) => {
  const required = source.numbers.filter((number) => isRequired(number, source.text))
  const free = new Set(target.numbers)
  const isTaken = (number: FoundNumber) => {
    const alike = [...free].filter((other) => equal(number, other) && canStandFor(other, number))
    const match = alike.find((other) => other.kind === number.kind) ?? alike[0]
    if (match) free.delete(match)
    return match !== undefined
  }
  const unmatched = required.filter((number) => !isTaken(number))
  const optional = source.numbers.filter((number) => !required.includes(number) && !isTaken(number))
  return { unmatched, optional, free: [...free] }
}

/** An ordinal (第2回) is no rendering of a cardinal word (two); otherwise the kinds may differ: 70th, 70周年. */
const canStandFor = (target: FoundNumber, source: FoundNumber) =>
  target.kind !== 'ordinal' || source.kind === 'ordinal' || source.form === 'digits'

const isIn = (number: FoundNumber, { numbers }: Facts) => numbers.some((other) => equal(number, other))

const isInDates = (number: FoundNumber, { dates }: Facts) =>
  dates.some(({ date }) =>
    [date.year, date.month, date.day, date.buddhistYear].some(
      (value) => value !== undefined && (value === number.value || value === number.also),
    ),
  )

const isInTimes = (number: FoundNumber, { times }: Facts) =>
  times.some(({ hour, minute }) => [hour, hour % 12, minute].includes(number.value))

/** Where two texts do not say the same numbers. Values are compared, not the writing; a number word of one or two may come and go. */
export const compareNumbers = (source: Facts, target: Facts): Mismatch<FoundNumber>[] => {
  const { unmatched, optional, free } = sidesOf(source, target)
  const percents = comparePercent(source, target)
  if (unmatched.length + free.length === 0) return percents
  const implied = impliedNumbers(source.text, source.locale)
  const isSaid = (number: FoundNumber) =>
    isInDates(number, target) ||
    isInTimes(number, target) ||
    mentions(target.text, number.value, target.locale)
  const isOdd = (number: FoundNumber) =>
    !isIn(number, source) &&
    !isInDates(number, source) &&
    !isInTimes(number, source) &&
    number.kind !== 'fraction'
  const isFromSource = (number: FoundNumber) =>
    number.value <= 1 ||
    [...implied].some((value) => near(value, number.value)) ||
    (number.form === 'words' && (target.locale === 'km' || number.value < 3))
  const lost = unmatched.filter((number) => !isIn(number, target))
  const odd = free.filter(isOdd)
  const missing = lost.filter((number) => !isSaid(number))
  const added = odd.filter((number) => !isFromSource(number))
  if (missing.length + added.length > 0) return [...pair(missing, added, likeness), ...percents]
  // Nothing is plainly missing or added, but one number may have turned into another that would be let pass alone.
  const turned = [
    // 2 hospitals, 1
    [lost.filter(isDigits).filter((number) => !isInDates(number, target)), odd.filter(isDigits)],
    // The first talks, 第2回
    [
      optional.filter(isOrdinal).filter((number) => !isIn(number, target)),
      odd.filter(isOrdinal).filter((number) => !romanNumbers(source.text).has(number.value)),
    ],
    // Two visits, បីលើក
    [
      optional.filter((number) => isCountedTwo(number) && !isSaid(number) && !isIn(number, target)),
      free.filter((number) => isOrdinal(number) && !isOrdinalOf(number, source)),
    ],
    // One of several equal numbers turned into another that is there too.
    [
      unmatched.filter((number) => isDigits(number) && isIn(number, target)),
      free.filter((number) => isDigits(number) && isIn(number, source)),
    ],
  ].find(([before, after]) => before!.length > 0 && after!.length > 0)
  if (!turned) return percents
  return [...pair(turned[0]!.slice(0, 1), turned[1]!.slice(0, 1), likeness), ...percents]
}

/** Whether a source has an ordinal's value in a form that it may stand for. */
const isOrdinalOf = (number: FoundNumber, source: Facts) =>
  romanNumbers(source.text).has(number.value) ||
  isInDates(number, source) ||
  source.numbers.some((other) => equal(number, other) && canStandFor(number, other))

const isDigits = ({ form, kind }: FoundNumber) => form === 'digits' && kind !== 'identifier'
const isOrdinal = ({ kind }: FoundNumber) => kind === 'ordinal'
const isCountedTwo = ({ value, kind, form }: FoundNumber) =>
  value === 2 && kind === 'cardinal' && form === 'words'

const likeness = (a: FoundNumber, b: FoundNumber) =>
  -Math.abs(Math.log(Math.abs(a.value) + 1) - Math.log(Math.abs(b.value) + 1))

const comparePercent = (source: Facts, target: Facts): Mismatch<FoundNumber>[] =>
  source.numbers.flatMap((number) => {
    if (number.kind === 'fraction' || number.kind === 'identifier') return []
    const same = target.numbers.filter((other) => equal(number, other))
    const isPercent = number.kind === 'percent'
    if (same.length === 0 || (number.form === 'words' && !isPercent)) return []
    const differs = same.every((other) => (other.kind === 'percent') !== isPercent)
    const both = source.numbers.some(
      (other) => equal(number, other) && (other.kind === 'percent') !== isPercent,
    )
    return differs && !both ? [{ kind: 'percent' as const, source: number, target: same[0]! }] : []
  })
