import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codesIn, newCode, readCode, showCode } from '../../src/publishing/code.ts'

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const code = fc.uint8Array({ minLength: 9, maxLength: 9 }).map((bytes) => newCode(bytes))

describe('a code', () => {
  it('is read however somebody writes it', () => {
    fc.assert(
      fc.property(code, (code) => {
        expect(readCode(showCode(code))).toBe(code)
        const written = ` ${showCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `
        expect(readCode(written)).toBe(code)
        expect(codesIn(`https://x.example/verify/${showCode(code)}.`)).toEqual([code])
      }),
    )
  })

  it('with one wrong digit, or two neighbours exchanged, is none', () => {
    fc.assert(
      fc.property(code, fc.nat(9), fc.constantFrom(...digits), (code, at, digit) => {
        const wrong = code.slice(0, at) + digit + code.slice(at + 1)
        expect(readCode(wrong)).toBe(wrong === code ? code : null)
        const swapped = code.slice(0, at) + (code[at + 1] ?? '') + code[at]! + code.slice(at + 2)
        expect(readCode(swapped)).toBe(swapped === code ? code : null)
      }),
    )
  })

  it('is found in no text that has none', () => {
    for (const text of ['', '12345', 'ABCDE-FGHJK-MNPQR', 'x'.repeat(100_000), '\0\u202e', 'UUUUU-UUUUU'])
      expect([readCode(text), codesIn(text)]).toEqual([null, []])
  })
})
