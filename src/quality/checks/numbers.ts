import { toKhmerDigits } from '../../language/digits.ts'
import type { FoundNumber } from '../../language/numbers.ts'
import { formatNumber } from '../../language/numbers.ts'
import type { FoundTime } from '../../language/times.ts'
import type { Check } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'

type Fact = FoundNumber | FoundTime

const describe = (fact: Fact): string => {
  if ('hour' in fact) return `${fact.hour}:${String(fact.minute).padStart(2, '0')}`
  return formatNumber(fact.value, 'en') + (fact.kind === 'percent' ? '%' : '')
}

const messages = {
  missing: 'checks:numbers-missing',
  added: 'checks:numbers-added',
  changed: 'checks:numbers-changed',
  percent: 'checks:numbers-percent',
} as const

/** Numbers and times of day say the same on both sides; Khmer text has Khmer digits. */
export const numbers: Check = (segment, document) => {
  const { facts, sourceView, targetView, index } = segment
  const findings = facts.numbers.map(
    ({ kind, source, target }): Finding => ({
      segment: index,
      check: 'numbers',
      severity: 'error',
      message: messages[kind as keyof typeof messages],
      params: {
        ...sidesOf(document),
        ...(source && { source: describe(source) }),
        ...(target && { target: describe(target) }),
      },
      ...(source && { source: sourceView.span(source.start, source.end) }),
      ...(target && { target: targetView.span(target.start, target.end) }),
    }),
  )
  if (document.target !== 'km' || !segment.isComparable) return findings
  return [...findings, ...latinDigits(segment)]
}

// Digits that are no part of a Latin word or name, a bracketed original, or a number such as an order's.
const latinRun = /(?<![A-Za-z\d][-–+/.:]?|[-+/._:])\d{1,40}(?:[.,]\d{1,40})*(?![\d]|[-–/._:]?[A-Za-z])/g

const latinDigits = ({ targetView, index }: Parameters<Check>[0]): Finding[] =>
  [...targetView.text.matchAll(latinRun)]
    .filter((match) => !isInLatinBrackets(targetView.text, match.index))
    .map((match): Finding => {
      const [start, end] = targetView.span(match.index, match.index + match[0].length)
      return {
        segment: index,
        check: 'numbers',
        severity: 'warning',
        message: 'checks:numbers-latin-digits',
        params: { target: match[0] },
        target: [start, end],
        fix: { start, end, text: toKhmerDigits(match[0]) },
      }
    })

/** Whether a place stands in brackets that hold Latin script, such as an original name. */
const isInLatinBrackets = (text: string, at: number): boolean => {
  const open = text.lastIndexOf('(', at)
  if (open === -1 || open < at - 200) return false
  const close = text.indexOf(')', open)
  return (
    close > at && /[A-Za-z]/.test(text.slice(open, close)) && !/[\u1780-\u17b3]/.test(text.slice(open, close))
  )
}
