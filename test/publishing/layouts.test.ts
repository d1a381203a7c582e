import { describe, expect, it } from 'vitest'
import { renderPdf } from '../../src/publishing/pdf.ts'
import { OfficeStyle } from '../../src/publishing/style.ts'
import { listSets } from '../../src/publishing/template-set.ts'
import { longDocument } from '../support/long-document.ts'
import { expectedText, insidesOfPdf, pagesOfPdf, textOfPdf } from '../support/pdf.ts'
import { everyBlockDocument } from '../support/sample-documents.ts'

const letters = (text: string) => text.replace(/\s/g, '')

/** Whether every line of the release stands in the document, in the order of the release. */
const missing = (copied: string, expected: string): string | null => {
  let at = 0
  for (const line of expected
    .split('\n')
    .map((one) => letters(one.replace(/\[([^\]]+)\]\([^)]+\)|\*/g, '$1')))) {
    const found = copied.indexOf(line, at)
    if (found === -1) return line
    at = found + line.length
  }
  return null
}

const pagesIn = async (
  settings: object,
  document = everyBlockDocument(),
  edition = ['en', 'km'] as const,
) => {
  const style = OfficeStyle.parse(settings)
  return pagesOfPdf(await renderPdf(document, [...edition], 'ua-1', { style }))
}

describe.each(listSets())('in the set %s', (set) => {
  it('forty pages and more say all of a release in each language, and no page ends in a heading', async () => {
    const document = longDocument()
    const edition = ['en', 'km', 'ja'] as const
    const bytes = await renderPdf(document, [...edition], 'ua-1', { style: OfficeStyle.parse({ set }) })
    const pages = await pagesOfPdf(bytes)
    expect(pages.length).toBeGreaterThanOrEqual(40)
    const copied = letters(await textOfPdf(bytes, document, [...edition]))
    for (const locale of edition) expect(missing(copied, expectedText(document, [locale])), locale).toBeNull()
    // The last line is the foot of the page.
    const last = pages.map((page) => page.trimEnd().split('\r\n').at(-2) ?? '')
    expect(last.filter((line) => /^\S+ ?(Programme|កម្មវិធី|プログラム)$/.test(line))).toEqual([])
    // Signatories are a table: its head on each page, then rows that stay whole.
    const headed = pages.filter((page) => /^Delegation \| Name \| Office\r\nDelegation \d+ \|/.test(page))
    expect(headed.length).toBeGreaterThan(0)
    const inside = insidesOfPdf(bytes)
    const count = (tag: string) => inside.split(new RegExp(`/S ?/${tag}\\b`)).length - 1
    expect({ table: count('Table'), th: count('TH'), tr: count('TR') }).toEqual({ table: 3, th: 9, tr: 303 })
  })

  it('side by side, paragraphs that say the same stand on the same page', async () => {
    const document = longDocument(1, 30)
    const pages = await pagesIn({ set, layout: 'side-by-side' }, document)
    for (const [english, khmer] of [
      ['Opening by H.E.', 'ពិធីបើកដោយ'],
      ['Delegation 15 |', 'គណៈប្រតិភូទី១៥ |'],
      ['Delegation 30 |', 'គណៈប្រតិភូទី៣០ |'],
      ['Phnom Penh, 2 March', 'រាជធានីភ្នំពេញ ថ្ងៃទី២'],
    ] as const) {
      const on = (text: string) => pages.findIndex((page) => letters(page).includes(letters(text)))
      expect(on(english), english).toBe(on(khmer))
      expect(on(english)).toBeGreaterThanOrEqual(0)
    }
  })

  it('on facing pages, a left page and the right page beside it say the same', async () => {
    const document = longDocument(1, 30)
    const pages = await pagesIn({ set, layout: 'facing-pages' }, document)
    expect(letters(pages[0]!)).toContain(letters(document.locales.km!.title.replaceAll('*', '')))
    const spreads = Array.from({ length: (pages.length - 1) / 2 }, (_, n) => [
      pages[2 * n + 1]!,
      pages[2 * n + 2]!,
    ])
    for (const [left, right] of spreads) {
      expect(left).not.toMatch(/[\u1780-\u17d3]{3}/)
      expect(right).toMatch(/[\u1780-\u17d3]{3}/)
      const rows = (page: string) => page.match(/ទី([០-៩]+) \||Delegation \d+ \|/g)?.length ?? 0
      expect(rows(left!)).toBe(rows(right!))
    }
    expect(spreads.length).toBeGreaterThan(1)
  })
})

it('paper and crop marks: Letter is as large as Letter, and marks stand outside of what is cut', async () => {
  const boxOf = async (settings: object, cropMarks = false) => {
    const style = OfficeStyle.parse(settings)
    const bytes = await renderPdf(everyBlockDocument(), ['en'], 'a-2a', { style, cropMarks })
    return /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/
      .exec(insidesOfPdf(bytes))!
      .slice(1)
      .map(Number)
      .map(Math.round)
  }
  expect(await boxOf({})).toEqual([595, 842])
  expect(await boxOf({ paper: 'us-letter' })).toEqual([612, 792])
  expect(await boxOf({}, true)).toEqual([595 + 68, 842 + 68])
})
