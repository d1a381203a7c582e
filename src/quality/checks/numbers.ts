import { toKhmerDigits } from '../../language/digits.ts'
import type { FoundNumber } from '../../language/numbers.ts'
import { findNumbers, formatNumber } from '../../language/numbers.ts'
import type { FoundTime } from '../../language/times.ts'
import type { Check } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'

type Fact = FoundNumber | FoundTime

const describe = (fact: Fact, text: string, kind: string): string => {
  const written = text.slice(fact.start, fact.end)
  if (kind === 'unit') return written
  if ('hour' in fact) return `${fact.hour}:${String(fact.minute).padStart(2, '0')}`
  if (fact.kind === 'fraction') return written
  if (fact.kind === 'telephone') return written.replace(/^\+?[\d\u17e0-\u17e9]+[)）]/, '($&')
  const sign = fact.kind === 'percent' ? '%' : fact.currency ? ` ${fact.currency}` : ''
  const shown = formatNumber(fact.value, 'en')
  // A year that stands as a number is told as it is written, without a comma.
  return (fact.value < 10_000 && /\p{Nd}{4}/u.test(written) ? shown.replace(',', '') : shown) + sign
}

const messages = {
  missing: 'checks:numbers-missing',
  added: 'checks:numbers-added',
  changed: 'checks:numbers-changed',
  percent: 'checks:numbers-percent',
  currency: 'checks:numbers-currency',
  unit: 'checks:numbers-unit',
  swapped: 'checks:numbers-swapped',
} as const

/** Numbers and times of day say the same on both sides; Khmer text has Khmer digits. */
export const numbers: Check = (segment, document) => {
  const { facts, sourceView, targetView, index } = segment
  const findings = facts.numbers.map(
    ({ kind, source, target }): Finding => ({
      segment: index,
      check: 'numbers',
      severity: kind === 'swapped' ? 'warning' : 'error',
      message: messages[kind as keyof typeof messages],
      params: {
        ...sidesOf(document),
        ...(source && { source: describe(source, sourceView.text, kind) }),
        ...(target && { target: describe(target, targetView.text, kind) }),
      },
      ...(source && { source: sourceView.span(source.start, source.end) }),
      ...(target && { target: targetView.span(target.start, target.end) }),
    }),
  )
  if (document.target !== 'km' || !segment.isComparable) return findings
  return [...findings, ...latinDigits(segment)]
}

/** Digits that are no part of a Latin word or name, such as an order's. */
const latinRun =
  /(?<![A-Za-z\d][-–+/.:]?|(?<![\u1780-\u17ff])[+/._:]|(?<![\u1780-\u17ff\s])-)\d{1,40}(?:[.,]\d{1,40})*(?![\d]|[-–/._:]?[A-Za-z])/g

/** VN 3850, Expo 2025: a number behind a Latin name, both as in the source. */
const isInCode = (text: string, at: number, digits: string, source: string) => {
  const word = /(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]{1,15} $/.exec(text.slice(Math.max(0, at - 18), at))?.[0]
  return (
    word !== undefined &&
    !/[\u17e0-\u17e9]/.test(text[at + digits.length] ?? '') &&
    source.includes(word + digits)
  )
}

/** 11°33′N, as charts have it. */
const coordinate = /\d{1,3}°(?:\d{1,2}[′'’])?(?:[\d.]{1,6}[″"”])? ?[NSEW]\b/g

const latinDigits = ({ sourceView, targetView, index }: Parameters<Check>[0]): Finding[] => {
  const text = targetView.text.replace(coordinate, (written) => ' '.repeat(written.length))
  const telephones = latinTelephones(text)
  return [...text.matchAll(latinRun)]
    .filter(({ index: at, 0: digits }) => {
      const isNamed = isInLatinBrackets(text, at) || isInCode(text, at, digits, sourceView.text)
      return !isNamed && !telephones.some(({ start, end }) => start <= at && at < end)
    })
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
}

/** Telephone numbers are dialled: all in Latin digits they are right too. */
const latinTelephones = (text: string) =>
  /\d[\d ().-]{7}/.test(text)
    ? findNumbers(text, 'km').filter(
        ({ kind, start, end }) => kind === 'telephone' && !/[\u17e0-\u17e9]/.test(text.slice(start, end)),
      )
    : []

/** Whether a place stands in brackets that hold Latin script, such as an original name. */
const isInLatinBrackets = (text: string, at: number): boolean => {
  const open = text.lastIndexOf('(', at)
  if (open === -1 || open < at - 200) return false
  const close = text.indexOf(')', open)
  return (
    close > at && /[A-Za-z]/.test(text.slice(open, close)) && !/[\u1780-\u17b3]/.test(text.slice(open, close))
  )
}
