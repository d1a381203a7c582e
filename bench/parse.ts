/** How long intake takes: 1,000 paragraphs in each format, and inputs made to be slow, doubled to show that time grows no faster. */
import { readFileSync } from 'node:fs'
import { splitSentences } from '../src/language/sentences.ts'
import { parseRelease, type ReleaseInput } from '../src/releases/parse/parse.ts'
import { pack, partsOf, unpack } from '../src/releases/parse/zip.ts'

const paragraph =
  'On 17 December 2023, H.E. **SOK Chenda Sophea** had a meeting with Her Excellency **KAMIKAWA Yoko** in Tokyo. Both sides agreed to go on.'
const head = 'KINGDOM OF CAMBODIA\nNATION RELIGION KING\n\nPRESS RELEASE\n\nA Title\n\n'
const foot = '\n\nPhnom Penh, 18 December 2023'
const paragraphs = Array<string>(1000).fill(paragraph)
const html = (bold: string) => bold.replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')

const word = (): Uint8Array => {
  const parts = unpack(
    partsOf(readFileSync(new URL('../test/releases/parse/fixtures/word-header.docx', import.meta.url))),
  )
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')
  const document = parts.get('word/document.xml')!.toString().replace('</w:body>', `${body}</w:body>`)
  return pack(new Map([...parts, ['word/document.xml', Buffer.from(document)]]))
}

const formats: [string, ReleaseInput][] = [
  ['text', { text: head + paragraphs.join('\n\n') + foot }],
  ['text, wrapped', { text: head + paragraphs.join('\n\n').replace(/(.{60,72}) /g, '$1\n') + foot }],
  ['markdown', { text: `# A title\n\n${paragraphs.join('\n\n')}${foot}` }],
  [
    'html',
    { text: `<html><body><h1>A Title</h1>${paragraphs.map((text) => `<p>${html(text)}</p>`).join('')}` },
  ],
  ['docx', { bytes: word() }],
]

const slow: [string, (times: number) => string][] = [
  ['bold marks', (times) => '** a '.repeat(times)],
  ['open links', (times) => '[a]('.repeat(times)],
  ['quotation marks', (times) => '“a. '.repeat(times)],
  ['list of markers', (times) => '1. 1. a\n'.repeat(times)],
  [
    'deeper and deeper',
    (times) => Array.from({ length: Math.sqrt(times) }, (_, n) => `${' '.repeat(n)}- a`).join('\n'),
  ],
  ['hyphens', (times) => 'a-\n'.repeat(times)],
  ['one long word', (times) => 'a'.repeat(times * 4)],
  ['form feeds', (times) => 'Head\n\f'.repeat(times)],
  ['page numbers', (times) => '1\n\n'.repeat(times).concat('a')],
  ['capitals', (times) => 'A B '.repeat(times)],
  ['underscores', (times) => `# a\n\n${'__a _b '.repeat(times)}`],
  ['open tags', (times) => `<html>${'<b a=1><p>a'.repeat(times)}`],
  ['open tables', (times) => `<html>${'<table><tr><td>a'.repeat(times)}`],
  ['spaces', (times) => `a${' '.repeat(times * 4)}b`],
  ['full stops', (times) => '. 1 '.repeat(times)],
]

const milliseconds = async (work: () => unknown): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const median = async (runs: number, work: () => unknown): Promise<number> => {
  const times: number[] = []
  for (let run = 0; run < runs; run++) times.push(await milliseconds(work))
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]!
}

console.log('1,000 paragraphs, median of 9 runs after 3 to warm up')
for (const [name, input] of formats) {
  await median(3, () => parseRelease(input))
  console.log(
    `  ${name.padEnd(16)} ${(await median(9, () => parseRelease(input))).toFixed(1).padStart(7)} ms`,
  )
}
const { document } = await parseRelease(formats[0]![1])
const sentences = () => document.blocks.map((block) => splitSentences(block.text, 'en'))
console.log(`  ${'its sentences'.padEnd(16)} ${(await median(9, sentences)).toFixed(1).padStart(7)} ms`)

console.log('made to be slow: 100,000 and 200,000 times, and what doubling cost (2 is linear)')
for (const [name, make] of slow) {
  const once = await median(3, () => parseRelease({ text: make(100_000) }))
  const twice = await median(3, () => parseRelease({ text: make(200_000) }))
  console.log(
    `  ${name.padEnd(18)} ${once.toFixed(0).padStart(6)} ms ${twice.toFixed(0).padStart(6)} ms  × ${(twice / once).toFixed(1)}`,
  )
}
