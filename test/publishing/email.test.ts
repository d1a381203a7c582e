import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { locales } from '../../src/language/model.ts'
import { personalise, unsubscribePlaceholder } from '../../src/mailing/unsubscribe.ts'
import { renderEmail } from '../../src/publishing/email.ts'
import { editionName, editionsOf } from '../../src/publishing/model.ts'
import { sitePlace } from '../../src/publishing/site.ts'
import { hostileDocument, hostileTexts } from '../support/hostile-documents.ts'
import { elementsOf, htmlText } from '../support/html.ts'
import { expectedText } from '../support/pdf.ts'
import { everyBlockDocument, sampleDocument, sampleSlugs } from '../support/sample-documents.ts'

const options = {
  unsubscribeUrl: unsubscribePlaceholder,
  place: sitePlace('https://news.example.org', '2023-12-18', '1234567890'),
}
const [, sample] = sampleSlugs
const words = (text: string) => text.replace(/\s+/g, ' ').trim()

const cases = sampleSlugs.flatMap((slug) =>
  editionsOf([...locales]).map((edition) => ({ slug, edition, name: `${slug} in ${editionName(edition)}` })),
)

describe('an e-mail', () => {
  it.each(cases)(
    'says the approved text in both parts and is not clipped: $name',
    async ({ slug, edition }) => {
      const document = sampleDocument(slug)
      const email = await renderEmail(document, edition, options)
      const shown = words(htmlText(email.html))
      for (const line of expectedText(document, edition).split('\n')) {
        expect(shown).toContain(words(line))
        expect(email.text).toContain(line)
      }
      expect(Buffer.byteLength(email.html)).toBeLessThan(100_000)
    },
  )

  it('marks each part with its language and jumps to each', async () => {
    const { html } = await renderEmail(sampleDocument(sample), ['en', 'km', 'ja'], options)
    const elements = elementsOf(parse(html))
    expect(elements.find((one) => one.tag === 'html')?.attributes.lang).toBe('en')
    for (const [locale, words] of [
      ['en', 'PRESS RELEASE'],
      ['km', 'សុខ ចិន្តាសោភា'],
      ['ja', '報道発表'],
    ] as const) {
      const part = elements.find(
        (one) => one.tag === 'div' && one.attributes.lang === locale && one.text.includes(words),
      )
      expect(part, locale).toBeDefined()
      expect(elements.some((one) => one.tag === 'a' && one.attributes.href === `#${locale}`)).toBe(true)
      expect(elements.filter((one) => one.attributes.id === locale)).toHaveLength(1)
    }
  })

  it('parts Khmer words by zero-width spaces in HTML only, at a line height of 1.8 or more', async () => {
    const { html, text } = await renderEmail(sampleDocument(sample), ['en', 'km'], options)
    expect(html).toContain('ក្រសួង\u200bការបរទេស')
    expect(html).not.toMatch(/[\u200b]សុខ ចិន្តា\u200bសោភា/)
    expect(text).not.toContain('\u200b')
    const khmer = elementsOf(parse(html)).filter(
      (one) =>
        /[\u1780-\u17b3]/.test(one.text) &&
        /^(?!.*display:none).*line-height/.test(one.attributes.style ?? ''),
    )
    const heights = khmer
      .filter((one) => !/[a-z]{3}/i.test(one.text))
      .map((one) => Number(/line-height:([\d.]+)/.exec(one.attributes.style!)![1]))
    expect(heights.length).toBeGreaterThan(2)
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(1.8)
  })

  it('links to unsubscribe and to view online early and late, one place for each recipient', async () => {
    const email = await renderEmail(sampleDocument(sample), ['en'], options)
    const links = elementsOf(parse(email.html)).filter((one) => one.tag === 'a')
    expect(links.filter((one) => one.attributes.href === unsubscribePlaceholder)).toHaveLength(2)
    const to = (href: string) => links.filter((one) => one.attributes.href === href)
    expect(to('https://news.example.org/news/2023-12-18/en')).toHaveLength(2)
    expect(to('https://news.example.org/verify/12345-67890').map(({ text }) => text)).toEqual(['12345-67890'])
    expect(email.text).toContain('View online: https://news.example.org/news/2023-12-18/en')
    expect(email.text).toContain('https://news.example.org/verify/12345-67890')
    const own = personalise(email, 'https://news.example.org/u?token=a&list=$&')
    const hrefs = elementsOf(parse(own.html)).map((one) => one.attributes.href)
    expect(hrefs.filter((href) => href === 'https://news.example.org/u?token=a&list=$&')).toHaveLength(2)
    expect(own.text).toContain('Unsubscribe: https://news.example.org/u?token=a&list=$&')
    expect(own.html + own.text).not.toContain(unsubscribePlaceholder)
  })

  it('has a subject for the first language and a preheader for the others', async () => {
    const document = sampleDocument(sampleSlugs[0])
    const { subject, html } = await renderEmail(document, ['en', 'ja'], options)
    expect(subject).toBe(document.locales.en!.title)
    expect(html).toContain(`overflow:hidden;">${document.locales.ja!.title}</div>`)
    const own = await renderEmail(document, ['en'], { ...options, preheader: 'Two lines\r\nof <b>it</b>' })
    expect(own.html).toContain('overflow:hidden;">Two lines of &lt;b&gt;it&lt;/b&gt;</div>')
  })

  it('shows hostile text as text and keeps the subject on one line', async () => {
    const email = await renderEmail(hostileDocument(), ['en'], { ...options, preheader: hostileTexts[1]! })
    expect(email.subject).toBe('A title Bcc: everyone@example.org')
    const elements = elementsOf(parse(email.html))
    expect(elements.filter((one) => ['script', 'img', 'mj-raw'].includes(one.tag))).toEqual([])
    expect(
      elements.filter((one) => Object.keys(one.attributes).some((name) => name.startsWith('on'))),
    ).toEqual([])
    const hrefs = elements.flatMap((one) => one.attributes.href ?? [])
    expect(hrefs.filter((href) => !/^(https:|#)/.test(href))).toEqual([])
    for (const text of hostileTexts) {
      expect(words(htmlText(email.html))).toContain(words(text))
      expect(email.text).toContain(text)
    }
    expect(email.text).toContain('{{day}} $t(document:unofficial), 31 January 2024')
  })

  it('writes lists, quotes and addresses so that the text part reads well', async () => {
    const { text, html } = await renderEmail(everyBlockDocument(), ['km'], options)
    expect(text).toContain('១. ពិធីបើកដោយ ឯកឧត្តម សុខ ចិន្តាសោភា\n២. ក្រុមការងារ៖\n   • ពាណិជ្ជកម្ម និងវិនិយោគ\n')
    expect(text).toContain('កម្មវិធី (https://example.org/programme?a=1&b=2)។')
    const nested = elementsOf(parse(html)).find((one) => one.tag === 'li' && one.attributes.value === '2')
    expect(nested?.html).toContain('<ul')
  })

  it('cuts a subject that no header should hold between two clusters', async () => {
    const document = sampleDocument(sample)
    const long = { ...document.locales.km!, title: 'ស្ត្រី'.repeat(200) }
    const { subject } = await renderEmail({ ...document, locales: { km: long } }, ['km'], options)
    expect(subject.length).toBeLessThanOrEqual(250)
    expect(subject).toMatch(/^(ស្ត្រី)+…$/)
  })
})
