import { setImmediate as turn } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { type Locale, locales } from '../src/language/model.ts'
import { partsOf } from '../src/publishing/content.ts'
import { lineHtml, listHtml, runsHtml } from '../src/publishing/html.ts'
import { type Edition, editionName, editionsOf, type MultilingualDocument } from '../src/publishing/model.ts'
import { renderPdf } from '../src/publishing/pdf.ts'
import { renderEdition } from '../src/publishing/render.ts'
import { sitePlace } from '../src/publishing/site.ts'
import { plainStyle } from '../src/publishing/style.ts'
import { typography } from '../src/publishing/typography.ts'
import { openBrowser } from '../test/support/browser.ts'
import { sampleDocument, sampleSlugs } from '../test/support/sample-documents.ts'
import { figure, takeTurns, time } from './support/measure.ts'
import type { Benchmark, Result } from './support/model.ts'

const rounds = 15
const editions: Edition[] = [['en'], ['km'], ['ja'], ['en', 'km'], ['en', 'ja']]

const place = sitePlace('https://press.example', 'release', '1234567890')

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
  const sections = partsOf(document, edition, plainStyle).map((part) => {
    const { locale } = part
    const { body, display } = typography[locale].print
    const centred = [...part.nation, part.kind].map(
      (one) => `<p class="display">${lineHtml(one, locale)}</p>`,
    )
    const office = [...part.office, part.unit ?? ''].map((one) => `<p>${lineHtml(one, locale)}</p>`)
    const blocks = part.blocks.map((block) =>
      'runs' in block
        ? `<p>${runsHtml(block.runs, locale)}</p>`
        : block.type === 'list'
          ? listHtml(block.list, locale)
          : '',
    )
    return `<section lang="${locale}"><style>
      [lang=${locale}]{font:${body.size}pt/${body.lineHeight} ${fontNames(locale, 'body')}}
      [lang=${locale}] :is(.display,h1){font:${display.weight} ${display.size}pt/${display.lineHeight} ${fontNames(locale, 'display')};text-align:center}
    </style>${centred.join('')}${office.join('')}<h1>${runsHtml(part.title, locale)}</h1>${blocks.join('')}
    <p style="text-align:right">${lineHtml(part.dateline.join(' '), locale)}</p></section>`
  })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${editionName(edition)}</title>
    <style>@page{size:A4;margin:22mm 24mm}section+section{break-before:page}</style>${sections.join('')}</html>`
}

const print = async (page: Page, html: string) => {
  await page.setContent(html, { waitUntil: 'load' })
  return page.pdf({ preferCSSPageSize: true, tagged: true })
}

const measure = async (browser: Browser, edition: Edition) => {
  const kept = await browser.newPage()
  let round = 0
  const ways = {
    'Typst, in-process': () => time(() => renderPdf(changed(round++), edition, 'ua-1')),
    'Chromium, warm, a page for each document': () =>
      time(async () => {
        const page = await browser.newPage()
        await print(page, pageOf(changed(round++), edition))
        await page.close()
      }),
    'Chromium, warm, one page for all': () => time(() => print(kept, pageOf(changed(round++), edition))),
  }
  await takeTurns(2, ways)
  const ms = await takeTurns(rounds, ways)
  await kept.close()
  const [typst] = Object.values(ms)
  return Object.entries(ms).map(([way, took]) => ({
    edition: editionName(edition),
    way,
    ms: figure(took),
    'of Typst': figure(took / typst!),
  }))
}

/** In ms: every file of every edition of a release that nothing has seen before. */
const everyEdition = async () => {
  let round = 1000
  const all = () =>
    time(async () => {
      const document = changed(round++)
      for (const edition of editionsOf([...locales])) await renderEdition(document, edition, { place })
    })
  const { all: ms } = await takeTurns(rounds, { all })
  return figure(ms)
}

const megabytes = () => Math.round(process.memoryUsage().rss / 2 ** 20)

/** In MB: what the process takes after the first hundred of many documents, and after the last. */
const memoryOver = async (renders: number) => {
  let early = 0
  for (let n = 0; n < renders; n++) {
    await renderPdf(changed(10_000 + n), editions[n % 2]!, 'ua-1')
    // As in a process, where other things happen in between: what Typst hands over is given back in a turn of the loop.
    await turn()
    if (n === 100) early = megabytes()
  }
  return { early, late: megabytes() }
}

export const benchmark: Benchmark = {
  title: 'a PDF by Typst against headless Chromium',
  async run() {
    const browser = await openBrowser()
    try {
      const rows: Result['rows'] = []
      for (const edition of editions) rows.push(...(await measure(browser, edition)))
      const six = await everyEdition()
      const { early, late } = await memoryOver(1000)
      return {
        rows,
        how:
          `All six editions of such a release, each as two PDFs, e-mail, text and page, one after the other on one core: ${six} ms. ` +
          `Over 1,000 PDFs, each new, the process went from ${early} MB after the first hundred to ${late} MB.\n\n` +
          `Medians of ${rounds} turns after two to warm up. Every document is new: its title and each of its paragraphs ` +
          'differ from all others, so that no cache has it. Same paper, fonts, sizes and line heights; both tagged.',
      }
    } finally {
      await browser.close()
    }
  },
}
