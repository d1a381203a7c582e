import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseRelease } from '../../../src/releases/parse/parse.ts'
import { pack, partsOf, unpack } from '../../../src/releases/parse/zip.ts'

const word = readFileSync(new URL('fixtures/word-header.docx', import.meta.url))
const parts = () => unpack(partsOf(word))
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

/** A zip of one deflated part, which claims to be small. */
const bomb = (size: number): Uint8Array => {
  const content = deflateRawSync(Buffer.alloc(size, '<w:p/>'))
  const file = pack(new Map([['word/document.xml', content]]))
  // The method, deflated, in the local header and in the directory.
  file.writeUInt16LE(8, 8)
  file.writeUInt16LE(8, file.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 10)
  return file
}

const refused: [string, () => Parameters<typeof parseRelease>[0], string][] = [
  ['an empty file', () => ({ bytes: new Uint8Array() }), 'release-empty'],
  ['white space', () => ({ text: ' \n\u00a0\u200b\f' }), 'release-empty'],
  ['a page without text', () => ({ text: '<html><body><p>&nbsp;</p></body></html>' }), 'release-empty'],
  ['over 5 MB', () => ({ bytes: new Uint8Array(5_000_001).fill(97) }), 'release-too-large'],
  ['over 5 MB of pasted Khmer', () => ({ text: 'ក'.repeat(1_700_000) }), 'release-too-large'],
  ['a PDF', () => ({ bytes: bytes('%PDF-1.7\n%\xe2\xe3'), filename: 'scan.pdf' }), 'release-is-pdf'],
  [
    'Word before 2007, or a password',
    () => ({ bytes: bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') }),
    'release-is-old-word',
  ],
  ['RTF', () => ({ bytes: bytes('{\\rtf1 a}') }), 'release-is-old-word'],
  ['a picture', () => ({ bytes: bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR') }), 'release-not-text'],
  [
    'a picture named as text',
    () => ({ bytes: bytes('\xff\xd8\xff\xe0\0\x10JFIF\0\x01'), filename: 'a.txt' }),
    'release-not-text',
  ],
  [
    'a zip that is no document',
    () => ({ bytes: pack(new Map([['a.txt', Buffer.from('a')]])) }),
    'release-not-text',
  ],
  [
    'an OpenDocument spreadsheet',
    () => ({
      bytes: pack(
        new Map([
          ['mimetype', Buffer.from('application/vnd.oasis.opendocument.spreadsheet')],
          ['content.xml', Buffer.from('<a/>')],
        ]),
      ),
    }),
    'release-is-opendocument',
  ],
  [
    'macros',
    () => ({ bytes: pack(new Map([...parts(), ['word/vbaProject.bin', Buffer.from('x')]])) }),
    'release-has-macros',
  ],
  [
    'an OpenDocument text under a password',
    () => ({
      bytes: pack(
        new Map([
          ['mimetype', Buffer.from('application/vnd.oasis.opendocument.text')],
          ['META-INF/manifest.xml', Buffer.from('<manifest:encryption-data/>')],
          ['content.xml', Buffer.from('\x8a\x02')],
        ]),
      ),
    }),
    'release-is-old-word',
  ],
  [
    'the macros of an OpenDocument text',
    () => ({
      bytes: pack(
        new Map([
          ['mimetype', Buffer.from('application/vnd.oasis.opendocument.text')],
          ['content.xml', Buffer.from('<a/>')],
          ['Basic/Standard/Module1.xml', Buffer.from('<a/>')],
        ]),
      ),
    }),
    'release-has-macros',
  ],
  ['a zip bomb', () => ({ bytes: bomb(200_000_000) }), 'release-unpacks-too-large'],
  ['a Word file cut short', () => ({ bytes: word.subarray(0, 3000) }), 'release-broken'],
  [
    'a Word file whose text is no XML',
    () => ({
      bytes: pack(new Map([...parts(), ['word/document.xml', Buffer.from('<w:document><w:body>')]])),
    }),
    'release-broken',
  ],
  [
    'a Word file with entities of its own',
    () => ({
      bytes: pack(
        new Map([...parts(), ['word/document.xml', Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')]]),
      ),
    }),
    'release-broken',
  ],
]

describe('parseRelease refuses', () => {
  for (const [what, input, code] of refused)
    it(`${what}: ${code}`, async () => {
      await expect(parseRelease(input())).rejects.toMatchObject({ name: 'Refusal', code })
    })

  it('says so in every locale, with the limit', async () => {
    const refusal = await parseRelease({ bytes: new Uint8Array(5_000_001) }).catch((error) => error)
    expect(refusal.in('en')).toContain('5 MB')
    expect(refusal.in('km')).toContain('5 MB')
    expect(refusal.in('ja')).toContain('5MB')
  })
})

describe('parseRelease reads any of these charsets', () => {
  const text =
    'PRESS RELEASE\n\nA Café’s Title\n\nThe café owners’ “association” met – as every year – in Siem Reap.'
  const utf16 = Buffer.from(text, 'utf16le')
  const windows = Buffer.from(
    text.replaceAll('’', '\x92').replaceAll('“', '\x93').replaceAll('”', '\x94').replaceAll('–', '\x96'),
    'latin1',
  )
  const files: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, no mark', utf16],
    ['UTF-16 big-endian, no mark', Buffer.from(utf16).swap16()],
    ['Windows-1252', windows],
  ]
  for (const [charset, file] of files)
    it(charset, async () => {
      const { document, source } = await parseRelease({ bytes: file })
      expect(document.title).toBe('A Café’s Title')
      expect(source).toBe(text)
    })
})
