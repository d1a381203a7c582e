import { namesCurrency, sameCurrency } from '../language/currencies.ts'
import { isOtherUnit, measureOf } from '../language/measures.ts'
import type { Locale } from '../language/model.ts'
import type { FoundNumber } from '../language/numbers.ts'
import { comparePlaces } from './compare-places.ts'
import { type Facts, valueKey, valuesOf } from './facts.ts'
import { type Mismatch, pair } from './mismatch.ts'
import { mostNumbers, NumberPool } from './number-pool.ts'
import { isUnwritten, maySay, romanNumbers } from './unwritten.ts'

/** Whether a number has to stand in the translation, or may be left to the language: "the two countries", 両国. */
const isRequired = (number: FoundNumber, text: string): boolean => {
  if (number.kind === 'identifier') return false
  if (number.kind === 'fraction') return number.value > 1
  // Three decades are thirty years, two dozen 24; a lunar day is read with its date.
  if (
    /^[ -](?:decades?|dozen|centuries|fortnight|weeks?\b|(?:day )?(?:of the )?(?:waxing|waning))/.test(
      text.slice(number.end, number.end + 24),
    )
  )
    return false
  // No. 1, (+1): the words for one are too many to know.
  if (number.value === 1 && number.kind === 'cardinal' && number.currency === undefined) return false
  if (number.form === 'digits') return true
  const isName =
    /[A-Z]/.test(text[number.start] ?? '') &&
    /[\w,’)] $/.test(text.slice(Math.max(0, number.start - 2), number.start)) &&
    number.kind === 'cardinal'
  return number.value >= 3 && !isName
}

/** Numbers that a translation need not keep: it has its own way to say always. */
const idiom =
  /24\/7|(?:7|seven) days (?:a|per) week|24 hours a day|(?:four|4) corners|grade (?:12|twelve)|one hundred per ?cent/gi

const isInIdiom = ({ start, end }: FoundNumber, text: string) =>
  [...text.matchAll(idiom)].some(({ index, 0: written }) => index <= start && index + written.length >= end)

/** The pairs of numbers that together say a share: 9 in 10, four out of every five, 1 : 50,000. */
const sharesOf = ({ numbers, text, locale }: Facts): [FoundNumber, FoundNumber][] =>
  locale !== 'en' || numbers.length > mostNumbers
    ? []
    : numbers.flatMap((part, index): [FoundNumber, FoundNumber][] => {
        const whole = numbers[index + 1]
        return whole &&
          whole.value > 0 &&
          whole.start - part.end < 20 &&
          /^(?: (?:in|(?:out )?of)(?: every)? | ?[:/] ?)$/.test(text.slice(part.end, whole.start))
          ? [[part, whole]]
          : []
      })

/** A short form of nobody knows what, which may stand for a scale or a unit: 8.2 Mt, 5 lakh, 30 kt. */
const abbreviated =
  /[ -]?(?:(?=[A-Za-z]{1,4}(?![A-Za-z]))(?:[a-z]?[A-Z][a-z]?|[b-df-hj-np-tv-xz]+)(?![A-Za-z])|lakhs?\b|crores?\b)/y

const isOpaque = (number: FoundNumber, { text, locale }: Facts) => {
  if (locale !== 'en' || number.form !== 'digits' || measureOf(number, text, locale)?.isClose) return false
  abbreviated.lastIndex = number.end
  return abbreviated.test(text)
}

/** ¥28.16 billion: loans 17.5, grants 8.12. What follows an amount in a list is in its millions or billions too. */
const inScaleBefore = (number: FoundNumber, { text, locale, numbers }: Facts): FoundNumber[] => {
  const isListed =
    locale === 'en' &&
    number.form === 'digits' &&
    number.kind === 'cardinal' &&
    /^(?:[,;.)](?!\d)|$| (?:and|or|in|for|to|from)\b)/.test(text.slice(number.end, number.end + 6))
  const hasScale = ({ start, end, value }: FoundNumber) =>
    start < number.start && value >= 1e6 && /[a-z]$/i.test(text.slice(start, end))
  return isListed && numbers.length <= mostNumbers && numbers.some(hasScale)
    ? [1e6, 1e9].map((scale) => ({ ...number, value: valueKey(number.value * scale) }))
    : []
}

/** 6.2 m passengers: what could be metres may be millions. */
const inMillions = (number: FoundNumber, { text, locale }: Facts): FoundNumber[] =>
  locale === 'en' &&
  number.form === 'digits' &&
  /^ ?m(?![A-Za-z0-9²³])/.test(text.slice(number.end, number.end + 3))
    ? [{ ...number, value: valueKey(number.value * 1e6) }]
    : []

const provision = /\b(?:Art(?:icle)?|Sec(?:tion)?|Rule|Clause|Item|Annex|Chapter|para(?:graph)?)s?\.? $/i

/** Article 9.3 is 第9条3. */
const takeProvision = (number: FoundNumber, { text, locale }: Facts, pool: NumberPool): boolean => {
  const { start, value } = number
  if (locale !== 'en' || !provision.test(text.slice(Math.max(0, start - 12), start))) return false
  const parts = String(value).split('.')
  return parts.length === 2 && parts.every((part) => pool.take({ ...number, value: Number(part) }, 'value'))
}

/** The 89th minute of a match is the 44th of its second half: 後半44分. */
const inSecondHalf = (number: FoundNumber, { text }: Facts): FoundNumber[] =>
  number.kind === 'ordinal' && number.value > 45 && /^ minute/.test(text.slice(number.end, number.end + 7))
    ? [{ ...number, value: number.value - 45 }]
    : []

/** Whether a number begins an item that the source numbers by a letter or in Roman: iv., (a), （４）. */
const isEnumerator = ({ value, start, end }: FoundNumber, source: Facts, target: Facts) => {
  if (start > 2 || !/^[\s(]*$/.test(target.text.slice(0, start)) || !/[).、\s]/.test(target.text[end] ?? ''))
    return false
  const sign = /^\s?\(?([A-Za-z]|[ivxlc]{2,6})[.):]\s/i.exec(source.text)?.[1]?.toUpperCase()
  if (sign === undefined) return false
  return romanNumbers(sign).has(value) || (sign.length === 1 && value === sign.charCodeAt(0) - 64)
}

/** A side's numbers of the same value: of 30 months and 30 minutes it is open which the other side kept. */
const equalsOf = (number: FoundNumber, { numbers }: Facts) =>
  numbers.length > mostNumbers ? [number] : numbers.filter(({ value }) => value === number.value)

const isIn = (number: FoundNumber, { values }: Facts) => valuesOf(number).some((value) => values.has(value))

/**
 * Whether a side's dates have a number as a year, or as a day, a month or the last figures of a year (the class of ’97) that the other
 * side's dates do not have.
 */
const isInDates = (number: FoundNumber, { said }: Facts, other: Facts) =>
  valuesOf(number).some(
    (value) =>
      said.year.has(value) ||
      (value < 100 && [...said.year].some((year) => year % 100 === value && !other.said.year.has(year))) ||
      (['month', 'day'] as const).some((part) => said[part].has(value) && !other.said[part].has(value)),
  )

/** Whether a number may be a time's hour or minutes, or, as 10.30 in a timetable, all of it. */
const isInTimes = (number: FoundNumber, { times }: Facts) =>
  times.some(({ hour, minute, second }) =>
    [
      second,
      hour,
      hour % 12,
      minute,
      valueKey(hour + minute / 100),
      valueKey((hour % 12) + minute / 100),
    ].includes(valueKey(number.value)),
  )

/** Whether a number counts days, months or the like. */
const isOfTime = (number: FoundNumber, { text, locale }: Facts) =>
  measureOf(number, text, locale)?.sizes.time !== undefined

/** Where a number has to stand and none does: លើកទី, 第回. Whatever else could say the number, here it was lost. */
const hollow: Partial<Record<Locale, RegExp>> = {
  km: /ទី(?![\u1780-\u17d3\d])(?! \d)(?<=(?:លើក|ថ្ងៃ|ខួប|មាស|មាត្រា|ខណ្ឌ|សម្ព័ន្ធ|ចំណុច|សំណួរ|កាល|ជំពូក|ជាន់|សតវត្ស|ថ្នាក់|ក្រុម|កម្រិត)ទី)/,
  ja: /(?<![次及落])第(?=[回号条項期位次章節巻版])|(?<=[「『（、。])つの/,
}

/** Where two texts do not say the same numbers. Values are compared, not the writing; a number word of one or two may come and go. */
export const compareNumbers = (source: Facts, target: Facts): Mismatch<FoundNumber>[] => {
  const values = compareValues(source, target)
  const kept = [...compareCurrencies(source, target), ...compareUnits(source, target)]
  return values.length + kept.length > 0 ? [...values, ...kept] : comparePlaces(source, target)
}

/** A value that is worked out when first asked for: most texts never ask. */
const once = <Value>(work: () => Value): (() => Value) => {
  let known: { value: Value } | undefined
  return () => {
    known ??= { value: work() }
    return known.value
  }
}

const compareValues = (source: Facts, target: Facts): Mismatch<FoundNumber>[] => {
  const pool = new NumberPool(target.numbers)
  const required = source.numbers.filter((number) => isRequired(number, source.text))
  // ៩.០០០ is nine only where no nine stands.
  const unmatched = required
    .filter((number) => !pool.take(number, 'value'))
    .filter((number) => !pool.take(number, 'also'))
    .filter((number) => !isInIdiom(number, source.text))
    .filter((number) => !equalsOf(number, source).some((one) => pool.takeConverted(one, source, target)))
    .filter((number) => !isOpaque(number, source) || !pool.takeScaled(number))
    .filter((number) => !takeProvision(number, source, pool))
    .filter(
      (number) =>
        ![inScaleBefore, inMillions, inSecondHalf]
          .flatMap((readings) => readings(number, source))
          .some((one) => pool.take(one, 'value')),
    )
  const optional = source.numbers.filter(
    (number) =>
      !isRequired(number, source.text) &&
      !pool.take(number, 'value', 'also') &&
      !pool.takeConverted(number, source, target),
  )
  const shared = (unmatched.length === 0 ? [] : sharesOf(source)).filter(
    (pair) =>
      pair.some((number) => unmatched.includes(number)) && pool.takeShare(pair[0].value / pair[1].value),
  )
  const unsaid = unmatched.filter((number) => !shared.some((pair) => pair.includes(number)))
  const free = pool.free
  const percents = comparePercent(source, target)
  const [unsaidOrOptional] = [...unsaid, ...optional]
  if (unsaidOrOptional && hollow[target.locale]?.test(target.text))
    return [...pair([unsaidOrOptional], [], likeness), ...percents]
  if (unsaid.length + free.length === 0) return percents
  const isImplied = (number: FoundNumber) =>
    valuesOf(number).some((value) => isUnwritten(source.text, value, source.locale, isOfTime(number, target)))
  const roman = once(() => romanNumbers(source.text))
  const isSaid = (number: FoundNumber) =>
    isInDates(number, target, source) ||
    // 02.15 hours is a time of day.
    (isInTimes(number, target) && (!isOfTime(number, source) || !Number.isInteger(number.value))) ||
    maySay(target.text, number.value, target.locale, isOfTime(number, source))
  const isOdd = (number: FoundNumber) =>
    !isIn(number, source) &&
    !isInDates(number, source, target) &&
    !isInTimes(number, source) &&
    number.kind !== 'fraction'
  const isFromSource = (number: FoundNumber) =>
    number.value === 1 ||
    (number.form === 'words' && (target.locale === 'km' || number.value < 3)) ||
    isNextAge(number, source, target) ||
    isEnumerator(number, source, target) ||
    isOfStorm(number, source, target) ||
    isImplied(number)
  const lost = unsaid.filter((number) => !isIn(number, target))
  const odd = free.filter(isOdd)
  const missing = lost.filter((number) => !isSaid(number))
  const added = odd.filter((number) => !isFromSource(number))
  if (missing.length > 0) return [...pair(missing, added, likeness), ...percents]
  // Nothing is plainly missing, but one number may have turned into another, which alone would be let pass.
  const ordinalsInSource = source.numbers.filter((number) => number.form === 'digits' || isOrdinal(number))
  const isOrdinalOfSource = (number: FoundNumber) =>
    roman().has(number.value) || ordinalsInSource.some((other) => other.value === number.value)
  const turned = [
    // 2 hospitals, 1
    [
      lost.filter(
        (number) => isDigits(number) && !isInDates(number, target, source) && !isInTimes(number, target),
      ),
      odd.filter((number) => isDigits(number) && !roman().has(number.value)),
    ],
    // The first talks, 第2回
    [
      optional.filter((number) => isOrdinal(number) && !isIn(number, target)),
      free.filter((number) => isOrdinal(number) && !isOrdinalOfSource(number)),
    ],
    // Two-thirds, 3分の1
    [fractions(source, target), fractions(target, source)],
    // Two visits, បីលើក
    [
      optional.filter((number) => isCountedTwo(number) && !isSaid(number) && !isIn(number, target)),
      odd.filter(
        (number) =>
          number.kind === 'cardinal' && (number.value > 2 || isDigits(number)) && !isImplied(number),
      ),
    ],
    // One of several equal numbers turned into another that is there too.
    [
      unsaid.filter((number) => isDigits(number) && isIn(number, target)),
      free.filter((number) => isDigits(number) && isIn(number, source)),
    ],
  ].find(([before, after]) => before!.length > 0 && after!.length > 0)
  const [before] = turned?.[0] ?? []
  const [after] = turned?.[1] ?? []
  const changed = before && after ? pair([before], [after], likeness) : []
  return [
    ...changed,
    ...pair(
      [],
      added.filter((number) => number !== after),
      likeness,
    ),
    ...percents,
  ]
}

/** ៧១ យាងចូល ៧២ ព្រះវស្សា: Khmer gives an age with the year of life that begins. */
const isNextAge = ({ value, start }: FoundNumber, source: Facts, { text, locale }: Facts) =>
  locale === 'km' &&
  source.values.has(value - 1) &&
  /(?:យាង|ឈាន)ចូល ?$/.test(text.slice(Math.max(0, start - 10), start))

/** 台風11号: Japan numbers the typhoons that others name. */
const isOfStorm = ({ start, end }: FoundNumber, source: Facts, { text }: Facts) =>
  /台風第?$/.test(text.slice(Math.max(0, start - 3), start)) &&
  text[end] === '号' &&
  /\b(?:typhoon|storm|cyclone)\b/i.test(source.text)

/** The fractions of one side that the other does not have. */
const fractions = (side: Facts, other: Facts) =>
  side.numbers.filter((number) => number.kind === 'fraction' && !isIn(number, other))

const isDigits = ({ form, kind }: FoundNumber) =>
  form === 'digits' && kind !== 'identifier' && kind !== 'telephone'
const isOrdinal = ({ kind }: FoundNumber) => kind === 'ordinal'
const isCountedTwo = ({ value, kind, form }: FoundNumber) =>
  value === 2 && kind === 'cardinal' && form === 'words'

const likeness = (a: FoundNumber, b: FoundNumber) =>
  -Math.abs(Math.log(Math.abs(a.value) + 1) - Math.log(Math.abs(b.value) + 1))

/** Amounts whose number is the same but whose currency is another, or named nowhere. */
const compareCurrencies = (source: Facts, target: Facts): Mismatch<FoundNumber>[] =>
  source.numbers.flatMap((number) => {
    const { currency } = number
    if (currency === undefined) return []
    const same = target.numbers.filter((other) =>
      valuesOf(other).some((value) => valuesOf(number).includes(value)),
    )
    const [first] = same
    const isKept = same.some((other) => other.currency && sameCurrency(other.currency, currency))
    if (!first || isKept) return []
    const isOpen = same.some((other) => other.currency === undefined)
    return isOpen && namesCurrency(target.text, currency, target.locale)
      ? []
      : [{ kind: 'currency', source: number, target: same.find((other) => other.currency) ?? first }]
  })

/** Numbers that are the same but measure in another unit of the same kind: 80 MW, 80 kW. Sure only where each stands once, right before its unit. */
const compareUnits = (source: Facts, target: Facts): Mismatch<FoundNumber>[] =>
  source.numbers.length > mostNumbers || target.numbers.length > mostNumbers
    ? []
    : source.numbers.flatMap((number) => {
        if (number.kind !== 'cardinal' || number.currency !== undefined) return []
        const isSame = ({ value }: FoundNumber) => value === number.value
        const [same, ...more] = target.numbers.filter(isSame)
        if (!same || more.length > 0 || source.numbers.filter(isSame).length > 1) return []
        const here = measureOf(number, source.text, source.locale)
        const there = here?.isClose ? measureOf(same, target.text, target.locale) : undefined
        return here && there?.isClose && isOtherUnit(here, there)
          ? [{ kind: 'unit', source: { ...number, end: here.end }, target: { ...same, end: there.end } }]
          : []
      })

/** Numbers that are a percentage on one side only. */
const comparePercent = (source: Facts, target: Facts): Mismatch<FoundNumber>[] => {
  const counted = ({ kind, form }: FoundNumber) =>
    !['fraction', 'identifier', 'telephone'].includes(kind) && (form === 'digits' || kind === 'percent')
  const split = (numbers: FoundNumber[]) => ({
    percents: new Map(
      numbers
        .filter(isPercent)
        .flatMap((number) => valuesOf(number).map((value) => [value, number] as const)),
    ),
    others: new Map(
      numbers
        .filter((number) => !isPercent(number))
        .flatMap((number) => valuesOf(number).map((value) => [value, number] as const)),
    ),
  })
  if (!source.numbers.some(isPercent) && !target.numbers.some(isPercent)) return []
  const [here, there] = [split(source.numbers), split(target.numbers)]
  return source.numbers.filter(counted).flatMap((number) => {
    const value = valueKey(number.value)
    const [mine, theirs] = isPercent(number)
      ? (['percents', 'others'] as const)
      : (['others', 'percents'] as const)
    const other = there[theirs].get(value)
    if (there[mine].has(value) || !other || here[theirs].has(value) || isInRange(number, source.text))
      return []
    // Seven per cent in January and 7.5 in February: English need not say it again.
    if (!isPercent(number) && source.numbers.some(isPercent)) return []
    // Percentage points are ポイント too.
    if (/^ ?(?:percentage )?(?:points?|ポイント)/.test(target.text.slice(other.end))) return []
    return [{ kind: 'percent' as const, source: number, target: other }]
  })
}

/** In 5 to 10 per cent the sign may stand once or twice. */
const isInRange = ({ end }: FoundNumber, text: string) =>
  /^ ?(?:to|and|or|[-–—,])/.test(text.slice(end, end + 5))

const isPercent = ({ kind }: FoundNumber) => kind === 'percent'
