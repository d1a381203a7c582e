import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRelease } from '../../../src/releases/parse/parse.ts'
import { pack, partsOf, unpack } from '../../../src/releases/parse/zip.ts'

const fixture = (name: string) => unpack(partsOf(readFileSync(new URL(`fixtures/${name}`, import.meta.url))))

const namespaces = {
  w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  r: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  m: 'http://schemas.openxmlformats.org/officeDocument/2006/math',
  v: 'urn:schemas-microsoft-com:vml',
  wp: 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
  a: 'http://schemas.openxmlformats.org/drawingml/2006/main',
  wps: 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape',
  mc: 'http://schemas.openxmlformats.org/markup-compatibility/2006',
}
const declared = Object.entries(namespaces)
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ')

/** What is read from a Word file with this in its body. */
const readWord = async (body: string) => {
  const parts = fixture('word-header.docx')
  for (const name of parts.keys()) if (/header|footer/.test(name)) parts.delete(name)
  const xml = `<w:document ${declared}><w:body>${body}</w:body></w:document>`
  parts.set('word/document.xml', Buffer.from(xml))
  return (await parseRelease({ bytes: pack(parts) })).source
}

/** What is read from an OpenDocument text with this in its body. */
const readOpenDocument = async (body: string) => {
  const parts = fixture('libreoffice.odt')
  parts.delete('styles.xml')
  const xml = parts.get('content.xml')!.toString()
  const text = xml.replace(/(<office:text[^>]*>)[\s\S]*(<\/office:text>)/, (_, a, b) => a + body + b)
  parts.set('content.xml', Buffer.from(text))
  return (await parseRelease({ bytes: pack(parts) })).source
}

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (inner: string) => `<w:p>${inner}</w:p>`
const box = (text: string) => `<w:txbxContent>${paragraph(run(text))}</w:txbxContent>`
const shape = (text: string) =>
  `<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>${box(text)}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>`
const picture = (text: string) => `<w:pict><v:shape><v:textbox>${box(text)}</v:textbox></v:shape></w:pict>`

describe('a Word file gives', () => {
  const cases: [string, string, string][] = [
    ['inserted text', `<w:ins>${run('kept')}</w:ins>`, 'kept'],
    ['no deleted text', `${run('kept')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>`, 'kept'],
    ['moved text once', `<w:moveTo>${run('kept')}</w:moveTo><w:moveFrom>${run('gone')}</w:moveFrom>`, 'kept'],
    ['a date field', `${run('on ')}<w:fldSimple w:instr="DATE">${run('3 June')}</w:fldSimple>`, 'on 3 June'],
    ['a content control', `<w:sdt><w:sdtContent>${run('kept')}</w:sdtContent></w:sdt>`, 'kept'],
    [
      'ruby',
      `<w:r><w:ruby><w:rt>${run('とう')}</w:rt><w:rubyBase>${run('東')}</w:rubyBase></w:ruby></w:r>`,
      'とう東',
    ],
    ['a formula', `<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>`, 'x'],
    ['text under a link to nowhere', `<w:hyperlink r:id="rId999">${run('kept')}</w:hyperlink>`, 'kept'],
    ['a text box', `${run('out')}<w:r>${picture('in')}</w:r>`, 'out\n\nin'],
    ['a text box that only new programs show', `${run('out')}<w:r>${shape('in')}</w:r>`, 'out\n\nin'],
    [
      'a text box once that is there for old programs too',
      `${run('out')}<w:r><mc:AlternateContent><mc:Choice Requires="wps">${shape('in')}</mc:Choice><mc:Fallback>${picture('in')}</mc:Fallback></mc:AlternateContent></w:r>`,
      'out\n\nin',
    ],
  ]
  for (const [what, inner, wanted] of cases)
    it(what, async () => {
      expect(await readWord(paragraph(inner))).toBe(wanted)
    })
})

describe('an OpenDocument text gives', () => {
  const cases: [string, string, string][] = [
    [
      'no comments',
      '<text:p>kept<office:annotation><text:p>gone</text:p></office:annotation></text:p>',
      'kept',
    ],
    [
      'a text box before its paragraph',
      '<text:p>out<draw:frame><draw:text-box><text:p>in</text:p></draw:text-box></draw:frame></text:p>',
      'in\n\nout',
    ],
    [
      'spaces, tabs and line breaks',
      '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>D</text:p>',
      'a b c\n\nD',
    ],
    [
      'no deleted text',
      '<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>kept</text:p>',
      'kept',
    ],
  ]
  for (const [what, body, wanted] of cases)
    it(what, async () => {
      expect(await readOpenDocument(body)).toBe(wanted)
    })
})

const lettersOf = (text: string) => [...text.replace(/[^\p{L}]/gu, '')].sort().join('')
const words = fc.constantFrom('Cambodia ', 'PRESS RELEASE', 'ខ្មែរ', '日本', 'and ', '3 June 2024')

/** Nested elements of these kinds with words in them. */
const nested = (wraps: [string, string][], leaf: (text: string) => string) =>
  fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      words.map(leaf),
      fc
        .tuple(fc.constantFrom(...wraps), fc.array(tie('any'), { maxLength: 3 }))
        .map(([[start, end], inner]) => start + inner.join('') + end),
    ),
  })).any

describe('no letter is lost', () => {
  const check = (bodies: fc.Arbitrary<string>, read: (body: string) => Promise<string>) =>
    fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const shown = body.replace(/<[^>]*>/g, '')
        fc.pre(/\p{L}/u.test(shown))
        expect(lettersOf(await read(body))).toBe(lettersOf(shown))
      }),
      { numRuns: 150 },
    )

  it('in Word files of any structure', async () => {
    const tags = ['w:ins', 'w:sdt><w:sdtContent', 'w:smartTag', 'w:fldSimple', 'w:bdo', 'w:customXml']
    const inline = nested(
      tags.map((tag) => [`<${tag}>`, `</${tag.split('><').reverse().join('></')}>`]),
      run,
    )
    const block = nested(
      [
        ['<w:tbl><w:tr><w:tc>', '</w:tc></w:tr></w:tbl>'],
        ['<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>', '</w:tc></w:tr></w:tbl>'],
        ['<w:sdt><w:sdtContent>', '</w:sdtContent></w:sdt>'],
      ],
      (text) => paragraph(run(text)),
    )
    await check(
      fc
        .array(fc.oneof(inline.map(paragraph), block), { minLength: 1, maxLength: 8 })
        .map((all) => all.join('')),
      readWord,
    )
  })

  it('in OpenDocument texts of any structure', async () => {
    const inline = nested(
      [
        ['<text:span text:style-name="T1">', '</text:span>'],
        ['<text:a xlink:href="https://a.b/">', '</text:a>'],
        ['<draw:frame><draw:text-box><text:p>', '</text:p></draw:text-box></draw:frame>'],
        ['<text:note><text:note-body><text:p>', '</text:p></text:note-body></text:note>'],
      ],
      (text) => text,
    )
    const block = nested(
      [
        ['<text:list><text:list-item>', '</text:list-item></text:list>'],
        ['<text:section>', '</text:section>'],
        [
          '<table:table><table:table-row><table:table-cell>',
          '</table:table-cell></table:table-row></table:table>',
        ],
      ],
      (text) => `<text:p>${text}</text:p>`,
    )
    const paragraphs = inline.map((inner) => `<text:p>${inner}</text:p>`)
    await check(
      fc.array(fc.oneof(paragraphs, block), { minLength: 1, maxLength: 8 }).map((all) => all.join('')),
      async (body) => (await readOpenDocument(body)).replaceAll('https://a.b/', ''),
    )
  })
})
