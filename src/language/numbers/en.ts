import { followsCurrency } from '../currencies.ts'
import { exact, type FoundNumber, readDigits, readPortion, Sum } from './model.ts'
import { readTelephone } from './telephone.ts'

export const enUnits = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
]
export const enTens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
export const enScales: [string, number][] = [
  ['trillion', 1e12],
  ['billion', 1e9],
  ['million', 1e6],
  ['thousand', 1e3],
]

const cardinals = new Map<string, number>([
  ...enUnits.map((word, value): [string, number] => [word, value]),
  ...enTens.slice(2).map((word, index): [string, number] => [word, (index + 2) * 10]),
])

const irregularOrdinals: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fifth: 5,
  eighth: 8,
  ninth: 9,
  twelfth: 12,
}

const ordinals = new Map<string, number>([
  ...Object.entries(irregularOrdinals),
  ...[...cardinals]
    .filter(([, value]) => value > 0 && !Object.values(irregularOrdinals).includes(value))
    .map(([word, value]): [string, number] => [`${word.replace(/y$/, 'ie')}th`, value]),
])

const scales = new Map<string, number>([
  ...enScales,
  ...Object.entries({ k: 1e3, m: 1e6, mn: 1e6, b: 1e9, bn: 1e9, tn: 1e12 }),
])

/** Scales that stand behind digits only. */
const digitScales = new Map([
  ...scales,
  ...Object.entries({ hundred: 100, lakh: 1e5, lakhs: 1e5, crore: 1e7, crores: 1e7 }),
])

const token = /[A-Za-z]{2,12}/y
const joint = /,? and |[ -]/y
const scaleAfterDigits = /[ -]{0,2}(trillion|billion|million|thousand|hundred|lakhs?|crores?|tn|bn|mn)\b/iy
/** $792m; without a sign of money, m may be metres or millions. */
const shortScale = /([kmb])(?![\w²³])/iy
/** Behind an amount of money it may stand apart: $47.8 m. */
const scaleOfAmount = / ?(bn|mn|[kmb])(?![\w²³])/iy
const percentAfter = /\s?(?:%|per ?cent\b|percentage points?\b)/iy
const ordinalAfter = /(?:st|nd|rd|th)\b/iy
/** Half of the last scale: two and a half million. */
const andHalf = / and a half(?: (thousand|million|billion|trillion))?\b/iy
const denominator = /(?: |-)(halves|half|thirds?|quarters?|fifths?|tenths?)\b/iy
const denominators: Record<string, number> = { half: 2, halve: 2, third: 3, quarter: 4, fifth: 5, tenth: 10 }

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

interface Words {
  end: number
  value: number
  ordinal: boolean
}

/** Reads number words from an offset on, as far as they make one number. */
const readWords = (text: string, at: number): Words | undefined => {
  const sum = new Sum()
  let end = at
  let next = at
  let last = ''
  while (true) {
    const word = match(token, text, next)?.[0].toLowerCase()
    if (!word) break
    const cardinal = cardinals.get(word)
    const ordinal = ordinals.get(word)
    const unit = cardinal ?? ordinal
    if (unit !== undefined) {
      // "twenty" takes a unit below ten, "hundred" anything below it; "one two" and "ten and five" are two numbers.
      const open = sum.open % 100
      const fits =
        last === '' ||
        last === 'scale' ||
        (last === 'unit' && open >= 20 && open % 10 === 0 && unit < 10 && unit > 0)
      if (!fits) break
      sum.add(unit)
      last = 'unit'
    } else if (word === 'hundred' && last === 'unit') {
      sum.hundred()
      last = 'scale'
    } else if (scales.has(word) && last !== '') {
      sum.scale(scales.get(word)!)
      last = 'scale'
    } else if (
      /^(?:hundred|thousand|million|billion|trillion)$/.test(word) &&
      last === '' &&
      /\ba[ -]$/i.test(text.slice(Math.max(0, at - 3), at))
    ) {
      if (word === 'hundred') sum.hundred()
      else sum.scale(scales.get(word)!)
      last = 'scale'
    } else break
    end = next + word.length
    if (/[A-Za-z]/.test(text[end] ?? '')) return undefined
    if (ordinal !== undefined) return { end, value: sum.value, ordinal: true }
    const gap = match(joint, text, end)
    if (!gap || (gap[0].endsWith('and ') && last !== 'scale')) break
    next = end + gap[0].length
  }
  return last === '' ? undefined : { end, value: sum.value, ordinal: false }
}

const heads = new Set(
  [...cardinals.keys(), ...ordinals.keys(), ...scales.keys(), 'hundred', 'half', 'quarter']
    .filter((word) => word.length > 2)
    .map((word) => word.slice(0, 3)),
)
/** Digits, and words that begin as a number word does. */
const starts = new RegExp(String.raw`\d|\+(?=\d)|(?<![A-Za-z])(?:${[...heads].join('|')})`, 'gi')

/** Numbers in a folded English text. */
export const findEnglishNumbers = (text: string): FoundNumber[] => {
  const found: FoundNumber[] = []
  starts.lastIndex = 0
  for (let start = starts.exec(text); start; start = starts.exec(text)) {
    const at = start.index
    const number = /[A-Za-z]/.test(start[0])
      ? (fromPart(text, at) ?? fromWords(text, at))
      : fromDigits(text, at)
    if (!number) continue
    found.push(number)
    starts.lastIndex = number.end
  }
  return found
}

const half = /half a (million|billion|trillion)\b/iy
const ofScale = / of (?:an? )?(million|billion|trillion)\b/iy
const nearly = '(?:than|about|around|nearly|almost|over|one|some|by|roughly|approximately|only|just)'
const parts = '(?:third|quarter|fifth|tenth)'
const part = new RegExp(
  [
    `(?<=\\ba )${parts}(?= (?:of|fewer|more|less|lower|higher|larger|smaller|greater)\\b)`,
    `(?<=\\ba (?:good|further|mere|scant) )${parts}(?! (?:part(?:y|ies)|countr(?:y|ies)|time|year|quarter)\\b)`,
    // By a third, but not by a third party.
    `(?<=\\b${nearly} a )${parts}(?=[,.;]| (?:to|in|from|since|between|compared|over|last|this|and|on)\\b|$)`,
    // The half of a year, a match or an hour has words of its own in other languages.
    `(?<=\\b${nearly} )half(?![ -](?:an? )?(?:years?|hours?|days?|months?|century|marathon|time|dozen|decade|[mb]illion)\\b)`,
    `half(?= of (?:the|all|them|its|our|their|those|these|this)\\b(?! (?:year|match|game|century|month|decade|\\d)))`,
  ].join('|'),
  'iy',
)

/** Half a million, a quarter of the budget, more than half. */
const fromPart = (text: string, at: number): FoundNumber | undefined => {
  const found = match(half, text, at)
  if (found) {
    const value = scales.get(found[1]!.toLowerCase())! / 2
    return { start: at, end: at + found[0].length, value, kind: 'cardinal', form: 'words' }
  }
  const name = match(part, text, at)?.[0]
  return name === undefined
    ? undefined
    : partOf(text, at, at + name.length, 1 / denominators[name.toLowerCase()]!)
}

/** A part of the whole, or of a scale: a quarter of a million. */
const partOf = (text: string, start: number, end: number, value: number): FoundNumber => {
  const scale = match(ofScale, text, end)
  return scale
    ? {
        start,
        end: end + scale[0].length,
        value: exact(value * scales.get(scale[1]!.toLowerCase())!),
        kind: 'cardinal',
        form: 'words',
      }
    : { start, end, value, kind: 'fraction', form: 'words' }
}

const fromWords = (text: string, at: number): FoundNumber | undefined => {
  const words = readWords(text, at)
  if (!words) return undefined
  const parts = !words.ordinal && match(denominator, text, words.end)
  if (parts) {
    const name = parts[1]!.toLowerCase().replace(/s$/, '')
    return partOf(text, at, words.end + parts[0].length, words.value / denominators[name]!)
  }
  const more = words.ordinal ? null : match(andHalf, text, words.end)
  if (more) {
    const value = exact((words.value + 0.5) * (scales.get(more[1]?.toLowerCase() ?? '') ?? 1))
    return {
      start: at,
      end: words.end + more[0].length,
      value,
      kind: more[1] ? 'cardinal' : 'fraction',
      form: 'words',
    }
  }
  const percent = match(percentAfter, text, words.end)
  return {
    start: at,
    end: percent ? words.end + percent[0].length : words.end,
    value: words.value,
    kind: percent ? 'percent' : words.ordinal ? 'ordinal' : 'cardinal',
    form: 'words',
  }
}

const fromDigits = (text: string, at: number): FoundNumber | undefined => {
  const run = readTelephone(text, at)
  if (run) return { start: at, ...run, kind: 'telephone', form: 'digits' }
  const portion = readPortion(text, at)
  if (portion) return { start: at, ...portion, kind: 'fraction', form: 'digits' }
  const digits = readDigits(text, at, 'point')
  if (!digits) return undefined
  const identifier =
    /[A-Za-z][-+]?$/.test(text.slice(Math.max(0, at - 2), at)) &&
    // over-65s, mid-2026
    !/(?<![A-Za-z-])[a-z]{2,8}-$/.test(text.slice(Math.max(0, at - 10), at)) &&
    !/(?:USD?|KHR|JPY|EUR|RM|CNY|B\.?E\.?)$/i.test(text.slice(Math.max(0, at - 4), at))
  const isAmount = followsCurrency(text, at)
  const scale =
    match(scaleAfterDigits, text, digits.end) ?? (isAmount ? match(scaleOfAmount, text, digits.end) : null)
  let { value, end } = digits
  if (text[end] === '½') {
    const of = match(scaleAfterDigits, text, end + 1)
    const factor = of ? digitScales.get(of[1]!.toLowerCase())! : 1
    return {
      start: at,
      end: end + 1 + (of?.[0].length ?? 0),
      value: (value + 0.5) * factor,
      also: value * factor,
      kind: 'cardinal',
      form: 'digits',
    }
  }
  if (scale) {
    const factor = digitScales.get(scale[1]!.toLowerCase())!
    value = exact(value * factor)
    end += scale[0].length
  }
  const open = scale || isAmount ? null : match(shortScale, text, end)
  if (open)
    return {
      start: at,
      end,
      value,
      also: exact(value * scales.get(open[1]!.toLowerCase())!),
      kind: identifier ? 'identifier' : 'cardinal',
      form: 'digits',
    }
  const ordinal = !scale && match(ordinalAfter, text, end)
  if (ordinal) end += ordinal[0].length
  const percent = !ordinal && match(percentAfter, text, end)
  if (percent) end += percent[0].length
  return {
    start: at,
    end,
    value,
    kind: identifier ? 'identifier' : ordinal ? 'ordinal' : percent ? 'percent' : 'cardinal',
    form: 'digits',
  }
}
