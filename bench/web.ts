import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { createApp } from '../src/http/app.ts'
import { startWorking } from '../src/process.ts'
import { submitRelease } from '../src/releases/submit.ts'
import { editTargets } from '../src/review/edit.ts'
import { getTranslation } from '../src/review/translation.ts'
import { openBrowser } from '../test/support/browser.ts'
import { cookieOf } from '../test/support/session.ts'
import { figure, median } from './support/measure.ts'
import type { Benchmark } from './support/model.ts'
import { openOffice } from './support/office.ts'
import { releaseText } from './support/release.ts'

const segments = 300
const visits = 7
const keystrokes = 60
const pauses = 15

const p95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!

/** Three sentences and their Khmer. */
const paragraph = (n: number) => [
  [`Paragraph ${n} speaks of ${n} projects.`, `កថាខណ្ឌទី${n} និយាយអំពីគម្រោងចំនួន ${n}។`],
  ['They began in 2023.', 'គម្រោងទាំងនោះបានចាប់ផ្តើមនៅឆ្នាំ ២០២៣។'],
  ['Both sides were glad.', 'ភាគីទាំងពីរមានសេចក្តីរីករាយ។'],
]

/** A release of so many segments, each with a Khmer text, in front of a translator. */
const openText = async () => {
  const office = await openOffice({})
  const working = await startWorking(office.deps, ['translate', 'review'])
  const app = await createApp(office.deps)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const [head, ...rest] = releaseText(1).split('\n\n')
  const text = [
    head,
    ...rest.slice(0, -1),
    ...Array.from({ length: segments / 3 }, (_, n) =>
      paragraph(n)
        .map(([en]) => en)
        .join(' '),
    ),
    rest.at(-1),
  ]
  await submitRelease(office.deps, office.officer.id, {
    text: text.join('\n\n'),
    slug: 'long',
    locales: ['km'],
  })
  const khmer = new Map(
    Array.from({ length: segments / 3 }, (_, n) => paragraph(n))
      .flat()
      .map(([en, km]) => [en, km!] as const),
  )
  for (;;) {
    const translation = await getTranslation(office.deps.db, 'long', 'km', 'en')
    if (translation.status === 'in-review') {
      const edits = translation.segments.map(({ id, version, source, target }) => ({
        segmentId: id,
        version,
        text: khmer.get(source) ?? (target || 'ភាគីទាំងពីរបានឯកភាពគ្នា។'),
      }))
      await editTargets(office.deps, office.translator, 'long', 'km', edits)
      break
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const { port } = app.server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    cookie: await cookieOf(office, office.translator.id),
    async close() {
      await app.close()
      await working.close()
      await office.close()
    },
  }
}

/** In ms from each keystroke to the frame that shows it. */
const typing = async (page: Page, count: number): Promise<number[]> => {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { times })
    document.addEventListener('input', ({ timeStamp }) =>
      requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp))),
    )
  })
  for (let n = 0; n < count; n++) await page.keyboard.press('a', { delay: 15 })
  return page.evaluate(() => (window as unknown as { times: number[] }).times)
}

const measure = async (page: Page, url: string) => {
  const path = `${url}/releases/long/km`
  const opened: number[] = []
  const whole: number[] = []
  for (let visit = 0; visit <= visits; visit++) {
    const start = performance.now()
    await page.goto(path)
    await page.locator('textarea').first().press('ArrowRight')
    const usable = performance.now() - start
    await page.locator('textarea').nth(segments).waitFor({ state: 'attached' })
    // The first visit fills the browser's cache.
    if (visit === 0) continue
    opened.push(usable)
    whole.push(performance.now() - start)
  }
  const shown = await typing(page, keystrokes)

  const saved: number[] = []
  const fresh: number[] = []
  page.on('requestfinished', (request) => {
    if (request.method() === 'PATCH') saved.push(request.timing().responseEnd)
  })
  const frame = page.locator('iframe[data-fresh]')
  await frame.waitFor()
  for (let n = 0; n < pauses; n++) {
    await page
      .locator('textarea')
      .nth(20 + n)
      .focus()
    await page.keyboard.type('ក')
    const start = performance.now()
    await page.locator('iframe:not([data-fresh])').waitFor()
    await frame.waitFor()
    fresh.push(performance.now() - start)
    await page.locator('[role=status][data-state=saved]').waitFor()
  }
  return { opened, whole, shown, saved, fresh }
}

export const benchmark: Benchmark = {
  title: `the editor with a release of ${segments} segments`,
  async run() {
    const [text, browser] = [await openText(), await openBrowser()]
    try {
      const context = await browser.newContext({ viewport: { width: 1500, height: 950 } })
      await context.addCookies([{ ...text.cookie, url: text.url }])
      const page = await context.newPage()
      const seen = await measure(page, text.url)
      await page.setContent('<textarea></textarea>')
      await page.locator('textarea').focus()
      const bare = await typing(page, keystrokes)
      const row = (what: string, times: number[], limit: string) => ({
        what,
        'median ms': figure(median(times)),
        'p95 ms': figure(p95(times)),
        'wanted ms': limit,
      })
      return {
        rows: [
          row('open until the first field takes a key', seen.opened, '1,000'),
          row('open until the last field is there', seen.whole, ''),
          row('a keystroke, until it is shown', seen.shown, '50'),
          row('the same in an empty page with one field', bare, ''),
          row('a save, until it is answered', seen.saved, '150'),
          row('the PDF page beside the text, after the last keystroke', seen.fresh, '300'),
        ],
        how: 'Chromium on the same machine as server, workers and database. Each save has the whole text checked.',
      }
    } finally {
      await browser.close()
      await text.close()
    }
  },
}
