import { toHalfWidth, widenKatakana } from '../../language/japanese-width.ts'
import type { Check, CheckedDocument, CheckedSegment } from '../document.ts'
import type { Finding, Severity } from '../model.ts'

const ja = '[\\u3005-\\u3007\\u3041-\\u30ff\\u4e00-\\u9fff]'

interface Rule {
  pattern: RegExp
  message: string
  severity: Severity
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
    pattern: /[Ａ-Ｚａ-ｚ]{1,100}/g,
    message: 'checks:japanese-wide-latin',
    severity: 'warning',
    fix: toHalfWidth,
  },
  {
    pattern: new RegExp(`(?<=${ja}|[」』）])[,.!?:;](?=${ja}|[「『（]|$)`, 'g'),
    message: 'checks:japanese-half-punctuation',
    severity: 'warning',
    fix: (written) => widePairs[written] ?? written,
  },
  {
    pattern: new RegExp(`(?<=${ja})\\(|\\((?=${ja})|(?<=${ja})\\)|\\)(?=${ja})`, 'g'),
    message: 'checks:japanese-half-brackets',
    severity: 'warning',
    fix: (written) => widePairs[written] ?? written,
  },
  {
    pattern: /[，．]/g,
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

// A day's width decides nothing: two digits of one kind next to one of the other, or both kinds in one text.
const wideDigits = /[０-９]{1,40}/g
const narrowDigits = /(?<![A-Za-z0-9.,-])[0-9]{1,40}(?![A-Za-z])/g

/** Japanese in the forms of official text: widths, brackets, commas, one style of digits and of sentence ends. */
export const japaneseTypography: Check = (segment, document) => {
  if (document.target !== 'ja' || !segment.isComparable) return []
  const { targetView, index } = segment
  const findings = rules.flatMap(({ pattern, message, severity, fix }) =>
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

const habitsOf = (document: CheckedDocument) => {
  const cached = counts.get(document)
  if (cached) return cached
  const total = { wide: 0, narrow: 0, polite: 0, plain: 0 }
  for (const { targetView } of document.segments) {
    total.wide += (targetView.text.match(wideDigits) ?? []).length
    total.narrow += (targetView.text.match(narrowDigits) ?? []).length
    total.polite += (targetView.text.match(politeEnd) ?? []).length
    total.plain += (targetView.text.match(plainEnd) ?? []).length
  }
  counts.set(document, total)
  return total
}

/** Digits of the width that the document does not use otherwise. */
const mixedDigits = ({ targetView, index }: CheckedSegment, document: CheckedDocument): Finding[] => {
  const { wide, narrow } = habitsOf(document)
  const here = {
    wide: targetView.text.match(wideDigits) ?? [],
    narrow: targetView.text.match(narrowDigits) ?? [],
  }
  const isMixed = here.wide.length > 0 && here.narrow.length > 0
  const isWideOdd = wide <= narrow
  if (wide === 0 || narrow === 0) return []
  if (!isMixed && (isWideOdd ? here.wide.length === 0 : here.narrow.length === 0)) return []
  return [...targetView.text.matchAll(isWideOdd ? wideDigits : narrowDigits)].map((match): Finding => {
    const [start, end] = targetView.span(match.index, match.index + match[0].length)
    const text = isWideOdd ? toHalfWidth(match[0]) : widen(match[0])
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

/** A plain ending (である) in a document that otherwise ends politely (です, ます). Quotations keep their style. */
const plainStyle = ({ targetView, index }: CheckedSegment, document: CheckedDocument): Finding[] => {
  const { polite, plain } = habitsOf(document)
  if (polite === 0 || plain === 0 || plain > polite) return []
  const unquoted = targetView.text.replace(/「[^「」]{0,500}」/g, (inner) => ' '.repeat(inner.length))
  return [...unquoted.matchAll(plainEnd)].map((match) => ({
    segment: index,
    check: 'japanese-typography',
    severity: 'warning',
    message: 'checks:japanese-plain-style',
    params: { target: match[0] },
    target: targetView.span(match.index, match.index + match[0].length),
  }))
}
