import type { Locale } from '../../language/model.ts'
import type { Check } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'

interface Rule {
  pattern: RegExp
  message: string
  fix: (written: string) => string
}

const ja = '[\\u3005-\\u3007\\u3041-\\u30fb\\u30fc\\u4e00-\\u9fff]'
const none = () => ''

const everywhere: Rule[] = [
  { pattern: /(?<=\S)[ \u00a0]{2,40}(?=\S)/g, message: 'checks:whitespace-doubled', fix: () => ' ' },
  { pattern: /[\t\u00a0\u2000-\u200a\u202f\u205f]{1,40}/g, message: 'checks:whitespace-odd', fix: () => ' ' },
]

const rules: Record<Locale, Rule[]> = {
  en: [{ pattern: /(?<=\w) {1,3}(?=[,.;:!?](?:\s|$))/g, message: 'checks:whitespace-before', fix: none }],
  km: [
    { pattern: / {1,3}(?=[។៕៖ៗ»”!?)])(?! ?។ល។)/g, message: 'checks:whitespace-before', fix: none },
    { pattern: /(?<=[«“(]) {1,3}/g, message: 'checks:whitespace-inside', fix: none },
    {
      pattern: /(?<=[។៕])(?=[\u1780-\u17b3])(?<!ល។)(?!ល។)/g,
      message: 'checks:whitespace-after',
      fix: () => ' ',
    },
  ],
  ja: [
    {
      pattern: new RegExp(`(?<=${ja}|[、。）」]) {1,3}(?=${ja}|[（「])`, 'g'),
      message: 'checks:whitespace-japanese',
      fix: none,
    },
    {
      pattern: new RegExp(
        // A space may part a label from its value: 金曜日 8:00, 電話 012 345 678.
        `(?<=${ja})(?<!号|曜日) (?=[A-Za-z0-9])(?!\\d{2,4}[ -]\\d{3}|\\d{1,2}:\\d|\\d{5})|(?<=[A-Za-z0-9])(?<!\\d-\\d{2,6}|\\d \\d{3} \\d{3,4}) (?=${ja})`,
        'g',
      ),
      message: 'checks:whitespace-latin',
      fix: none,
    },
    {
      pattern: / {1,3}(?=[、。）」』！？])|(?<=[、。（「『]) {1,3}/g,
      message: 'checks:whitespace-japanese',
      fix: none,
    },
  ],
}

const edges = (text: string) => ({ head: /^\s*/.exec(text)![0].length, tail: text.trimEnd().length })

/** No doubled, odd or misplaced spaces, and no line break or edge space that the source does not have. */
export const whitespace: Check = ({ source, target, targetView, index }, document) => {
  if (target.trim() === '') return []
  const findings: Finding[] = []
  const report = (message: string, start: number, end: number, text: string) =>
    findings.push({
      segment: index,
      check: 'whitespace',
      severity: 'warning',
      message,
      params: sidesOf(document),
      target: [start, end],
      fix: { start, end, text },
    })
  const { head, tail } = edges(target)
  if (head > 0 && edges(source).head === 0) report('checks:whitespace-edge', 0, head, '')
  if (tail < target.length && edges(source).tail === source.length)
    report('checks:whitespace-edge', tail, target.length, '')
  const taken = new Set<number>()
  for (const { pattern, message, fix } of [...everywhere, ...rules[document.target]])
    for (const match of targetView.text.matchAll(pattern)) {
      const [start, end] = targetView.span(match.index, match.index + match[0].length)
      if (taken.has(start) || start < head || end > tail) continue
      taken.add(start)
      report(message, start, end, fix(match[0]))
    }
  const lines = (text: string) => text.trim().split('\n').length
  if (lines(target) > lines(source)) {
    const at = head + target.trim().indexOf('\n')
    findings.push({
      segment: index,
      check: 'whitespace',
      severity: 'warning',
      message: 'checks:whitespace-line-break',
      params: sidesOf(document),
      target: [at, at + 1],
    })
  }
  return findings
}
