import { exact, type FoundNumber, readDigits, readPortion, Sum } from './model.ts'
import { readTelephone } from './telephone.ts'

export const kmUnits = ['សូន្យ', 'មួយ', 'ពីរ', 'បី', 'បួន', 'ប្រាំ', 'ប្រាំមួយ', 'ប្រាំពីរ', 'ប្រាំបី', 'ប្រាំបួន']
export const kmTens = ['', 'ដប់', 'ម្ភៃ', 'សាមសិប', 'សែសិប', 'ហាសិប', 'ហុកសិប', 'ចិតសិប', 'ប៉ែតសិប', 'កៅសិប']
/** Scales from the greatest down. */
export const kmScales: [string, number][] = [
  ['ទ្រីលាន', 1e12],
  ['ប៊ីលាន', 1e9],
  ['ប៊ីល្លាន', 1e9],
  ['កោដិ', 1e7],
  ['លាន', 1e6],
  ['សែន', 1e5],
  ['ម៉ឺន', 1e4],
  ['ពាន់', 1e3],
  ['រយ', 100],
]

const units = new Map<string, number>([
  ...kmUnits.map((word, value): [string, number] => [word, value]),
  ['ប្រាំពិល', 7],
])
const tens = new Map<string, number>([
  ...kmTens.slice(1).map((word, index): [string, number] => [word, (index + 1) * 10]),
  ['មួយភៃ', 20],
])
const scales = new Map(kmScales)

const longestFirst = (words: Iterable<string>) => [...words].sort((a, b) => b.length - a.length).join('|')

// A word ends where no sign or subscript hangs on it: ពីរ is not in ពីរោះ, រយ not in រយៈ.
const behind = String.raw`(?![\u17b4-\u17d3])`
const word = new RegExp(`(?:${longestFirst([...units.keys(), ...tens.keys()])})${behind}(?<!ប្រាំ(?=ង))`, 'y')
const teen = new RegExp(`ដណ្[តដ]ប់${behind}`, 'y')
const scale = new RegExp(`[ ]?(${longestFirst(scales.keys())})${behind}`, 'y')
/** After a scale: ២លានកន្លះ is two and a half million. Before one: កន្លះលាន is half a million. */
const half = / ?កន្លះ/y
const percentAfter = /\s?(?:%|(?:ពិន្ទុ|ចំណុច)?ភាគរយ)/y
/** ៣ឆ្នាំកន្លះ is three and a half years. */
const halfAfter = / ?(?:ឆ្នាំ|ខែ|ម៉ោង|សប្តាហ៍|ថ្ងៃ|ដង)កន្លះ/y
/** មួយភាគបួន is a quarter, ១០ភាគរយ ten per cent. */
const partsAfter = / ?ភាគ ?(?!រយ)/y
const starts = new RegExp(
  String.raw`\d|\+(?=\d)|(?<!ជា|ក្រ)(?:${longestFirst([...units.keys(), ...tens.keys(), 'កន្លះ'])})`,
  'g',
)

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Numbers in a folded Khmer text, in digits and in words. Khmer has no spaces between words, so a word is known by its end only. */
export const findKhmerNumbers = (text: string): FoundNumber[] => {
  const found: FoundNumber[] = []
  starts.lastIndex = 0
  for (let start = starts.exec(text); start; start = starts.exec(text)) {
    const number = readNumber(text, start.index)
    if (number) {
      found.push(number)
      starts.lastIndex = number.end
    } else starts.lastIndex = start.index + 1
  }
  return found
}

/** What digits or words say, without what stands around them. */
interface Amount {
  end: number
  value: number
  also?: number
  /** The last scale, by which a part that follows has to be smaller; absent where there was none. */
  scale?: number
}

/** Digits with their scales: ១,៥លាន, ៥ពាន់លាន, ១លាន ៥សែន. */
const readAmount = (text: string, at: number): Amount | undefined => {
  const digits = readDigits(text, at, 'either')
  if (!digits) return undefined
  let { value, also, end } = digits
  let last: number | undefined
  for (let next = match(scale, text, end); next; next = match(scale, text, end)) {
    last = scales.get(next[1]!)!
    value = exact(value * last)
    also = also === undefined ? undefined : exact(also * last)
    end += next[0].length
  }
  const halved = last === undefined ? null : match(half, text, end)
  if (halved) return { end: end + halved[0].length, value: exact(value + last! / 2), scale: last! }
  const rest =
    last !== undefined && /^ ?\d/.test(text.slice(end, end + 2))
      ? readAmount(text, text[end] === ' ' ? end + 1 : end)
      : undefined
  if (rest?.scale !== undefined && rest.value < last! && Number.isInteger(digits.value))
    return { end: rest.end, value: exact(value + rest.value), scale: rest.scale }
  return { end, value, ...(also !== undefined && { also }), ...(last !== undefined && { scale: last }) }
}

/** Number words as far as they make one number: ពីររយហាសិបពាន់, ប្រាំដណ្តប់. */
const readWords = (text: string, at: number): Amount | undefined => {
  const halfOf = match(half, text, at)
  if (halfOf) {
    const of = match(scale, text, at + halfOf[0].length)
    return of ? { end: at + halfOf[0].length + of[0].length, value: scales.get(of[1]!)! / 2 } : undefined
  }
  const sum = new Sum()
  let end = at
  let last: 'none' | 'unit' | 'ten' | 'scale' = 'none'
  while (end < text.length) {
    const next = match(word, text, end)?.[0] ?? ''
    const unit = units.get(next)
    const ten = tens.get(next)
    const isOpen = last === 'none' || last === 'scale'
    if (unit !== undefined && (isOpen || (last === 'ten' && unit > 0))) {
      const more = unit > 0 ? match(teen, text, end + next.length)?.[0] : undefined
      sum.add(more ? unit + 10 : unit)
      end += next.length + (more?.length ?? 0)
      last = 'unit'
    } else if (ten !== undefined && isOpen) {
      sum.add(ten)
      end += next.length
      last = 'ten'
    } else {
      const factor = last === 'none' ? null : match(scale, text, end)
      if (!factor) break
      const by = scales.get(factor[1]!)!
      if (by === 100 && sum.open > 0) sum.hundred()
      else sum.scale(by)
      end += factor[0].length
      last = 'scale'
    }
  }
  return last === 'none' ? undefined : { end, value: sum.value }
}

const readNumber = (text: string, at: number): FoundNumber | undefined => {
  const run = readTelephone(text, at)
  if (run) return { start: at, ...run, kind: 'telephone', form: 'digits' }
  const portion = readPortion(text, at)
  if (portion) return { start: at, ...portion, kind: 'fraction', form: 'digits' }
  const amount = readAmount(text, at)
  const { end, value, also } = amount ?? readWords(text, at) ?? {}
  if (end === undefined || value === undefined) return undefined
  const before = text.slice(Math.max(0, at - 3), at)
  const percent = match(percentAfter, text, end)
  if (match(halfAfter, text, end))
    return {
      start: at,
      end,
      value: value + 0.5,
      also: value,
      kind: 'cardinal',
      form: amount ? 'digits' : 'words',
    }
  const over = percent ? null : match(partsAfter, text, end)
  const parts = over && (readAmount(text, end + over[0].length) ?? readWords(text, end + over[0].length))
  if (parts && parts.value > 0)
    return {
      start: at,
      end: parts.end,
      value: value / parts.value,
      kind: 'fraction',
      form: amount ? 'digits' : 'words',
    }
  const isIdentifier = amount !== undefined && /[A-Za-z\u1780-\u17d3][-+]$|[A-Za-z]$/.test(before)
  return {
    start: at,
    end: percent ? end + percent[0].length : end,
    value,
    kind: percent ? 'percent' : isIdentifier ? 'identifier' : /ទី ?$/.test(before) ? 'ordinal' : 'cardinal',
    form: amount ? 'digits' : 'words',
    ...(also !== undefined && { also }),
  }
}
