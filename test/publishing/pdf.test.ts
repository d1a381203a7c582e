import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src/errors.ts'
import { locales } from '../../src/language/model.ts'
import { editionName, editionsOf } from '../../src/publishing/model.ts'
import { renderPdf, renderPictures } from '../../src/publishing/pdf.ts'
import { hostileDocument, hostileTexts } from '../support/hostile-documents.ts'
import { expectedText, firstDifference, insidesOfPdf, pagesOfPdf, textOfPdf } from '../support/pdf.ts'
import { everyBlockDocument, sampleDocument, sampleSlugs } from '../support/sample-documents.ts'

const cases = sampleSlugs.flatMap((slug) =>
  editionsOf([...locales]).map((edition) => ({ slug, edition, name: `${slug} in ${editionName(edition)}` })),
)
const [, sample] = sampleSlugs

const words = (text: string) => text.replace(/\s+/g, '')

describe('the text copied out of a PDF', () => {
  it.each(cases)('is the approved text, letter for letter: $name', async ({ slug, edition }) => {
    const document = sampleDocument(slug)
    const bytes = await renderPdf(document, edition, 'ua-1')
    const copied = await textOfPdf(bytes, document, edition)
    expect(firstDifference(copied, expectedText(document, edition))).toBeNull()
  })

  it('keeps lists, quotes, links, sub-titles and references in reading order', async () => {
    const pages = await pagesOfPdf(await renderPdf(everyBlockDocument(), ['km'], 'ua-1'))
    const copied = words(pages.join(''))
    const expected = [
      'លេខ៖ ១២៣/២០២៤ កប.អព',
      'កិច្ចសន្ទនា អង្គរ ជាមួយអ៊ីស្រាអែល',
      'ការចុះឈ្មោះចាប់ផ្តើម',
      'ដោយមានការចូលរួមពីអ៊ីស្រាអែល និងអ៊ីតាលី។ សូមមើល កម្មវិធី។',
      '១. ពិធីបើក',
      '• ពាណិជ្ជកម្ម',
      '៣. ពិធីបិទ',
      '«កិច្ចសន្ទនា',
      'press@example.org',
      'រាជធានីភ្នំពេញ ថ្ងៃទី២ ខែមីនា ឆ្នាំ២០២៤',
    ].map((line) => copied.indexOf(words(line)))
    expect(expected).not.toContain(-1)
    expect(expected).toEqual([...expected].sort((a, b) => a - b))
  })

  it('is on the page as a whole, even a title and a word without a place to break', async () => {
    const long = 'Abcdefghij'.repeat(20)
    const document = structuredClone(sampleDocument(sampleSlugs[1]))
    const english = document.locales.en!
    english.title = long
    english.blocks[0]!.text = `**${long}** there.`
    const text = (await pagesOfPdf(await renderPdf(document, ['en'], 'ua-1'))).join('\r\n')
    expect(text.replaceAll('\r\n', '').split(long)).toHaveLength(3)
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThan(110)
  })

  it('says on every page of a translation that it is unofficial, and on none of the source', async () => {
    const document = sampleDocument(sample)
    const says = async (unofficial: boolean) => {
      const pages = await pagesOfPdf(await renderPdf({ ...document, unofficial }, ['en', 'km', 'ja'], 'ua-1'))
      return pages.map((page) => /ការបកប្រែក្រៅផ្លូវការ|非公式な翻訳/.test(page))
    }
    expect(await says(true)).toEqual([false, true, true, true])
    expect(await says(false)).toEqual([false, false, false, false])
  })
})

describe('a PDF', () => {
  it('embeds a subset of every font that it names', async () => {
    const insides = insidesOfPdf(await renderPdf(everyBlockDocument(), ['en', 'km', 'ja'], 'ua-1'))
    const names = [...insides.matchAll(/\/FontName \/(\S+)/g)].map(([, name]) => name!)
    const embedded = insides.match(/\/FontFile[23] /g) ?? []
    expect(names.length).toBeGreaterThanOrEqual(8)
    expect(names.filter((name) => !/^[A-Z]{6}\+/.test(name))).toEqual([])
    expect(embedded).toHaveLength(names.length)
    for (const family of ['NotoSerif-Bold', 'Battambang-Bold', 'KantumruyPro', 'Moul', 'NotoSerifJP'])
      expect(names.join(' ')).toContain(family)
  })

  it.each([
    { standard: 'ua-1' as const, mark: 'pdfuaid:part>1<' },
    { standard: 'a-2a' as const, mark: 'pdfaid:part>2<' },
  ])('declares $standard, with title, language and tags', async ({ standard, mark }) => {
    const insides = insidesOfPdf(await renderPdf(everyBlockDocument(), ['en', 'km', 'ja'], standard))
    expect(insides).toContain(mark)
    expect(insides).toMatch(/\/Marked true/)
    for (const language of ['en-GB', 'km-KH', 'ja-JP']) expect(insides).toContain(`/Lang (${language})`)
    expect(insides).toContain(
      '<rdf:li xml:lang="x-default">Ministry announces the programme of the Angkor dialogue',
    )
  })

  it('is the same, byte for byte, for the same document', async () => {
    const render = async () =>
      createHash('sha256')
        .update(await renderPdf(sampleDocument(sample), ['en', 'km'], 'a-2a'))
        .digest('hex')
    const first = await render()
    await renderPdf(sampleDocument(sampleSlugs[0]), ['ja'], 'a-2a')
    expect(await render()).toBe(first)
  })

  it('prints hostile text as text', async () => {
    const pages = await pagesOfPdf(await renderPdf(hostileDocument(), ['en'], 'ua-1'))
    for (const text of hostileTexts) expect(words(pages.join(''))).toContain(words(text))
  })

  it('refuses a character that no font has, and names it', async () => {
    const document = sampleDocument(sample)
    const english = document.locales.en!
    const blocks = [{ type: 'paragraph' as const, text: 'A crab: 🦀' }]
    const render = renderPdf({ ...document, locales: { en: { ...english, blocks } } }, ['en'], 'a-2a')
    await expect(render).rejects.toThrow(Refusal)
    await expect(render).rejects.toMatchObject({
      code: 'glyph-missing',
      params: { character: '🦀', code: 'U+1F980' },
    })
  })

  it('refuses an edition whose text is not there', async () => {
    const { en } = sampleDocument(sample).locales
    const render = renderPdf({ slug: 'x', locales: { en: en! } }, ['en', 'km'], 'ua-1')
    await expect(render).rejects.toMatchObject({ code: 'edition-incomplete', params: { locale: 'km' } })
  })
})

it('the picture of several pages shows each of them, and where each block is', async () => {
  const svg = await renderPictures(sampleDocument('2023-12-18-foreign-ministers'), ['en', 'km'])
  // A page's white paper would cover the page before it.
  expect(svg).not.toMatch(/<path class="typst-shape" fill="#ffffff"/)
  for (const place of ['at:en:title', 'at:en:0', 'at:km:title', 'at:km:5'])
    expect(svg).toContain(`href="${place}"`)
})
