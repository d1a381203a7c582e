import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseAddress } from '../../src/mailing/address.ts'

describe('an address', () => {
  it.each([
    ['Dara@Example.ORG', 'dara@example.org'],
    ['  <dara@example.org>; ', 'dara@example.org'],
    ['\u200bdara@example.org\ufeff', 'dara@example.org'],
    ['ｄａｒａ＠ｅｘａｍｐｌｅ．ｏｒｇ', 'dara@example.org'],
    ["o'neil+press@example.org".replace("'", ''), 'oneil+press@example.org'],
    ['dara@xn--r8jz45g.jp', 'dara@例え.jp'],
    ['dara@例え。jp', 'dara@例え.jp'],
    ['តារា@ឧទាហរណ៍.example', 'តារា@ឧទាហរណ៍.example'],
    ['cafe\u0301@example.org', 'caf\u00e9@example.org'],
  ])('%s is kept as %s', (written, kept) => {
    expect(normaliseAddress(written)).toBe(kept)
    expect(normaliseAddress(kept), 'kept forms stay').toBe(kept)
  })

  it.each([
    '',
    'dara',
    'dara@',
    '@example.org',
    'dara@localhost',
    'dara@127.0.0.1',
    'dara@[127.0.0.1]',
    'da ra@example.org',
    'dara@example..org',
    '.dara@example.org',
    'dara.@example.org',
    'da..ra@example.org',
    'dara@-example.org',
    'dara@exam_ple.org',
    'dara@example.org\r\nBcc: all@example.org',
    'a@b@example.org',
    '"da ra"@example.org',
    'dara@example.org, sok@example.org',
    'da\u202era@example.org',
    `${'a'.repeat(65)}@example.org`,
    `${'ក'.repeat(22)}@example.org`,
    `dara@${'a'.repeat(64)}.org`,
    `dara@${'abcdefgh.'.repeat(30)}org`,
    '\ud800@example.org',
  ])('%j is none', (written) => {
    expect(normaliseAddress(written)).toBeNull()
  })

  it('of whatever text is null, or stays as it is kept and stands on one line', () => {
    const parts = fc.string({ unit: 'binary', maxLength: 20 })
    fc.assert(
      fc.property(fc.tuple(parts, parts), ([name, domain]) => {
        for (const written of [name, `${name}@${domain}`, `${name}@${domain}.org`]) {
          const kept = normaliseAddress(written)
          if (kept === null) continue
          expect(normaliseAddress(kept)).toBe(kept)
          expect(kept).toMatch(/^[^\s@<>"\p{C}]+@[^\s@<>"\p{C}]+$/u)
        }
      }),
    )
  })
})
