import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Locale } from '../../../src/language/model.ts'
import { piecesOf } from '../../../src/translation/interchange/decode.ts'
import { throughWord, writeDocx } from '../../../src/translation/interchange/docx.ts'
import { inlineOf } from '../../../src/translation/interchange/inline.ts'
import { type Entry, type FileUnit, unitId } from '../../../src/translation/interchange/model.ts'
import { readDocx } from '../../../src/translation/interchange/read-docx.ts'
import { readXliff } from '../../../src/translation/interchange/read-xliff.ts'
import { readTbx, writeTbx } from '../../../src/translation/interchange/tbx.ts'
import { readTermsCsv, writeTermsCsv } from '../../../src/translation/interchange/terms-csv.ts'
import { type MemoryPair, readTmx, writeTmx } from '../../../src/translation/interchange/tmx.ts'
import { readUnitsCsv, writeUnitsCsv } from '../../../src/translation/interchange/units-csv.ts'
import { writeXliff } from '../../../src/translation/interchange/xliff.ts'
import { writeXliff1 } from '../../../src/translation/interchange/xliff-1.ts'
import type { ConceptEntry } from '../../../src/translation/termbase.ts'

async function* each<T>(values: T[]) {
  yield* values
}

const joined = async (pieces: AsyncIterable<string>) => {
  let text = ''
  for await (const piece of pieces) text += piece
  return Buffer.from(text)
}

const values = async <T>(entries: AsyncIterable<Entry<T>>) => {
  const found: (T | { line: number; code: string })[] = []
  for await (const entry of entries) found.push('problem' in entry ? entry.problem : entry.value)
  return found
}

/** Text that XML allows, with marks, markup and the scripts that we print. */
const letters = fc.string({
  unit: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        '**',
        '*',
        '[a](https://x.org/)',
        '<b>',
        '&amp;',
        ']]>',
        '"',
        "'",
        '=',
        '\n',
        ' ',
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom('ក', '្', 'ម', 'ា', '\u200b', '日', '本', 'ー', 'a', '7', '𠮟', '🙏'),
    },
    fc
      .integer({ min: 0x20, max: 0x10ffff })
      .filter(isPrintable)
      .map((code) => String.fromCodePoint(code)),
  ),
  maxLength: 40,
})
function isPrintable(code: number) {
  return code !== 0x7f && !(code >= 0xd800 && code <= 0xdfff) && (code & 0xfffe) !== 0xfffe && code !== 0xfeff
}
const text = letters.map((value) => value.trim()).filter((value) => value !== '')
const target = fc.constantFrom<Locale>('km', 'ja')

const unit = (source: string, targetText: string, at = 0): FileUnit => ({
  id: unitId(`0190a000-0000-7000-8000-${String(at).padStart(12, '0')}`, at + 1),
  block: 'paragraph',
  source,
  target: targetText,
  state: targetText === '' ? 'initial' : 'translated',
  matches: [{ origin: 'memory', score: 87, source, target: targetText }],
  terms: [],
  notes: [{ category: 'finding', text: source }],
})
const file = (units: FileUnit[], locale: Locale = 'km') => ({
  slug: 'a',
  title: 'A title',
  revision: 1,
  source: 'en' as const,
  target: locale,
  units,
})

describe('what is written is read again, letter for letter', () => {
  it.each([
    ['XLIFF 2.1', writeXliff],
    ['XLIFF 1.2', writeXliff1],
  ])('in %s', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, fc.oneof(text, fc.constant(''))), { minLength: 1, maxLength: 5 }),
        async (pairs) => {
          const units = pairs.map(([source, translated], at) => unit(source, translated, at))
          const { units: back, target } = await readXliff(Buffer.from([...write(file(units))].join('')))
          expect(target).toBe('km')
          expect(
            back.map(({ id, source, target, notes, unknownCodes }) => ({
              id,
              source,
              target: target ?? '',
              notes,
              unknownCodes,
            })),
          ).toEqual(
            units.map(({ id, source, target }) => ({ id, source, target, notes: [], unknownCodes: [] })),
          )
        },
      ),
    )
  })

  it('in Word, but for blanks and the order of marks', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.constantFrom<Locale>('km', 'ja'),
        async (source, translated, locale) => {
          const bytes = await writeDocx(file([unit(source, translated)], locale), locale)
          const { units } = await readDocx(bytes, 'en', locale)
          expect(units).toMatchObject([{ source: throughWord(source), target: throughWord(translated) }])
        },
      ),
      { numRuns: 30 },
    )
    for (const plain of [
      'On 3 March, **SOK Chenda** said *so*.',
      '大臣は**上川陽子**です。',
      'See [this](https://a.org/).',
    ])
      expect(throughWord(plain)).toBe(plain)
  })

  it.each([
    ['TMX', writeTmx, readTmx],
    ['CSV', writeUnitsCsv, readUnitsCsv],
  ])('in a memory as %s', async (_, write, read) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record<MemoryPair>({ target, sourceText: text, targetText: text })),
        async (pairs) => {
          expect(await values(read(piecesOf(await joined(write(each(pairs))))))).toEqual(pairs)
        },
      ),
    )
  })

  const line = text
    .map((value) => value.replace(/\s+/g, ' '))
    .filter((value) => value.length <= 100 && !/\p{Cc}/u.test(value) && !/^[\w ]+: /.test(value))
  const term = (locale: Locale, status: 'preferred' | 'forbidden') =>
    fc.record(
      {
        locale: fc.constant(locale),
        text: line.map((value) => `${status} ${value}`),
        status: fc.constant(status),
        mention: fc.constantFrom('first' as const, 'later' as const),
        matchCase: fc.boolean(),
        partOfSpeech: fc.constantFrom('noun' as const, 'proper noun' as const, 'verb' as const),
        gender: fc.constantFrom('feminine' as const, 'other' as const),
        note: line,
      },
      { requiredKeys: ['locale', 'text', 'status'] },
    )
  const concept: fc.Arbitrary<ConceptEntry> = fc.record(
    {
      kind: fc.constantFrom('person' as const, 'phrase' as const),
      note: line,
      sources: fc.array(line, { minLength: 1, maxLength: 3 }),
      validFrom: fc.constant('2023-08-22'),
      validTo: fc.constant('2024-11-20'),
      terms: fc.tuple(
        term('en', 'preferred'),
        term('km', 'preferred'),
        term('km', 'forbidden'),
        term('ja', 'preferred'),
      ),
      confirmed: fc.subarray<Locale>(['km', 'ja']),
    },
    { requiredKeys: ['kind', 'terms', 'confirmed'] },
  )

  it.each([
    ['TBX', writeTbx, readTbx],
    ['CSV', writeTermsCsv, readTermsCsv],
  ])('in a termbase as %s', async (_, write, read) => {
    await fc.assert(
      fc.asyncProperty(fc.array(concept, { maxLength: 4 }), async (concepts) => {
        expect(await values(read(piecesOf(await joined(write(each(concepts))))))).toEqual(concepts)
      }),
    )
  })

  it('and no letter is lost between a text and its marks', () => {
    fc.assert(
      fc.property(letters, (value) => {
        const flat = (pieces: ReturnType<typeof inlineOf>): string =>
          pieces
            .map((piece) =>
              typeof piece === 'string' ? piece : piece.open + flat(piece.inside) + piece.close,
            )
            .join('')
        expect(flat(inlineOf(value))).toBe(value)
      }),
    )
  })
})

describe('bold and italics as other tools write them in TMX', () => {
  const code = (name: string, letters: string, more = '') =>
    `<${name}${more}>${letters.replaceAll('<', '&lt;')}</${name}>`
  const pair = (open: string, close: string, more = '') =>
    `${code('bpt', open, ` i="1"${more}`)}Sok Chenda${code('ept', close, ' i="1"')}`

  it.each([
    ['HTML in paired codes', pair('<b>', '</b>'), '**Sok Chenda**'],
    ['HTML with a class', pair('<strong class="x">', '</strong>'), '**Sok Chenda**'],
    ['a style', pair('<span style="font-weight: bold">', '</span>'), '**Sok Chenda**'],
    ['OmegaT', pair('<b0>', '</b0>', ' x="0"'), '**Sok Chenda**'],
    ['a type alone', pair('[1]x', 'x', ' type="Bold"'), '**Sok Chenda**'],
    ['Trados', pair('<cf bold="on" size="12">', '</cf>'), '**Sok Chenda**'],
    ['RTF', pair('{\\b ', '}'), '**Sok Chenda**'],
    ['placeholders', `${code('ph', '<b>', ' x="1"')}Sok Chenda${code('ph', '</b>')}`, '**Sok Chenda**'],
    [
      'isolated codes',
      `${code('it', '\\b ', ' pos="begin"')}Sok Chenda${code('it', '\\b0 ')}`,
      '**Sok Chenda**',
    ],
    ['highlighting', '<hi type="bold">Sok Chenda</hi>', '**Sok Chenda**'],
    ['italics', pair('<em>', '</em>'), '*Sok Chenda*'],
    [
      'both',
      `${code('ph', '<b>')}<hi type="italic">Sok</hi> Chenda${code('ph', '</b>')}`,
      '***Sok*** **Chenda**',
    ],
    [
      'one in the other',
      `${code('ph', '<b>')}${pair('<strong>', '</strong>')}${code('ph', '</b>')}`,
      '**Sok Chenda**',
    ],
    ['no end', `${code('ph', '<b>')}Sok Chenda`, 'Sok Chenda'],
    ['no beginning', `Sok Chenda${code('ph', '</b>')}`, 'Sok Chenda'],
    ['a break and a colour', `${code('ph', '<br/>')}${pair('<font color="red">', '</font>')}`, 'Sok Chenda'],
    [
      'crossed codes',
      `${code('ph', '<b>')}Sok ${code('ph', '<u>')}Chenda${code('ph', '</b>')}${code('ph', '</u>')}`,
      '**Sok Chenda**',
    ],
  ])('%s', async (_, written, wanted) => {
    const xml = `<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>Minister ${written} met us.</seg></tuv>
<tuv xml:lang="km"><seg>${written}</seg></tuv></tu></body></tmx>`
    expect(await values(readTmx(piecesOf(Buffer.from(xml))))).toEqual([
      { target: 'km', sourceText: `Minister ${wanted} met us.`, targetText: wanted },
    ])
  })

  it('marks stand tight around words, wherever the codes stood', async () => {
    const spaced = `Minister ${code('bpt', '<b>', ' i="1"')} Sok Chenda ${code('ept', '</b>', ' i="1"')}met us.`
    const xml = `<tmx version="1.4"><body><tu><tuv xml:lang="en"><seg>${spaced}</seg></tuv><tuv xml:lang="km"><seg>ក</seg></tuv></tu></body></tmx>`
    expect(await values(readTmx(piecesOf(Buffer.from(xml))))).toMatchObject([
      { sourceText: 'Minister **Sok Chenda** met us.' },
    ])
  })
})

describe('XLIFF 2.1', () => {
  const xml = (units: FileUnit[]) => [...writeXliff(file(units))].join('')

  it('has bold as <pc>, the same code on both sides', () => {
    const written = xml([unit('**A** met **B**.', '**ខ** **ក**')])
    expect(written).toContain(
      '<source><pc id="c1" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d1">A</pc> met <pc id="c2" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d1">B</pc>.</source>',
    )
    expect(
      written.match(/<target><pc id="c1"[^>]*>ខ<\/pc> <pc id="c2"[^>]*>ក<\/pc><\/target>/),
    ).not.toBeNull()
  })

  it('carries state, match, glossary and notes', () => {
    const written = xml([
      {
        ...unit('The Minister left.', ''),
        terms: [
          {
            start: 4,
            end: 12,
            concept: { id: 'x', kind: 'title', status: 'confirmed', note: 'head of a ministry' },
            mention: 'first',
            forms: [
              { locale: 'km', text: 'រដ្ឋមន្ត្រី', status: 'preferred' },
              { locale: 'km', text: 'អាក្រក់', status: 'forbidden' },
            ],
          },
        ],
      },
    ])
    expect(written).toContain('<segment id="s" state="initial">')
    expect(written).toContain('matchQuality="87"')
    expect(written).toContain(
      '<gls:term source="Bayon">Minister</gls:term><gls:translation source="preferred">រដ្ឋមន្ត្រី</gls:translation>',
    )
    expect(written).not.toContain('អាក្រក់')
    expect(written).toContain('<note category="finding" appliesTo="target">The Minister left.</note>')
  })

  it('is read as other tools write it: split segments, other prefixes, codes of their own, notes', async () => {
    const id = unitId('0190a000-0000-7000-8000-000000000000', 2)
    const foreign = `<?xml version="1.0"?><x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="km-KH">
<x:file id="f"><x:unit id="${id}"><x:notes><x:note category="finding">ours</x:note><x:note>please look</x:note></x:notes>
<x:segment><x:source>One.</x:source><x:target><x:mrk id="m" type="term">មួយ</x:mrk>។</x:target></x:segment><x:ignorable><x:source> </x:source></x:ignorable>
<x:segment><x:source>Two.</x:source><x:target><x:sc id="1" type="fmt" subType="xlf:b"/>ពីរ<x:ec startRef="1"/><x:cp hex="17D4"/></x:target></x:segment></x:unit></x:file></x:xliff>`
    expect(await readXliff(Buffer.from(foreign))).toMatchObject({
      target: 'km-KH',
      units: [{ id, source: 'One. Two.', target: 'មួយ។ **ពីរ**។', notes: ['please look'], unknownCodes: [] }],
    })
    const strange = foreign.replace('<x:ec startRef="1"/>', '<x:ph id="9"/>')
    expect((await readXliff(Buffer.from(strange))).units[0]?.unknownCodes).toEqual(['ph'])
  })
})

describe('memories and termbases of other tools', () => {
  const tmx = (body: string) =>
    `<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="EN-US"/><body>\n${body}\n</body></tmx>`
  const tu = (en: string, km: string) =>
    `<tu><tuv xml:lang="EN-US"><seg>${en}</seg></tuv><tuv lang="KM"><seg>${km}</seg></tuv></tu>`

  it('keep bold and drop codes that mean nothing here', async () => {
    const read = await values(
      readTmx(
        piecesOf(
          Buffer.from(
            tmx(
              tu(
                '<bpt i="1" type="bold">&lt;b&gt;</bpt>A<ept i="1">&lt;/b&gt;</ept><ph>{0}</ph>!',
                '<hi type="bold">ក</hi>!',
              ),
            ),
          ),
        ),
      ),
    )
    expect(read).toEqual([{ target: 'km', sourceText: '**A**!', targetText: '**ក**!' }])
  })

  it('are read in UTF-16', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(tmx(tu('Yes', 'បាទ')), 'utf16le')])
    expect(await values(readTmx(piecesOf(bytes)))).toEqual([
      { target: 'km', sourceText: 'Yes', targetText: 'បាទ' },
    ])
  })

  it('lose no good entry to a bad one, and name its line', async () => {
    const body = [
      tu('One', 'មួយ'),
      tu('Bad &nbsp; entity', 'អាក្រក់'),
      tu('', 'ទទេ'),
      '<tu><tuv xml:lang="en"><seg>Never closed</seg></tuv>',
      tu('Only <b>', 'x').replace('</seg>', ''),
      tu('Two', 'ពីរ'),
      tu('a\u0007b', 'x').replace('\u0007', '&#7;'),
      tu('Three', 'បី'),
    ].join('\n')
    const read = await values(readTmx(piecesOf(Buffer.from(tmx(body)))))
    expect(
      read.filter((value) => 'sourceText' in value).map((value) => 'sourceText' in value && value.sourceText),
    ).toEqual(['One', 'Two', 'Three'])
    expect(
      read
        .flatMap((value) => ('code' in value ? [[value.line, value.code]] : []))
        .filter(([line]) => Number(line) < 12),
    ).toEqual([
      [5, 'xml'],
      [6, 'no-source'],
      [7, 'xml'],
      [8, 'xml'],
      [10, 'xml'],
    ])
  })

  it('lose no good entry to a lone ampersand, wherever the pieces of the file are cut', async () => {
    const unit = (source: string) =>
      `<tu><tuv xml:lang="en"><seg>${source}</seg></tuv><tuv xml:lang="km"><seg>ក</seg></tuv></tu>\n`
    const file = `<tmx version="1.4"><body>\n${unit('One')}${unit('Trade & industry')}${unit('A &amp; B')}${unit('<![CDATA[C & D]]>')}<!-- E & F -->${unit('Two')}</body></tmx>`
    for (const size of [1, 7, 1000]) {
      const pieces = async function* () {
        const bytes = Buffer.from(file)
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
      }
      const entries = await Array.fromAsync(readTmx(pieces()))
      expect(
        entries.map((entry) => ('value' in entry ? entry.value.sourceText : entry.problem.line)),
      ).toEqual(['One', 3, 'A & B', 'C & D', 'Two'])
    }
  })

  it('lose no good entry to a byte that is no text', async () => {
    const file = Buffer.from(
      tmx([tu('One', 'a'), tu('Japan\u0092s', 'b'), tu('Two', 'c')].join('\n')),
      'latin1',
    )
    const entries = await Array.fromAsync(readTmx(piecesOf(file)))
    expect(entries.map((entry) => 'problem' in entry && entry.problem.code)).toContain('unprintable')
    expect(entries.filter((entry) => 'value' in entry)).toHaveLength(2)

    const csv = Buffer.from('en,km\nOne,1\nJapan\u0092s,2\nTwo,3\n', 'latin1')
    expect((await values(readUnitsCsv(piecesOf(csv)))).map((value) => 'code' in value && value.code)).toEqual(
      [false, 'unprintable', false],
    )
  })

  it('in CSV too', async () => {
    const csv = 'en,km\r\nOne,មួយ\r\n"Two\r\nlines",ពីរ\r\nThree\r\n,x\r\n"Four",បួន\r\n'
    expect(await values(readUnitsCsv(piecesOf(Buffer.from(csv))))).toEqual([
      { target: 'km', sourceText: 'One', targetText: 'មួយ' },
      { target: 'km', sourceText: 'Two\nlines', targetText: 'ពីរ' },
      { line: 5, code: 'columns' },
      { line: 6, code: 'no-source' },
      { target: 'km', sourceText: 'Four', targetText: 'បួន' },
    ])
    // A quotation mark that never closes takes its own line alone, wherever the pieces of the file are cut.
    const open = 'en,km\n"One ""x"", one",1\n\n5" pipe,5\n"Two,2\nThree,3\n"Last,6'
    for (const size of [1, 7, 1000]) {
      const pieces = async function* () {
        const bytes = Buffer.from(open)
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
      }
      expect(await values(readUnitsCsv(pieces()))).toEqual([
        { target: 'km', sourceText: 'One "x", one', targetText: '1' },
        { target: 'km', sourceText: '5" pipe', targetText: '5' },
        { line: 5, code: 'columns' },
        { target: 'km', sourceText: 'Three', targetText: '3' },
        { line: 7, code: 'columns' },
      ])
    }
    await expect(values(readUnitsCsv(piecesOf(Buffer.from('a,b\n1,2\n'))))).rejects.toThrow(
      'no column named en',
    )
  })

  it('never become formulas in a spreadsheet', async () => {
    const written = await joined(
      writeUnitsCsv(each([{ target: 'km', sourceText: '=cmd()', targetText: '+1' }])),
    )
    expect(written.toString()).toContain("'=cmd(),'+1")
  })

  it('are read from TBX of 2019 too', async () => {
    const tbx = `<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="1"><descrip type="subjectField">law</descrip>
<langSec xml:lang="en"><termSec><term>treaty</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec>
<langSec xml:lang="ja"><termSec><term>条約</term></termSec><termSec><term>協約</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>traité</term></termSec></langSec></conceptEntry></body></text></tbx>`
    expect(await values(readTbx(piecesOf(Buffer.from(tbx))))).toEqual([
      {
        kind: 'phrase',
        confirmed: [],
        terms: [
          { locale: 'en', text: 'treaty', status: 'preferred', partOfSpeech: 'noun' },
          { locale: 'ja', text: '条約', status: 'preferred' },
          { locale: 'ja', text: '協約', status: 'forbidden' },
        ],
      },
    ])
  })
})

describe('hostile files', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><xliff version="2.1"><file><unit id="1"><segment><source>&b;</source></segment></unit></file></xliff>`
  it.each([
    ['entities that grow', laughs, 'file-unsafe'],
    [
      'an entity from a file',
      laughs.replace(/\[.*\]/, '[<!ENTITY b SYSTEM "file:///etc/passwd">]'),
      'file-unsafe',
    ],
    ['an entity that nobody declared', laughs.replace(/ \[.*\]/, ''), 'file-broken'],
    ['depth without end', '<xliff version="2.1">'.concat('<a>'.repeat(100_000)), 'file-unsafe'],
    [
      'one endless text',
      `<xliff version="2.1"><file><unit id="1"><segment><source>${'a'.repeat(3_000_000)}`,
      'file-unsafe',
    ],
    ['one endless attribute', `<xliff version="2.1" a="${'a'.repeat(3_000_000)}`, 'file-unsafe'],
    [
      'a unit of many pieces',
      `<xliff version="2.1"><file><unit id="1"><segment><source>${`${'a'.repeat(100)}<mrk id="1"/>`.repeat(6000)}`,
      'file-unsafe',
    ],
    ['no XML at all', 'hello', 'file-broken'],
    ['nothing', '', 'file-broken'],
    ['half a file', [...writeXliff(file([unit('One', 'មួយ')]))].join('').slice(0, -20), 'file-broken'],
    ['another format', '<html><body/></html>', 'file-broken'],
  ])('%s: refused', async (_, content, code) => {
    await expect(readXliff(Buffer.from(content))).rejects.toThrow(expect.objectContaining({ code }))
  })

  it('bytes that are no text: refused', async () => {
    await expect(readXliff(Buffer.from([0x3c, 0x61, 0xff, 0xfe, 0xfd]))).rejects.toThrow(
      expect.objectContaining({ code: 'file-not-unicode' }),
    )
  })

  it('whatever comes, it is read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom(
            '<xliff version="2.1">',
            '<unit id="1">',
            '<segment>',
            '<source>',
            '</source>',
            '<target>',
            '</unit>',
            '&',
            '"',
            '<!--',
            '<![CDATA[',
            ']]>',
            '<?',
            'a',
            '</',
          ),
          { maxLength: 20 },
        ),
        async (pieces) => {
          await readXliff(Buffer.from(pieces.join(''))).catch((error) => {
            if (error.name !== 'Refusal') throw error
          })
        },
      ),
    )
  })
})
