import type { DigitToken } from './model.ts'

const shape =
  /\+?(?:\d{1,4}(?:[ -]\d{1,4})?\)[ .-]?\d{1,6}|\d{1,12})(?:(?:[ .-]?\(\d{1,4}\)[ .-]?|[ .-])\d{1,6}){0,6}(?!\d)/y

/** Words before which a run of digits is a telephone number, though neither + nor 0 nor a bracket leads it. */
const announced =
  /(?:tel|phone|fax|mobile|cell|hotline|whatsapp|call|dial|ទូរស័ព្ទ|ទូរសព្ទ|ទូរសារ|電話|ファックス|携帯|番号)[^\d\n]{0,14}$/i

/**
 * A telephone number beginning at an offset of a folded text: (855) 23 224 973, 03-3580-3311, +81 (0)3 3580 3311. Eight to fifteen
 * digits in groups, led by +, 0, a bracket or a word for a telephone. Read as one value, so that numbers are compared by their
 * digits whatever parts the groups.
 */
export const readTelephone = (text: string, at: number): DigitToken | undefined => {
  shape.lastIndex = at
  const written = shape.exec(text)?.[0]
  if (
    written === undefined ||
    written.length < 9 ||
    /[A-Za-z][-/]$/.test(text.slice(Math.max(0, at - 2), at))
  )
    return undefined
  const isBracketed = /^\+?\d{1,4}(?:[ -]\d{1,4})?\)/.test(written)
  if (isBracketed && text[at - 1] !== '(') return undefined
  if (!isBracketed && !/^[+0]/.test(written) && !announced.test(text.slice(Math.max(0, at - 24), at)))
    return undefined
  const digits = written.replace(/^\+(.*)\(0\)/, '$1').replace(/\D/g, '')
  return digits.length >= 8 && digits.length <= 15
    ? { end: at + written.length, value: Number(digits) }
    : undefined
}
