import { exact, type FoundNumber, readDigits, readPortion } from './model.ts'
import { readTelephone } from './telephone.ts'

export const kanjiDigits = '〇一二三四五六七八九'
const digitValues = new Map([...kanjiDigits].map((char, value) => [char, value]))
digitValues.set('零', 0)
const small = new Map([
  ['千', 1000],
  ['百', 100],
  ['十', 10],
])
const large = new Map([
  ['兆', 1e12],
  ['億', 1e8],
  ['万', 1e4],
])

const run =
  /[\d〇零一二三四五六七八九十百千万億兆](?:[\d〇零一二三四五六七八九十百千万億兆]|[,.](?=\d)){0,39}/y
const starts = /\d|\+(?=\d)|ゼロ|[〇零一二三四五六七八九十百千万億兆]/g

// Words that are written with numerals and count nothing.
const idioms =
  /五十嵐|九州|四国|五百旗頭|五百蔵|九十九里|八百万の|八百屋|八百長|十分[^間前後]|十分$|万一|千万[^円人ドユ]|万全|二十四節気|三三五五|一二三|十二単|二十歳/y

// What follows a kanji numeral that does count.
const counters =
  /(?:[かカヶケヵ個箇][国月年所条村校]|人(?!々|的|権|材|類|道|口|身)|名(?!前|称|古屋)|回|度(?!合)|件|社(?!会)|項目|点(?!検)|周年|世紀|億|万|円|時間|分の|週間|歳|校|州|県(?!庁)|本(?!部|日|年|件|格|国)|冊|台(?!風|湾|頭)|隻|つ|番目|者(?!達)|国間|割|パーセント|%|倍|次(?!い|ぐ|ぎ|第|元|官|長)|期(?!待|間|限)|地域|分野|段階|種類|階|組|世帯|基(?!本|礎|準|盤|金|づ|調)|棟|年|カ月|ヵ月|ヶ月|日間|か月|本柱|原則)/y
const percentAfter = /\s?(?:%|パーセント)/y
const tenthAfter = /割/y
const denominator = /分の/y
const halfAfter = /(?:年|[かカヵヶ]月|時間|週間|倍|日)半/y
/** 4秒07 is 4.07 seconds, 1メートル71 1.71 metres. */
const secondsAfter = /(?:秒|メートル|m)(\d{1,3})(?!\d|センチ|cm)/y

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** The value of a run below 10,000: 123, 三百二十, 3千5百, 二〇二三; undefined if it is not one number. */
const readSmall = (text: string): number | undefined => {
  if (text === '') return undefined
  if (/^[\d,.]+$/.test(text)) {
    const digits = readDigits(text, 0, 'point')
    return digits?.end === text.length ? digits.value : undefined
  }
  if (/^[〇零一二三四五六七八九]+$/.test(text)) {
    if (text.length === 1) return digitValues.get(text)
    return Number([...text].map((char) => digitValues.get(char)).join(''))
  }
  let total = 0
  let lastScale = Number.POSITIVE_INFINITY
  const parts = /([\d,.]+|[〇零一二三四五六七八九]?)([千百十]|$)/gy
  for (const [written, unit, scale] of text.matchAll(parts)) {
    if (written === '') break
    const factor = scale ? small.get(scale)! : 1
    const count = unit === '' ? 1 : readSmall(unit!)
    if (factor >= lastScale || count === undefined) return undefined
    total += count * factor
    lastScale = factor
  }
  return parts.lastIndex === 0 && total > 0 && consumes(text) ? total : undefined
}

const consumes = (text: string) =>
  /^(?:(?:[\d,.]+|[〇零一二三四五六七八九]?)[千百十])*(?:[\d,.]+|[〇零一二三四五六七八九]?)$/.test(text)

/** The value of a run with 万, 億 and 兆: 1億2,000万, 2万5000, 百万, 5百万. */
const readRun = (text: string): number | undefined => {
  let total = 0
  let rest = text
  let lastScale = Number.POSITIVE_INFINITY
  for (const [sign, factor] of large) {
    const at = rest.indexOf(sign)
    if (at === -1) continue
    const count = at === 0 ? 1 : readSmall(rest.slice(0, at))
    if (count === undefined || factor >= lastScale) return undefined
    total += count * factor
    lastScale = factor
    rest = rest.slice(at + 1)
  }
  if (rest === '') return exact(total)
  const last = readSmall(rest)
  return last === undefined ? undefined : exact(total + last)
}

/** Numbers in a folded Japanese text: digits always, kanji numerals where they count something. */
export const findJapaneseNumbers = (text: string): FoundNumber[] => {
  const found: FoundNumber[] = []
  starts.lastIndex = 0
  for (let start = starts.exec(text); start; start = starts.exec(text)) {
    const at = start.index
    const idiom = match(idioms, text, at)
    const numbers = idiom ? [] : readNumbers(text, at)
    found.push(...numbers)
    starts.lastIndex = idiom
      ? at + idiom[0].length
      : Math.max(numbers.at(-1)?.end ?? 0, at + (match(run, text, at)?.[0].length ?? 1))
  }
  return found
}

const readNumbers = (text: string, at: number): FoundNumber[] => {
  const phone = readTelephone(text, at)
  if (phone) return [{ start: at, ...phone, kind: 'telephone', form: 'digits' }]
  if (text.startsWith('ゼロ', at))
    return [{ start: at, end: at + 2, value: 0, kind: 'cardinal', form: 'words' }]
  const portion = readPortion(text, at)
  if (portion) return [{ start: at, ...portion, kind: 'fraction', form: 'digits' }]
  const written = match(run, text, at)?.[0]
  if (!written) return []
  const whole = readRun(written)
  if (whole !== undefined)
    return [describe(text, at, written, whole)].filter((number) => number !== undefined)
  // Not one number (2023,17 or 一二三 in a row): read the digits in it one after another.
  const found: FoundNumber[] = []
  for (let offset = 0; offset < written.length; ) {
    const digits = readDigits(written, offset, 'point')
    if (digits)
      found.push({
        start: at + offset,
        end: at + digits.end,
        value: digits.value,
        kind: 'cardinal',
        form: 'digits',
      })
    offset = digits?.end ?? offset + 1
  }
  return found
}

const describe = (text: string, at: number, written: string, value: number): FoundNumber | undefined => {
  const end = at + written.length
  const form = /\d/.test(written) ? 'digits' : 'words'
  const before = text.slice(Math.max(0, at - 2), at)
  const ordinal = before.endsWith('第')
  if (form === 'words') {
    if (/[数何幾]$/.test(before) || /^[数余]/.test(text.slice(end, end + 1))) return undefined
    const counts =
      ordinal || match(counters, text, end) || (written.length > 1 && /[十百千万億兆]/.test(written))
    if (!counts) return undefined
  }
  const parts = match(denominator, text, end)
  if (parts) {
    const from = end + parts[0].length
    const numerator = match(run, text, from)?.[0]
    const over = numerator && readRun(numerator)
    if (over && value > 0)
      return { start: at, end: from + numerator.length, value: over / value, kind: 'fraction', form }
  }
  const tenth = match(tenthAfter, text, end)
  if (tenth) return { start: at, end: end + 1, value: exact(value * 10), kind: 'percent', form }
  // 3年半 is three and a half years.
  const half = match(halfAfter, text, end)
  if (half) return { start: at, end, value: value + 0.5, also: value, kind: 'cardinal', form }
  const hundredths = form === 'digits' && Number.isInteger(value) ? match(secondsAfter, text, end) : null
  if (hundredths)
    return {
      start: at,
      end: end + hundredths[0].length,
      value: exact(value + Number(`0.${hundredths[1]}`)),
      kind: 'cardinal',
      form,
    }
  const percent = match(percentAfter, text, end)
  const identifier = form === 'digits' && /[A-Za-z][-+]?$/.test(before)
  return {
    start: at,
    end: percent ? end + percent[0].length : end,
    value,
    kind: percent ? 'percent' : identifier ? 'identifier' : ordinal ? 'ordinal' : 'cardinal',
    form,
  }
}
