import { describe, expect, it } from 'vitest'
import { unsubscribePlaceholder } from '../../src/mailing/unsubscribe.ts'
import { renderEdition } from '../../src/publishing/render.ts'
import { sampleDocument, sampleSlugs } from '../support/sample-documents.ts'

describe('an edition', () => {
  it('is four files, and a page for one language, the e-mails ready for each recipient, the same at every rendering', async () => {
    const render = async () => (await renderEdition(sampleDocument(sampleSlugs[0]), ['en', 'km'])).files
    const files = await render()
    expect(files.map(({ name, mediaType }) => `${name}: ${mediaType}`)).toEqual([
      'email.html: text/html; charset=utf-8',
      'email.txt: text/plain; charset=utf-8',
      'document.pdf: application/pdf',
      'document-archive.pdf: application/pdf',
    ])
    const page = (await renderEdition(sampleDocument(sampleSlugs[0]), ['ja'])).files.at(-1)!
    expect(`${page.name}: ${page.mediaType}`).toBe('page.html: text/html; charset=utf-8')
    const [html, text, document, archive] = files.map(({ bytes }) => Buffer.from(bytes))
    expect(html!.toString()).toContain(`href="${unsubscribePlaceholder}"`)
    expect(text!.toString()).toContain(unsubscribePlaceholder)
    expect(document!.subarray(0, 5).toString()).toBe('%PDF-')
    expect(archive!.equals(document!)).toBe(false)
    expect((await render()).map(({ bytes }) => Buffer.from(bytes))).toEqual([html, text, document, archive])
  })
})
