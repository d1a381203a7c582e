import { mkdirSync } from 'node:fs'
import { caniemail } from 'caniemail'
import { HtmlValidate } from 'html-validate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Email, renderEmail } from '../../src/publishing/email.ts'
import { sitePlace } from '../../src/publishing/site.ts'
import { specimen } from '../../src/publishing/specimen.ts'
import { OfficeStyle } from '../../src/publishing/style.ts'
import { listSets } from '../../src/publishing/template-set.ts'
import { openBrowser } from '../support/browser.ts'
import { htmlText } from '../support/html.ts'
import { longDocument } from '../support/long-document.ts'

const place = sitePlace('https://news.example.org', 'specimen', '1234567890')
const settings = {
  contact: { en: ['12 Example Street'], km: ['ផ្ទះលេខ ១២ ផ្លូវឧទាហរណ៍'], ja: ['例示通り12番地'] },
  social: [{ name: 'Telegram', url: 'https://t.me/example' }],
  signatory: {
    en: ['Spokesperson', 'NAME Surname'],
    km: ['អ្នកនាំពាក្យ', 'ឈ្មោះ ត្រកូល'],
    ja: ['報道官', '氏　名'],
  },
}

const mailIn = (set: string, document = specimen(OfficeStyle.parse(settings)).document): Promise<Email> =>
  renderEmail(document, ['en', 'km', 'ja'], {
    unsubscribeUrl: 'https://news.example.org/unsubscribe/x',
    place,
    style: OfficeStyle.parse({ ...settings, set }),
  })

/** What some program does without, and its reader loses no word: colours in the dark, and how lines break. */
const dispensable = new Set([
  // One style element makes it dark, and narrow on a phone. Where it is not read, the mail is light and as wide as it may be.
  ...['<style> element', '@media', 'color-scheme CSS property', 'color-scheme meta tag', '<body> element'],
  ...[
    'Attribute selector',
    'Chaining selectors',
    'Class selector',
    'Descendant combinator',
    'ID selector',
    'Type selector',
  ],
  // Lines break where the program thinks best.
  ...['overflow-wrap', 'text-wrap', 'white-space', 'word-break'],
  // The preheader hides by several of these; each program knows one.
  ...['display:none', 'max-height property', 'opacity', 'overflow'],
  // Said to assistive programs, which have the text too.
  ...['aria-label attribute', 'role attribute'],
  // The switch at the top: whoever cannot jump scrolls, or reads online by the link beside it.
  'Local anchors',
  // MJML's own, and of no consequence.
  ...['outline', 'word-spacing'],
])

describe.each(listSets())('an e-mail of the set %s', (set) => {
  it('asks nothing of Gmail, Outlook and Apple Mail that they lack, but what can be done without', async () => {
    const { html } = await mailIn(set)
    const { issues } = caniemail({ clients: ['gmail.*', 'outlook.*', 'apple-mail.*'], html })
    const lacking = [...issues.errors].flatMap(([client, all]) =>
      all.filter(({ title }) => !dispensable.has(title)).map(({ title }) => `${client}: ${title}`),
    )
    expect(lacking).toEqual([])
  })

  it('is HTML without a mistake', async () => {
    const { html } = await mailIn(set)
    const validator = new HtmlValidate({
      extends: ['html-validate:standard'],
      // Outlook on Windows knows no other way to put a table in the middle.
      rules: { 'no-deprecated-attr': 'off' },
    })
    const { results } = await validator.validateString(html)
    expect(
      results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`)),
    ).toEqual([])
  })

  it('that would be clipped keeps its first language whole, and links to the others', async () => {
    const document = longDocument(4, 20)
    const { html, text } = await mailIn(set, document)
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(100_000)
    const shown = htmlText(html).replace(/\s/g, '').replaceAll('\u200b', '')
    const says = (words: string) => shown.includes(words)
    expect(says('Delegation20|H.E.SOKChendaSophea|Minister')).toBe(true)
    expect(says('គណៈប្រតិភូទី២០')).toBe(false)
    expect(says('អានអត្ថបទទាំងស្រុង')).toBe(true)
    expect(/href="https:\/\/news\.example\.org\/news\/specimen\/km"[^>]*>[^<]*អាន/.test(html)).toBe(true)
    expect(html.match(/unsubscribe\/x"/g)).toHaveLength(6)
    expect(text.includes('គណៈប្រតិភូទី២០')).toBe(true)
  })
})

describe('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  }, 60_000)
  afterAll(() => browser.close())

  const album = new URL('../../out/mail/', import.meta.url)
  mkdirSync(album, { recursive: true })

  const cases = listSets().flatMap((set) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      [390, 900].map((width) => ({ set, colorScheme, width })),
    ),
  )

  it.each(cases)(
    '$set is as wide as its window, $colorScheme, at $width',
    { timeout: 60_000 },
    async ({ set, colorScheme, width }) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
      await page.setContent((await mailIn(set)).html)
      await page.screenshot({
        path: new URL(`${set}-${colorScheme}-${width}.png`, album).pathname,
        fullPage: true,
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      const [ink, ground] = await page.evaluate(() => {
        const heading = document.querySelector('h1')!
        const sheet = heading.closest('.sheet')!
        return [getComputedStyle(heading).color, getComputedStyle(sheet).backgroundColor]
      })
      const light = (colour: string) => Number(/\d+/.exec(colour)![0]) > 128
      expect([light(ink!), light(ground!)]).toEqual(colorScheme === 'dark' ? [true, false] : [false, true])
      await page.close()
    },
  )
})
