import type { Locale } from './model.ts'

const khmerZero = 0x17e0
const fullWidthShift = 0xfee0

/**
 * The text with Khmer and full-width digits, full-width Latin letters and signs, and wide or unbreakable spaces as ASCII.
 * One UTF-16 unit always becomes one unit, so offsets in the result are offsets in the text.
 */
export const foldWidth = (text: string): string =>
  text.replace(/[\u00a0\u2009\u202f\u3000\u17e0-\u17e9\uff01-\uff5e]/g, (char) => {
    const code = char.charCodeAt(0)
    if (code >= 0xff01) return String.fromCharCode(code - fullWidthShift)
    return code >= khmerZero && code < khmerZero + 10 ? String(code - khmerZero) : ' '
  })

/** ASCII digits as Khmer digits (U+17E0–U+17E9); everything else stays. */
export const toKhmerDigits = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(khmerZero + Number(digit)))

/** Digits of any of the three scripts in the locale's usual digits: Khmer ones in Khmer, ASCII ones elsewhere. */
export const toLocalDigits = (text: string, locale: Locale): string => {
  const ascii = text.replace(/[\u17e0-\u17e9\uff10-\uff19]/g, foldWidth)
  return locale === 'km' ? toKhmerDigits(ascii) : ascii
}
