import { readFileSync } from 'node:fs'
import { splitSentences } from '../src/language/sentences.ts'
import { parseRelease, type ReleaseInput } from '../src/releases/parse/parse.ts'
import { pack, partsOf, unpack } from '../src/releases/parse/zip.ts'
import { figure, takeTurns, time } from './support/measure.ts'
import type { Benchmark } from './support/model.ts'

const paragraph =
  'On 17 December 2023, H.E. **SOK Chenda Sophea** had a meeting with Her Excellency **KAMIKAWA Yoko** in Tokyo. Both sides agreed to go on.'
const head = 'KINGDOM OF CAMBODIA\nNATION RELIGION KING\n\nPRESS RELEASE\n\nA Title\n\n'
const foot = '\n\nPhnom Penh, 18 December 2023'
const paragraphs = (times: number) => Array<string>(times).fill(paragraph)
const html = (bold: string) => bold.replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')

const word = (times: number): Uint8Array => {
  const parts = unpack(
    partsOf(readFileSync(new URL('../test/releases/parse/fixtures/word-header.docx', import.meta.url))),
  )
  const body = paragraphs(times)
    .map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`)
    .join('')
  const document = parts.get('word/document.xml')!.toString().replace('</w:body>', `${body}</w:body>`)
  return pack(new Map([...parts, ['word/document.xml', Buffer.from(document)]]))
}

const openDocument = (times: number): Uint8Array => {
  const parts = unpack(
    partsOf(readFileSync(new URL('../test/releases/parse/fixtures/libreoffice.odt', import.meta.url))),
  )
  const body = paragraphs(times)
    .map(
      (text) =>
        `<text:p>${text.replace(/\*\*([^*]+)\*\*/g, '<text:span text:style-name="T1">$1</text:span>')}</text:p>`,
    )
    .join('')
  const content = parts.get('content.xml')!.toString().replace('</office:text>', `${body}</office:text>`)
  return pack(new Map([...parts, ['content.xml', Buffer.from(content)]]))
}

/** Releases of so many paragraphs. */
const formats: Record<string, (times: number) => ReleaseInput> = {
  text: (times) => ({ text: head + paragraphs(times).join('\n\n') + foot }),
  'text, wrapped': (times) => ({
    text:
      head +
      paragraphs(times)
        .join('\n\n')
        .replace(/(.{60,72}) /g, '$1\n') +
      foot,
  }),
  Markdown: (times) => ({ text: `# A title\n\n${paragraphs(times).join('\n\n')}${foot}` }),
  HTML: (times) => ({
    text: `<html><body><h1>A Title</h1>${paragraphs(times)
      .map((text) => `<p>${html(text)}</p>`)
      .join('')}`,
  }),
  Word: (times) => ({ bytes: word(times) }),
  OpenDocument: (times) => ({ bytes: openDocument(times) }),
}

/** Texts made to be slow, of so many pieces. */
const slow: Record<string, (times: number) => string> = {
  'bold marks': (times) => '** a '.repeat(times),
  'open links': (times) => '[a]('.repeat(times),
  'quotation marks': (times) => '“a. '.repeat(times),
  'list of markers': (times) => '1. 1. a\n'.repeat(times),
  'deeper and deeper': (times) =>
    Array.from({ length: Math.sqrt(times) }, (_, n) => `${' '.repeat(n)}- a`).join('\n'),
  hyphens: (times) => 'a-\n'.repeat(times),
  'one long word': (times) => 'a'.repeat(times * 4),
  'form feeds': (times) => 'Head\n\f'.repeat(times),
  'page numbers': (times) => '1\n\n'.repeat(times).concat('a'),
  capitals: (times) => 'A B '.repeat(times),
  underscores: (times) => `# a\n\n${'__a _b '.repeat(times)}`,
  'open tags': (times) => `<html>${'<b a=1><p>a'.repeat(times)}`,
  'open tables': (times) => `<html>${'<table><tr><td>a'.repeat(times)}`,
  'open menus': (times) => `<html>${'<nav><li>a<br>b<p>c'.repeat(times / 4)}`,
  'menus in menus': (times) => `<html>${'<div class="menu"><main>a'.repeat(times / 4)}`,
  quoting: (times) => `${'>'.repeat(times)} a\n${'> a\n'.repeat(times / 4)}`,
  'heads of e-mails': (times) => 'From: a@b.c\nSubject: a\n\na\n\n'.repeat(times / 8),
  contacts: (times) => 'Press Office\nTel: 012 555 010\n'.repeat(times / 8),
  datelines: (times) => 'Phnom Penh, this fifth day of June 2024 and Tokyo\n'.repeat(times / 16),
  'running heads': (times) => 'A Head | 1\na\nb\n\f'.repeat(times / 8),
  'fields of a generator': (times) => `---\n${'title: a\n'.repeat(times / 4)}`,
  spaces: (times) => `a${' '.repeat(times * 4)}b`,
  'full stops': (times) => '. 1 '.repeat(times),
}

/** How long some work of two sizes takes. */
const measure = async (
  what: string,
  rounds: number,
  sizes: [number, number],
  work: (size: number) => unknown,
) => {
  const ways = { once: () => time(() => work(sizes[0])), twice: () => time(() => work(sizes[1])) }
  await takeTurns(2, ways)
  const { once, twice } = await takeTurns(rounds, ways)
  return { what, size: figure(sizes[1]), ms: figure(twice), 'of half as much': figure(twice / once) }
}

export const benchmark: Benchmark = {
  title: 'taking a release apart',
  async run() {
    const rows: Awaited<ReturnType<typeof measure>>[] = []
    for (const [name, make] of Object.entries(formats)) {
      const inputs = new Map([500, 1000].map((size) => [size, make(size)]))
      rows.push(
        await measure(`paragraphs in ${name}`, 9, [500, 1000], (size) => parseRelease(inputs.get(size)!)),
      )
    }
    const { document } = await parseRelease(formats.text!(1000))
    rows.push(
      await measure('their sentences', 9, [500, 1000], (size) => {
        for (const block of document.blocks.slice(0, size)) splitSentences(block.text, 'en')
      }),
    )
    for (const [name, make] of Object.entries(slow)) {
      const work = (size: number) => parseRelease({ text: make(size) })
      rows.push(await measure(`made to be slow: ${name}`, 3, [100_000, 200_000], work))
    }
    return {
      rows,
      how:
        'Medians of nine turns, three for what is made to be slow, after two to warm up. The last column is what twice the ' +
        'size costs: 2 is linear, 4 would be quadratic.',
    }
  },
}
