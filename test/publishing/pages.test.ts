import { expect, it } from 'vitest'
import { piecesOf } from '../../src/publishing/pages.ts'
import { renderPictures } from '../../src/publishing/pdf.ts'
import { sampleDocument, sampleSlugs } from '../support/sample-documents.ts'

const document = sampleDocument(sampleSlugs[1])

it('pictures come page by page, and what is known already does not come again', async () => {
  const svg = await renderPictures(document, ['en', 'km'])
  const { width, height, pieces } = piecesOf(svg, [])
  const pages = Math.round(height / 841.89)
  expect(Math.round(width)).toBe(595)
  expect(pages).toBeGreaterThan(2)
  // Nothing is lost on the way: a piece for each page, and the glyphs.
  expect(pieces).toHaveLength(pages + 1)
  const together = pieces.map(({ markup }) => markup).join('')
  expect(together.match(/<use/g)).toHaveLength(svg.match(/<use/g)!.length)
  expect(pieces.at(-1)!.markup).toMatch(/^<defs id="glyph">/)

  const known = pieces.map(({ sha256 }) => sha256)
  expect(piecesOf(svg, known).pieces.map(({ markup }) => markup)).toEqual(pieces.map(() => null))
  const km = document.locales.km!
  const changed = { ...document, locales: { ...document.locales, km: { ...km, title: '«ភ្ញៀវ»' } } }
  const after = piecesOf(await renderPictures(changed, ['en', 'km']), known)
  const [first, ...rest] = after.pieces.map(({ markup }) => markup)
  expect(first).toBeNull()
  expect(rest.join('')).toContain('at:km:title')
})
