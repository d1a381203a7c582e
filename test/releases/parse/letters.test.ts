import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { releaseKinds } from '../../../src/releases/model.ts'
import type { ParsedRelease } from '../../../src/releases/parse/parse.ts'
import { parseRelease } from '../../../src/releases/parse/parse.ts'

/** Letters and marks, each as often as it stands there, in one spelling. Digits of a list item are told by its `number`. */
const lettersOf = (text: string): string =>
  [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}]/gu, ''),
  ]
    .sort()
    .join('')

/** Every place where the parser puts words. The kind's own name is one where the text has it and no `kindText` does. */
const wordsOf = ({ document, warnings }: ParsedRelease, ownName: boolean): string => {
  const { kind, kindText, letterhead, unit, reference, title, subtitle, blocks, dateline } = document
  const noted = warnings.filter(({ code }) =>
    [
      'page-mark-left-out',
      'end-mark-left-out',
      'dateline-repeated',
      'mail-header-left-out',
      'surroundings-left-out',
    ].includes(code),
  )
  return [
    kindText ?? (ownName ? kind : ''),
    ...letterhead,
    unit,
    reference,
    title,
    subtitle,
    ...blocks.flatMap((block) => [block.marker, block.text]),
    dateline?.text,
    ...noted.map((warning) => warning.params.text),
  ].join(' ')
}

const expectAllLetters = async (text: string) => {
  fc.pre(/[\p{L}\p{N}]/u.test(text.normalize('NFC')))
  const parsed = await parseRelease({ text })
  const wanted = lettersOf(text)
  const candidates = [lettersOf(wordsOf(parsed, false)), lettersOf(wordsOf(parsed, true))]
  expect(candidates).toContain(wanted)
}

const lines = fc.constantFrom(
  'KINGDOM OF CAMBODIA',
  '**NATION RELIGION KING**',
  'MINISTRY OF FOREIGN AFFAIRS',
  'AND INTERNATIONAL COOPERATION',
  'General Department of ASEAN',
  'No. 12 MFAIC/AS',
  'PRESS RELEASE',
  'Press Release: A Title',
  'News Release',
  'JOINT STATEMENT',
  'FOR IMMEDIATE RELEASE',
  '“A Title in Quotation Marks',
  'over Two Lines”',
  '# A heading',
  'I. A ROMAN HEADING',
  'PHNOM PENH, 3 March 2024 – The Minister of Foreign Affairs met the Ambassador of Japan today.',
  'His Excellency **SOK Chenda Sophea** met Her Excellency the Ambassador of Japan on 3 March 2024, and both',
  'agreed to go on with the co-',
  'operation that the two countries began in 1953.',
  '- a bullet',
  '  * a deeper one',
  '1. first',
  '(b) second',
  '(iv) fourth',
  '> a quotation',
  'On Mon, 3 Jun 2024 at 17:02, Press Office <press@example.org> wrote:',
  '---------- Forwarded message ---------',
  '   set in',
  '| a | table |',
  'Press Release No. 12/2024',
  'PRESS RELEASE | Brussels, 3 March 2024',
  'PHNOM PENH, 3 March 2024 (AKP) – Cambodia and Japan agreed.',
  '18 July 2024, Phnom Penh',
  '(Tokyo, 3-5 June 2024)',
  'Background',
  'Article 2.',
  'o\tan item',
  'Page 2 of 3',
  '- 4 -',
  'ENDS',
  '###',
  'From: a@b.c',
  'Subject: Press release',
  'Notes to editors:',
  'For more information, please contact:',
  'Tel: 012 555 010',
  'Phnom Penh, 12 November 2022',
  'Done at Siem Reap, this 3rd day of May 2024',
  '3 June 2024',
  'ភ្នំពេញ ថ្ងៃទី១២',
  'プノンペン、2022年11月12日。',
  'a [link](https://a.b/c) *here*',
  'soft\u00adhyphen and\u00a0space',
)
const gaps = fc.constantFrom('\n', '\n', '\n\n', '\n\n\n\n', '\n\f', ' ')
const releases = fc
  .array(fc.tuple(lines, gaps), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.map(([line, gap]) => line + gap).join(''))

describe('no letter is lost', () => {
  it('in releases of every order and disorder', async () => {
    await fc.assert(fc.asyncProperty(releases, expectAllLetters), { numRuns: 2000 })
  })

  it('in any text at all', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.lorem({ maxCount: 60 }),
    )
    await fc.assert(fc.asyncProperty(texts, expectAllLetters), { numRuns: 1000 })
  })

  it('in HTML made of any tags', async () => {
    const tags = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<i>',
      '<br>',
      '<ul>',
      '<li>',
      '</ul>',
      '<ol start=3>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<h2>',
      '</h2>',
      '<blockquote>',
      '<a href="https://x.y/">',
      '</a>',
      '<o:p>',
      '<nav>',
      '</nav>',
      '<main>',
      '</main>',
      '<footer>',
      '<div class="cookie-banner">',
      '</div>',
      '<a href="/news">',
      '<h1>',
      '</li>',
    )
    const words = fc.constantFrom(
      'Cambodia ',
      'PRESS ',
      'and Japan. ',
      '3 March 2024 ',
      'ខ្មែរ',
      '日本',
      ' &amp; ',
      '1. ',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(tags, words), { minLength: 1 }), async (parts) => {
        fc.pre(parts.some((part) => !part.startsWith('<') && part !== ' &amp; '))
        const parsed = await parseRelease({ text: `<html>${parts.join('')}` })
        const shown = parts
          .filter((part) => !part.startsWith('<'))
          .join('')
          .replaceAll('&amp;', '')
        const read = wordsOf(parsed, false).replaceAll(/\]\(https:\/\/x\.y\/\)|\(https:\/\/x\.y\/\)/g, '')
        expect(lettersOf(read)).toBe(lettersOf(shown))
      }),
      { numRuns: 1000 },
    )
  })

  it('in the samples and the text fixtures', async () => {
    for (const folder of ['../../../samples/releases/', 'fixtures/'])
      for (const name of readdirSync(new URL(folder, import.meta.url)))
        if (/\.(?:txt|md)$/.test(name) && !/utf-16|windows/.test(name))
          await expectAllLetters(readFileSync(new URL(`${folder}${name}`, import.meta.url), 'utf8'))
  })
})

describe('the kinds', () => {
  it('are each read from a line of their own', async () => {
    for (const kind of releaseKinds) {
      const { document } = await parseRelease({
        text: `${kind.replace('-', ' ').toUpperCase()}\n\nA Title\n\nThe text of it is this one sentence, which ends.`,
      })
      expect(document).toMatchObject({ kind, title: 'A Title' })
    }
  })
})
