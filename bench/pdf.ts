/**
 * PDF by Typst against the same document by headless Chromium, in one run. Prints a Markdown table.
 * Each document is new: its text changes with every rendering, so that no cache has it.
 */
import type { Locale } from '../src/language/model.ts'
import { partsOf } from '../src/publishing/content.ts'
import { lineHtml, listHtml, runsHtml } from '../src/publishing/html.ts'
import { type Edition, editionName, type MultilingualDocument } from '../src/publishing/model.ts'
import { renderPdf } from '../src/publishing/pdf.ts'
import { typography } from '../src/publishing/typography.ts'
import { openBrowser } from '../test/support/browser.ts'
import { sampleDocument, sampleSlugs } from '../test/support/sample-documents.ts'

const rounds = Number(process.argv[2] ?? 15)
const warmUps = 2
const editions: Edition[] = [
  ['en', 'km'],
  ['en', 'ja'],
]

/** The longer sample with another text: every paragraph differs from those of all other rounds. */
const changed = (round: number): MultilingualDocument => {
  const document = sampleDocument(sampleSlugs[1])
  const locales = Object.entries(document.locales).map(([locale, release]) => {
    const blocks = release.blocks.map((block) => ({ ...block, text: `${round}. ${block.text}` }))
    return [locale, { ...release, title: `${release.title} ${round}`, blocks }] as const
  })
  return { ...document, locales: Object.fromEntries(locales) }
}

const fontNames = (locale: Locale, face: 'body' | 'display') =>
  typography[locale].print[face].fonts.map((font) => `'${font}'`).join(',')

/** The same release as a page to print: same paper, fonts, sizes and line heights. */
const pageOf = (document: MultilingualDocument, edition: Edition): string => {
  const sections = partsOf(document, edition).map((part) => {
    const { locale } = part
    const { body, display } = typography[locale].print
    const centred = [...part.nation, part.kind].map(
      (one) => `<p class="display">${lineHtml(one, locale)}</p>`,
    )
    const office = [...part.office, part.unit ?? ''].map((one) => `<p>${lineHtml(one, locale)}</p>`)
    const blocks = part.blocks.map((block) =>
      block.type === 'list' ? listHtml(block.list, locale) : `<p>${runsHtml(block.runs, locale)}</p>`,
    )
    return `<section lang="${locale}"><style>
      [lang=${locale}]{font:${body.size}pt/${body.lineHeight} ${fontNames(locale, 'body')}}
      [lang=${locale}] :is(.display,h1){font:${display.weight} ${display.size}pt/${display.lineHeight} ${fontNames(locale, 'display')};text-align:center}
    </style>${centred.join('')}${office.join('')}<h1>${runsHtml(part.title, locale)}</h1>${blocks.join('')}
    <p style="text-align:right">${lineHtml(part.dateline ?? '', locale)}</p></section>`
  })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${editionName(edition)}</title>
    <style>@page{size:A4;margin:22mm 24mm}section+section{break-before:page}</style>${sections.join('')}</html>`
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!

const measure = async (render: (round: number) => Promise<unknown>): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < rounds + warmUps; round++) {
    const start = performance.now()
    await render(round)
    if (round >= warmUps) times.push(performance.now() - start)
  }
  return median(times)
}

const browser = await openBrowser()
const print = async (page: Awaited<ReturnType<typeof browser.newPage>>, html: string) => {
  await page.setContent(html, { waitUntil: 'load' })
  return page.pdf({ preferCSSPageSize: true, tagged: true })
}

console.log('| edition | Typst | Chromium, a page per document | times | Chromium, one page reused | times |')
console.log('|---|---|---|---|---|---|')
for (const edition of editions) {
  const typst = await measure((round) => renderPdf(changed(round), edition, 'ua-1'))
  const perDocument = await measure(async (round) => {
    const page = await browser.newPage()
    await print(page, pageOf(changed(round), edition))
    await page.close()
  })
  const page = await browser.newPage()
  const reused = await measure((round) => print(page, pageOf(changed(round), edition)))
  await page.close()
  const cells = [
    editionName(edition),
    `${typst.toFixed(1)} ms`,
    `${perDocument.toFixed(0)} ms`,
    (perDocument / typst).toFixed(1),
    `${reused.toFixed(0)} ms`,
    (reused / typst).toFixed(1),
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
await browser.close()
