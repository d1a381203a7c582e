import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, parseInline, plainText } from '../../src/publishing/inline.ts'

describe('inline Markdown', () => {
  it.each([
    ['plain', [{ text: 'plain' }]],
    ['a **b** c', [{ text: 'a ' }, { text: 'b', bold: true }, { text: ' c' }]],
    [
      '*a* **b *c***',
      [
        { text: 'a', italic: true },
        { text: ' ' },
        { text: 'b ', bold: true },
        { text: 'c', bold: true, italic: true },
      ],
    ],
    ['**សុខ ចិន្តាសោភា**។', [{ text: 'សុខ ចិន្តាសោភា', bold: true }, { text: '។' }]],
    ['2 * 3 * 4 ** 5', [{ text: '2 * 3 * 4 ** 5' }]],
    ['a **b', [{ text: 'a **b' }]],
    ['****', [{ text: '****' }]],
    [
      'see [us](https://a.org/x_*y*), [m](mailto:a@b.org)',
      [
        { text: 'see ' },
        { text: 'us', href: 'https://a.org/x_*y*' },
        { text: ', ' },
        { text: 'm', href: 'mailto:a@b.org' },
      ],
    ],
    ['**[b](https://a.org)**', [{ text: 'b', bold: true, href: 'https://a.org' }]],
    [
      '[x](javascript:alert(1)) [y](/z) [z](//a.org) [](https://a.org)',
      [{ text: '[x](javascript:alert(1)) [y](/z) [z](//a.org) [](https://a.org)' }],
    ],
    ['two\r\nlines\tand\u0000 one', [{ text: 'two lines and one' }]],
  ])('%j', (source, runs) => {
    expect(parseInline(source)).toEqual(runs)
  })

  it('never loses a letter that is no mark, and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('*', '**', '[', ']', '(', ')', 'a', 'ក', ' ', 'https://a.org') }),
        (source) => {
          const letters = (text: string) => text.replace(/[^aក]/g, '')
          const runs = parseInline(source)
          const addresses = runs.map((run) => (run.href && run.text !== run.href ? run.href : '')).join('')
          expect(letters(plainText(runs)).length + letters(addresses).length).toBe(
            letters(cleanLine(source)).length,
          )
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('takes time in proportion to the text', () => {
    for (const piece of ['[', '](', '*', '**a', '[a](b', '[a](https://']) {
      const start = performance.now()
      parseInline(piece.repeat(50_000))
      expect(performance.now() - start, piece).toBeLessThan(1500)
    }
  })
})
