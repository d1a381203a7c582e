import { type FoundNumber, readDigitRun, readDigits, Sum } from './model.ts'

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
const percentAfter = /\s?(?:%|ភាគរយ)/y
const starts = new RegExp(
  String.raw`\d|\+(?=\d)|(?<!ជា|ក្រ)(?:${longestFirst([...units.keys(), ...tens.keys()])})`,
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

const readNumber = (text: string, at: number): FoundNumber | undefined => {
  const run = readDigitRun(text, at)
  if (run) return { start: at, ...run, kind: 'identifier', form: 'digits' }
  const sum = new Sum()
  let also: number | undefined
  let form: FoundNumber['form'] = 'words'
  let end = at
  let last: 'none' | 'digits' | 'unit' | 'ten' | 'scale' = 'none'
  while (end < text.length) {
    // Digits may go on only after a scale: ១លាន ៥សែន.
    const gap = last === 'scale' && /^ \d/.test(text.slice(end, end + 2)) ? 1 : 0
    const digits = last === 'none' || last === 'scale' ? readDigits(text, end + gap, 'either') : undefined
    if (digits && (last === 'none' || match(scale, text, digits.end))) {
      sum.add(digits.value)
      also = last === 'none' ? digits.also : undefined
      form = 'digits'
      end = digits.end
      last = 'digits'
      continue
    }
    const next = match(word, text, end)?.[0]
    const unit = next === undefined ? undefined : units.get(next)
    const ten = next === undefined ? undefined : tens.get(next)
    if (unit !== undefined && (last === 'none' || last === 'scale' || (last === 'ten' && unit > 0))) {
      sum.add(unit)
      end += next!.length
      last = 'unit'
      const more = match(teen, text, end)
      if (more && unit > 0) {
        sum.add(10)
        end += more[0].length
      }
      continue
    }
    if (ten !== undefined && (last === 'none' || last === 'scale')) {
      sum.add(ten)
      end += next!.length
      last = 'ten'
      continue
    }
    const factor = last === 'none' ? null : match(scale, text, end)
    if (!factor) break
    const by = scales.get(factor[1]!)!
    if (by === 100 && sum.open < 100 && sum.open > 0) sum.hundred()
    else sum.scale(by)
    if (also !== undefined) also *= by
    end += factor[0].length
    last = 'scale'
  }
  if (last === 'none') return undefined
  const identifier = /[A-Za-z\u1780-\u17d3][-+]$|[A-Za-z]$/.test(text.slice(Math.max(0, at - 2), at))
  const ordinal = /ទី ?$/.test(text.slice(Math.max(0, at - 3), at))
  const percent = match(percentAfter, text, end)
  return {
    start: at,
    end: percent ? end + percent[0].length : end,
    value: sum.value,
    kind:
      identifier && form === 'digits' ? 'identifier' : percent ? 'percent' : ordinal ? 'ordinal' : 'cardinal',
    form,
    ...(also !== undefined && { also }),
  }
}
