import { describe, expect, it } from 'vitest'
import { personalise } from '../../src/mailing/unsubscribe.ts'
import { compareText } from '../../src/newsroom/compare.ts'
import type { PublishedText } from '../../src/newsroom/model.ts'
import { newCode } from '../../src/publishing/code.ts'
import { renderEmail } from '../../src/publishing/email.ts'
import type { Edition } from '../../src/publishing/model.ts'
import { renderPage } from '../../src/publishing/page.ts'
import { renderPdf } from '../../src/publishing/pdf.ts'
import { sitePlace } from '../../src/publishing/site.ts'
import { htmlText } from '../support/html.ts'
import { pagesOfPdf } from '../support/pdf.ts'
import { everyBlockDocument, sampleDocument, sampleSlugs } from '../support/sample-documents.ts'

const place = sitePlace('https://press.example', 'guests', newCode())
const documents = [...sampleSlugs.map(sampleDocument), everyBlockDocument()]

const textsOf = (document: (typeof documents)[0], edition: Edition): Promise<PublishedText[]> =>
  Promise.all(edition.map((locale) => renderPage(document, locale)))

describe('a text, compared with what was published', () => {
  it.each([['en'], ['km'], ['ja'], ['en', 'km', 'ja']] as Edition[])(
    'is the same however it was copied: out of the PDF, from the page, with other spaces (%s)',
    async (...edition) => {
      for (const document of documents) {
        const texts = await textsOf(document, edition)
        const pdf = (await pagesOfPdf(await renderPdf(document, edition, 'ua-1', { place }))).join('\r\n')
        expect(compareText(pdf, texts), document.slug).toEqual({ kind: 'whole' })
        const pages = await Promise.all(edition.map((locale) => renderPage(document, locale)))
        const shown = pages.map(({ html }) => htmlText(html)).join('\n')
        expect(compareText(shown, texts), document.slug).toEqual({ kind: 'whole' })
        const spaced = texts.map(({ text }) => text.replaceAll('\n', '\t \u200b\n\n')).join(' ')
        expect(compareText(spaced, texts)).toEqual({ kind: 'whole' })
      }
    },
  )

  it('is a part of it, or one of its languages', async () => {
    const texts = await textsOf(documents[1]!, ['en', 'km', 'ja'])
    for (const { text } of texts) {
      expect(compareText(text, texts)).toEqual({ kind: 'part' })
      expect(compareText(text.slice(40, 160), texts)).toEqual({ kind: 'part' })
    }
  })

  it('differs by a single letter in any script, and the words say where', async () => {
    const texts = await textsOf(documents[1]!, ['en', 'km', 'ja'])
    const slips = { en: ['2023', '2024'], km: ['កម្ពុជា', 'កម្ពុជ'], ja: ['日本', '本日'] } as const
    for (const { locale, text } of texts) {
      const [right, wrong] = slips[locale]
      expect(text).toContain(right)
      const compared = compareText(text.replace(right, wrong), texts)
      expect(compared).toMatchObject({ kind: 'differs', locale })
      if (compared.kind !== 'differs') continue
      const changed = compared.lines.flatMap((line) => line ?? []).filter(({ kind }) => kind !== 'same')
      const words = (kind: string) => changed.flatMap((run) => (run.kind === kind ? [run.text] : [])).join('')
      expect([...right].some((letter) => words('removed').includes(letter))).toBe(true)
      expect(words('removed').length + words('added').length).toBeLessThan(60)
    }
  })

  it('is never taken for published because it is empty, or made of what a layout adds', async () => {
    const texts = await textsOf(documents[0]!, ['en'])
    for (const text of ['', ' \u200b\n', texts[0]!.layout.join('\n'), `${place.verifyUrl}\n1 / 1`])
      expect(compareText(text, texts)).toMatchObject({ kind: 'differs' })
    const smuggled = `${texts[0]!.text}\nThe minister has resigned ${place.verifyUrl}`
    expect(compareText(smuggled, texts)).toMatchObject({ kind: 'differs' })
    expect(compareText('\ud800'.repeat(50_000), texts)).toMatchObject({ kind: 'differs' })
  })

  it('out of an e-mail shows what the mail adds, and nothing of the release as different', async () => {
    const email = await renderEmail(documents[1]!, ['km'], { unsubscribeUrl: 'https://x.example', place })
    const texts = await textsOf(documents[1]!, ['km'])
    const compared = compareText(personalise(email, 'https://x.example').text, texts)
    if (compared.kind !== 'differs') throw new Error(compared.kind)
    expect(compared.lines.flatMap((line) => line ?? []).filter(({ kind }) => kind === 'removed')).toEqual([])
  })
})
