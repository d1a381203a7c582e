import { toHalfWidth, widenKatakana } from '../../language/japanese-width.ts'
import type { Check, CheckedDocument, CheckedSegment } from '../document.ts'
import type { Finding, Severity } from '../model.ts'

const ja = '[\\u3005-\\u3007\\u3041-\\u30ff\\u4e00-\\u9fff]'

interface Rule {
  pattern: RegExp
  message: string
  severity: Severity
  /** Whether it is right where the document's digits are full-width. */
  isOfWideStyle?: true
  fix?: (written: string) => string
}

const widePairs: Record<string, string> = {
  ',': '、',
  '.': '。',
  '!': '！',
  '?': '？',
  ':': '：',
  ';': '；',
  '(': '（',
  ')': '）',
}

/** Forms that official Japanese does not use, whatever the source has. */
const rules: Rule[] = [
  {
    pattern: /[\uff61-\uff9f]{1,200}/g,
    message: 'checks:japanese-half-katakana',
    severity: 'error',
    fix: widenKatakana,
  },
  {
    // A single letter may number a heading: Ａ　政治協力
    pattern: /(?<!^[（(]?)[Ａ-Ｚａ-ｚ]{1,100}|[Ａ-Ｚａ-ｚ]{2,100}/g,
    message: 'checks:japanese-wide-latin',
    severity: 'warning',
    isOfWideStyle: true,
    fix: toHalfWidth,
  },
  {
    pattern: new RegExp(`(?<=${ja}|[」』）])[,.!?:;](?=${ja}|[「『（]|$)`, 'g'),
    message: 'checks:japanese-half-punctuation',
    severity: 'warning',
    fix: (written) => widePairs[written] ?? written,
  },
  {
    pattern: new RegExp(
      `(?<=${ja})\\(|\\((?=${ja})|(?<=${ja})\\)|(?<![0-9A-Za-z.]\\([A-Za-z0-9]{1,5})\\)(?=${ja})`,
      'g',
    ),
    message: 'checks:japanese-half-brackets',
    severity: 'warning',
    fix: (written) => widePairs[written] ?? written,
  },
  {
    // Not the signs of a number: ２．, ３．５, １，２００
    pattern: /(?<![0-9０-９])[，．]/g,
    message: 'checks:japanese-wide-comma',
    severity: 'warning',
    fix: (written) => (written === '，' ? '、' : '。'),
  },
  {
    pattern: new RegExp(`[“"](?=${ja})|(?<=${ja})[”"]`, 'g'),
    message: 'checks:japanese-quotes',
    severity: 'warning',
  },
  { pattern: /、、|。。|、。|。、|・・(?!・)/g, message: 'checks:japanese-doubled', severity: 'warning' },
  { pattern: /[彼][女]?の閣下/g, message: 'checks:japanese-excellency', severity: 'error' },
]

const digitRun = /(?<![A-Za-z0-9.,０-９-])[0-9０-９]{1,40}(?:[,.][0-9０-９]{1,40}){0,8}(?![A-Za-z])/g
const wide = /[０-９]/
const narrow = /[0-9]/
/** （１）, １．, ２　: what numbers a heading or an item has a width of its own. */
const enumerator = /^\s{0,5}[（(]?[0-9０-９]{1,3}(?:[）).．　]|$)/

/** Japanese in the forms of official text: widths, brackets, commas, one style of digits and of sentence ends. */
export const japaneseTypography: Check = (segment, document) => {
  if (document.target !== 'ja' || !segment.isComparable) return []
  const { targetView, index } = segment
  const { wide: wides, narrow: narrows } = habitsOf(document)
  const applying = wides > narrows ? rules.filter(({ isOfWideStyle }) => !isOfWideStyle) : rules
  const findings = applying.flatMap(({ pattern, message, severity, fix }) =>
    [...targetView.text.matchAll(pattern)].map((match): Finding => {
      const [start, end] = targetView.span(match.index, match.index + match[0].length)
      return {
        segment: index,
        check: 'japanese-typography',
        severity,
        message,
        params: { target: match[0], ...(fix && { wanted: fix(match[0]) }) },
        target: [start, end],
        ...(fix && { fix: { start, end, text: fix(match[0]) } }),
      }
    }),
  )
  return [...findings, ...mixedDigits(segment, document), ...plainStyle(segment, document)]
}

const counts = new WeakMap<CheckedDocument, { wide: number; narrow: number; polite: number; plain: number }>()

const count = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).length
const numbersIn = (text: string) => {
  const from = enumerator.exec(text)?.[0].length ?? 0
  return [...text.matchAll(digitRun)].filter(({ index }) => index >= from)
}
const isLong = ([digits]: RegExpExecArray) => digits.length > 1

const habitsOf = (document: CheckedDocument) => {
  const cached = counts.get(document)
  if (cached) return cached
  const total = { wide: 0, narrow: 0, polite: 0, plain: 0 }
  for (const { targetView } of document.segments) {
    for (const [digits] of numbersIn(targetView.text).filter(isLong))
      total[wide.test(digits) ? 'wide' : 'narrow']++
    total.polite += count(targetView.text, politeEnd)
    total.plain += count(targetView.text, plainEnd)
  }
  counts.set(document, total)
  return total
}

/**
 * Digits of the width that the document does not use otherwise. Many offices write single digits full-width beside half-width
 * longer numbers: so these are only compared with one another, within the text.
 */
const mixedDigits = ({ targetView, index }: CheckedSegment, document: CheckedDocument): Finding[] => {
  const habits = habitsOf(document)
  if (habits.wide <= habits.narrow && !wide.test(targetView.text)) return []
  const found = numbersIn(targetView.text)
  const singles = found.filter((match) => !isLong(match))
  const hasBoth = singles.some(([digit]) => wide.test(digit)) && singles.some(([digit]) => narrow.test(digit))
  const toNarrow = habits.wide <= habits.narrow
  const odd = toNarrow ? wide : narrow
  return found
    .filter((match) =>
      isLong(match)
        ? (wide.test(match[0]) && narrow.test(match[0])) ||
          (habits.wide * habits.narrow > 0 && odd.test(match[0]))
        : hasBoth && odd.test(match[0]),
    )
    .map((match): Finding => {
      const [start, end] = targetView.span(match.index, match.index + match[0].length)
      const text = toNarrow ? toHalfWidth(match[0]) : widen(match[0])
      return {
        segment: index,
        check: 'japanese-typography',
        severity: 'warning',
        message: 'checks:japanese-digit-width',
        params: { target: match[0], wanted: text },
        target: [start, end],
        fix: { start, end, text },
      }
    })
}

const widen = (digits: string) =>
  digits.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

const politeEnd = /(?:です|ます|ました|ません|でした|でしょう|ましょう|ください)(?=[。？！])/g
const plainEnd = /(?:である|だ|(?<!まし|でし)た|ない|する|れる|いる|なる|べき)(?=。)/g

/** What Japanese says in plain style wherever it stands: treaties, resolutions, what leaders declare together. */
const declaratory =
  /^(?:Article|Section|Rule|Clause|Paragraph) \d|\bshall\b|\b(?:here|there)(?:by|of|to|in|under)\b|\b(?:decides|requests|calls upon|enters? into force)\b|^(?:Done|Signed) (?:at|in)\b|^(?:\d+\. |\([a-z]\) )?We\b|WITNESS/

/** A plain ending (である) in a document that otherwise ends politely (です, ます). Quotations keep their style. */
const plainStyle = ({ sourceView, targetView, index }: CheckedSegment, document: CheckedDocument) => {
  const { polite, plain } = habitsOf(document)
  if (polite === 0 || plain === 0 || plain > polite || declaratory.test(sourceView.text)) return []
  const unquoted = targetView.text.replace(/「[^「」]{0,500}」/g, (inner) => ' '.repeat(inner.length))
  return [...unquoted.matchAll(plainEnd)].map(
    (match): Finding => ({
      segment: index,
      check: 'japanese-typography',
      severity: 'warning',
      message: 'checks:japanese-plain-style',
      params: { target: match[0] },
      target: targetView.span(match.index, match.index + match[0].length),
    }),
  )
}
