import { randomBytes } from 'node:crypto'

// Crockford's base 32: no I, L, O or U, which readers mistake for others, or read as words.
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 10

/** Times x in GF(32) modulo x⁵ + x² + 1. */
const double = (value: number) => (value & 16 ? (value << 1) ^ 0b100101 : value << 1)

/** The digits as a polynomial, at x: one wrong digit or two neighbours exchanged always change it. */
const atX = (values: Iterable<number>) => {
  let sum = 0
  for (const value of values) sum = double(sum) ^ value
  return sum
}

/** A new code: nine digits that nobody can guess (45 bits), and one that tells a slip of the pen. */
export const newCode = (bytes: Uint8Array = randomBytes(length - 1)): string => {
  const values = [...bytes].map((byte) => byte & 31)
  return [...values, double(atX(values))].map((value) => digits[value]).join('')
}

/** A code as it is kept, from how somebody wrote it; null where it cannot be one. */
export const readCode = (written: string): string | null => {
  const code = written
    .slice(0, 40)
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  const values = [...code].map((digit) => digits.indexOf(digit))
  return values.length === length && !values.includes(-1) && atX(values) === 0 ? code : null
}

/** A code as it is shown: in two halves. */
export const showCode = (code: string): string => `${code.slice(0, length / 2)}-${code.slice(length / 2)}`

const halves = new RegExp(`(?<![0-9A-Z])[${digits}]{5}-[${digits}]{5}(?![0-9A-Z])`, 'g')

/** The codes that stand in a text as they are shown, each once. */
export const codesIn = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(halves), ([shown]) => readCode(shown)).filter((code) => code !== null)),
]
