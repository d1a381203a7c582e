import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { freshFolder, nowhere, run } from '../support/cli.ts'
import { pagesOfPdf } from '../support/pdf.ts'

const sample = fileURLToPath(
  new URL('../../samples/releases/2023-12-18-foreign-ministers.txt', import.meta.url),
)
const pure = { env: { DATABASE_URL: nowhere, SMTP_URL: 'smtp://127.0.0.1:1', DATA_DIR: '/nonexistent' } }

/** One sentence that a person can act on: no stack, no code. */
const explained = (err: string) => {
  expect(err.trim()).not.toBe('')
  expect(err).not.toMatch(/^\s+at |\.ts:\d+|Error:|node:/m)
}

it('every command says what it is for, and what it takes', async () => {
  const commands = [
    'demo',
    'start',
    'web',
    'work',
    'parse',
    'check',
    'render',
    'submit',
    'status',
    'lists',
    'lists import',
    'dispatch',
    'dispatch order',
    'user',
    'user add',
    'migrate',
    'verify',
    'keys',
    'keys rotate',
    'audit',
    'audit verify',
    'doctor',
  ]
  const whole = await run(['--help'])
  expect(whole.code).toBe(0)
  for (const command of commands) {
    expect(whole.out).toMatch(new RegExp(`^  ${command.split(' ')[0]} `, 'm'))
    const { code, out, err } = await run([...command.split(' '), '--help'])
    expect({ command, code, err }).toEqual({ command, code: 0, err: '' })
    expect(out).toMatch(new RegExp(`^Usage: bayon ${command}`))
    expect(out.split('\n')[2]).toMatch(/^\S.{15,}/)
  }
}, 120_000)

it.each([
  [[]],
  [['publish']],
  [['parse']],
  [['parse', 'a', 'b']],
  [['render', 'a.json']],
  [['demo', '--output', 'x']],
  [['work', 'painting']],
  [['audit', 'everything']],
])('misuse ends with 2 and says how it is meant: %j', async (args) => {
  const { code, out, err } = await run(args, pure)
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).toMatch(/^(error: |Usage: )/)
})

it('a wrong setting is named, with what it should be', async () => {
  const { code, err } = await run(['start'], { env: { PORT: 'http', MAIL_FROM: 'press' } })
  expect(code).toBe(1)
  expect(err).toMatch(/^PORT: /m)
  expect(err).toMatch(/^MAIL_FROM: .*Press Office <press@example\.org>/m)
  explained(err)
})

it('parse prints a release as JSON without a database', async () => {
  const { code, out } = await run(['parse', sample], pure)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    kind: 'press-release',
    unit: 'General Department of Asia-Pacific',
    dateline: { place: 'Phnom Penh', date: '2023-12-18' },
  })
})

it('what cannot be read is refused in one sentence that names it', async () => {
  const folder = await freshFolder()
  const file = async (name: string, content: string | Buffer) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  const cases: [string[], RegExp][] = [
    [['parse', join(folder, 'missing.txt')], /missing\.txt/],
    [['parse', folder], /bayon-cli-test/],
    [['parse', await file('empty.txt', '')], /no text/],
    [['parse', await file('scan.pdf', '%PDF-1.7')], /PDF/],
    [['parse', await file('large.txt', 'word '.repeat(1_000_001))], /5 MB/],
    [['check', await file('half.json', '{"source": ')], /half\.json/],
    [['check', await file('other.json', '{"source": "en", "target": "fr", "segments": []}')], /target/],
    [['render', await file('none.json', '{}'), '--edition', 'en'], /slug/],
  ]
  const document = JSON.parse((await run(['parse', sample], pure)).out)
  const whole = await file('whole.json', JSON.stringify({ slug: 'a', locales: { en: document } }))
  cases.push(
    [['render', whole, '--edition', 'en+fr'], /en\+fr/],
    [['render', whole, '--edition', 'en+km'], /“km”/],
    [['render', whole, '--edition', 'en', '--format', 'docx'], /docx/],
    [['render', whole, '--edition', 'en', '--out', await file('taken', '')], /taken/],
  )
  for (const [args, said] of cases) {
    const { code, out, err } = await run(args, { ...pure, cwd: folder })
    expect({ args, code, out }).toEqual({ args, code: 1, out: '' })
    expect(err).toMatch(said)
    explained(err)
  }
}, 120_000)

it('check prints what the checks found as JSON, and finds nothing in what agrees', async () => {
  const file = join(await freshFolder(), 'pairs.json')
  const source = 'They met on 30 October 2023.'
  const segments = [
    { source, target: 'គេបានជួបគ្នានៅថ្ងៃទី៣០ ខែតុលា ឆ្នាំ២០២៣។' },
    { source, target: 'គេបានជួបគ្នានៅថ្ងៃទី១៣ ខែតុលា ឆ្នាំ២០២៣។' },
  ]
  await writeFile(file, JSON.stringify({ source: 'en', target: 'km', segments }))
  const { code, out } = await run(['check', file], pure)
  expect(code).toBe(0)
  expect((await run(['check', file, '--json'], pure)).out).toBe(out)
  const [right, wrong] = JSON.parse(out).segments
  expect(right).toEqual({ index: 0, findings: [] })
  expect(wrong.findings).toContainEqual(
    expect.objectContaining({
      check: 'dates',
      severity: 'error',
      message: expect.stringContaining('30 October 2023'),
    }),
  )
})

it('render leaves the files that were asked for, and prints their paths', async () => {
  const folder = await freshFolder()
  const en = JSON.parse((await run(['parse', sample], pure)).out)
  const km = { ...en, title: 'ចំណងជើង', blocks: [{ type: 'paragraph', text: 'អត្ថបទភាសាខ្មែរ។' }] }
  await writeFile(join(folder, 'a.json'), JSON.stringify({ slug: 'a', locales: { en, km } }))
  const { code, out } = await run(
    ['render', 'a.json', '--edition', 'en+km', '--format', 'pdf,text', '--out', 'made/here'],
    { ...pure, cwd: folder },
  )
  expect(code).toBe(0)
  const paths = out.trim().split('\n').sort()
  expect(paths).toEqual(
    ['document-archive.pdf', 'document.pdf', 'email.txt'].map((name) => `made/here/a.en+km.${name}`),
  )
  expect((await pagesOfPdf(await readFile(join(folder, paths[1]!)))).join('')).toContain('អត្ថបទភាសាខ្មែរ។')
  expect(await readFile(join(folder, paths[2]!), 'utf8')).toContain('អត្ថបទភាសាខ្មែរ។')
})
