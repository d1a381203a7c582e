import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHtml, toHtml } from '../../../src/translation/engines/html.ts'

describe('inline Markdown as HTML and back', () => {
  it.each([
    ['**A** & *b* <c> "d"', '<b>A</b> &amp; <i>b</i> &lt;c&gt; &quot;d&quot;'],
    [
      'See [the *site*](https://example.org/a?b=1&c=2).',
      'See <a href="https://example.org/a?b=1&amp;c=2">the <i>site</i></a>.',
    ],
    ['Write to press@example.org.', 'Write to <span translate="no">press@example.org</span>.'],
    ['See https://example.org/a.', 'See <span translate="no">https://example.org/a</span>.'],
    ['**bold and *both* again**', '<b>bold and <i>both</i> again</b>'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ])('%s', (markdown, html) => {
    expect(toHtml(markdown)).toBe(html)
    expect(fromHtml(html, 'km')).toBe(markdown)
  })

  it('puts the longest term in, whole words alone', () => {
    const terms = new Map([
      ['Cambodia', 'កម្ពុជា'],
      ['Kingdom of Cambodia', 'ព្រះរាជាណាចក្រកម្ពុជា'],
    ])
    expect(toHtml('The Kingdom of Cambodia and Cambodian rice', terms)).toBe(
      'The <span translate="no">ព្រះរាជាណាចក្រកម្ពុជា</span> and Cambodian rice',
    )
  })

  it('gives back any text that a service left as it was', () => {
    const words = fc.array(
      fc.constantFrom('Minister', '**bold words**', '*it*', 'A & B', '<tag>', '"q"', '5 > 3', '៛'),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(words, (list) => {
        expect(fromHtml(toHtml(list.join(' ')), 'km')).toBe(list.join(' '))
      }),
    )
  })
})

describe('what services do to HTML', () => {
  it.each([
    [
      'decimal and hexadecimal entities',
      'the Minister&#39;s &#x201c;talks&#x201d;&nbsp;&amp; more',
      'km',
      "the Minister's “talks”\u00a0& more",
    ],
    ['blanks inside a tag', '<b> កម្ពុជា </b>និង<b>ជប៉ុន</b>', 'km', ' **កម្ពុជា** និង**ជប៉ុន**'],
    [
      'blanks around tags in Japanese',
      '<b>外務省</b> は <span translate="no">東京</span> で',
      'ja',
      '**外務省**は東京で',
    ],
    ['blanks beside Latin in Japanese stay', '<b>ASEAN</b> 首脳会議', 'ja', '**ASEAN** 首脳会議'],
    ['an ideographic space stays', '国家　宗教　国王', 'ja', '国家　宗教　国王'],
    ['a tag that was split', '<b>a</b><b>b</b>', 'km', '**ab**'],
    ['empty tags', 'a<b></b><i> </i>b', 'km', 'a b'],
    ['tags that were never there', '<img src=x onerror=alert(1)><p>a</p>', 'km', 'a'],
    ['tags that do not close', '<b>a <i>b', 'km', '**a *b***'],
  ] as const)('%s', (_, html, locale, markdown) => {
    expect(fromHtml(html, locale)).toBe(markdown)
  })
})
