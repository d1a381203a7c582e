import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { FileFormat } from '../../../src/review/send-out.ts'
import { allUnits, importMemory } from '../../../src/translation/interchange/import.ts'
import { type FileUnit, unitId } from '../../../src/translation/interchange/model.ts'
import { writeTbx } from '../../../src/translation/interchange/tbx.ts'
import { entriesFromJson } from '../../../src/translation/interchange/terms-json.ts'
import { type MemoryPair, writeTmx } from '../../../src/translation/interchange/tmx.ts'
import { writeXliff } from '../../../src/translation/interchange/xliff.ts'
import { writeXliff1 } from '../../../src/translation/interchange/xliff-1.ts'
import { allConcepts } from '../../../src/translation/search-terms.ts'
import { importConcepts } from '../../../src/translation/termbase.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { approveAs, inReview, khmerOf, openTeam, submit, type Team } from '../../support/release.ts'
import { signIn } from '../../support/session.ts'

// Debian's own Python: another one on the PATH does not see Debian's packages.
const python = '/usr/bin/python3'
const runs = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0
/** OASIS's own schemas of XLIFF, as Debian has them. */
const schemas = '/usr/share/php/Symfony/Component/Translation/Resources/schemas'
const tools = {
  'translate-toolkit': runs(python, '-c', 'import translate.storage.xliff'),
  omegat: runs('sh', '-c', 'command -v omegat'),
  xmlstarlet: runs('xmlstarlet', '--version'),
  'libxml2-utils': runs('xmllint', '--version'),
  'php-symfony-translation': existsSync(schemas),
}
const missing = Object.entries(tools).flatMap(([name, isThere]) => (isThere ? [] : [name]))
afterAll(() => {
  if (missing.length > 0)
    process.stdout.write(
      `\nNot tested against ${missing.join(', ')}: install the Debian packages of these names.\n`,
    )
})

const slug = 'guests'

const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'bayon-tools-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

const text = async (pieces: AsyncIterable<string>) => (await Array.fromAsync(pieces)).join('')

const opened = async () => {
  const office = await openOffice()
  const sample = new URL('../../../samples/termbase.json', import.meta.url)
  await importConcepts(office.deps.db, entriesFromJson(JSON.parse(readFileSync(sample, 'utf8'))))
  await office.work('translate', 'review')
  const team = await openTeam(office)
  await submit(office, team.officer, { slug, locales: ['km'] })
  const { segments } = await inReview(office, slug, 'km')
  return { office, team, sources: segments.map(({ source }) => source) }
}

/** Sends the translation out over HTTP, has it edited elsewhere, takes it back over HTTP, and has it approved. */
const goesAndComes = async (
  office: Office,
  team: Team,
  format: FileFormat,
  edit: (file: Buffer) => Buffer,
) => {
  const headers = await signIn(office, team.translator)
  const url = `/api/releases/${slug}/translations/km/files/${format}`
  const out = await office.app.inject({ url, headers })
  const base64 = edit(out.rawPayload).toString('base64')
  const preview = await office.app.inject({
    method: 'POST',
    url: `${url}/preview`,
    headers,
    payload: { base64 },
  })
  const { sha256, changes, open, findings } = preview.json()
  expect({ status: preview.statusCode, open, findings }).toEqual({ status: 200, open: 0, findings: [] })
  for (const { source, after } of changes) expect(after).toBe(khmerOf(source))
  const taken = await office.app.inject({ method: 'POST', url, headers, payload: { base64, sha256 } })
  expect(taken.json()).toEqual({ taken: changes.length, comments: 0 })
  await approveAs(office, team.reviewer, slug, 'km')
}

const fill = `
import json, sys
from translate.storage import factory
store = factory.getobject(sys.argv[1])
targets = json.load(open(sys.argv[2]))
for unit in store.units:
    if unit.istranslatable():
        unit.target = targets[unit.source]
store.save()
`
const list = `
import json, sys
from translate.storage import factory
print(json.dumps([[unit.source, unit.target] for unit in factory.getobject(sys.argv[1]).units]))
`

describe.skipIf(!tools['translate-toolkit'])('translate-toolkit', () => {
  const pairsIn = (file: string): [string, string][] =>
    JSON.parse(execFileSync(python, ['-c', list, file], { encoding: 'utf8' }))

  it('translates our XLIFF, which then is approved', async () => {
    const { office, team, sources } = await opened()
    const path = folder()
    await goesAndComes(office, team, 'xliff-1', (file) => {
      writeFileSync(join(path, 'a.xlf'), file)
      writeFileSync(
        join(path, 'km.json'),
        JSON.stringify(Object.fromEntries(sources.map((s) => [s, khmerOf(s)]))),
      )
      execFileSync(python, ['-c', fill, join(path, 'a.xlf'), join(path, 'km.json')])
      expect(execFileSync('pocount', ['--short', join(path, 'a.xlf')], { encoding: 'utf8' })).toContain(
        `strings: total: ${sources.length}`,
      )
      return readFileSync(join(path, 'a.xlf'))
    })
  })

  it('reads our TMX and TBX, every entry', async () => {
    const { office } = await opened()
    const path = folder()
    const pairs: MemoryPair[] = [
      { target: 'km', sourceText: 'A & <b>', targetText: 'ក & <ខ>' },
      { target: 'km', sourceText: '**SOK Chenda** left.', targetText: '**សុខ ចិន្តា** ចាកចេញ។' },
    ]
    await importMemory(office.deps.db, entriesOf(pairs), 'test')
    writeFileSync(join(path, 'a.tmx'), await text(writeTmx(allUnits(office.deps.db))))
    expect(pairsIn(join(path, 'a.tmx'))).toEqual(
      pairs.map(({ sourceText, targetText }) => [sourceText, targetText]),
    )
    writeFileSync(join(path, 'a.tbx'), await text(writeTbx(allConcepts(office.deps.db))))
    const terms = pairsIn(join(path, 'a.tbx'))
    expect(terms).toHaveLength(139)
    expect(terms).toContainEqual(['KINGDOM OF CAMBODIA', 'ព្រះរាជាណាចក្រកម្ពុជា'])
  })
})

async function* entriesOf(pairs: MemoryPair[]) {
  for (const value of pairs) yield { line: 1, value }
}

describe.skipIf(!tools.xmlstarlet)('xmlstarlet', () => {
  it('fills our XLIFF 2.1 in, which then is approved', async () => {
    const { office, team, sources } = await opened()
    const path = folder()
    await goesAndComes(office, team, 'xliff', (file) => {
      const name = join(path, 'a.xlf')
      writeFileSync(name, file)
      const edits = sources.flatMap((source) => {
        const segment = `//x:segment[x:source=${source.includes('"') ? `'${source}'` : `"${source}"`}]`
        return [
          '-s',
          segment,
          '-t',
          'elem',
          '-n',
          'target',
          '-v',
          khmerOf(source),
          '-u',
          `${segment}/@state`,
          '-v',
          'translated',
        ]
      })
      execFileSync('xmlstarlet', [
        'ed',
        '-L',
        '-N',
        'x=urn:oasis:names:tc:xliff:document:2.0',
        ...edits,
        name,
      ])
      execFileSync('xmlstarlet', ['val', '--err', name])
      return readFileSync(name)
    })
  })
})

const open: FileUnit = {
  id: '',
  block: 'paragraph',
  source: 'Both sides met.',
  target: '',
  state: 'initial',
  matches: [],
  terms: [],
  notes: [],
}

const rich: FileUnit[] = [
  {
    id: unitId('0190a000-0000-7000-8000-000000000001', 3),
    block: 'list-item',
    source: 'The **Prime *Minister*** of [the Kingdom](https://a.org/?a&b) < "Japan".',
    target: '**នាយករដ្ឋមន្ត្រី** នៃ[ព្រះរាជាណាចក្រ](https://a.org/?a&b)',
    state: 'translated',
    matches: [{ origin: 'memory', score: 87, source: 'The **Prime Minister** & co.', target: 'នាយក <' }],
    terms: [
      {
        start: 6,
        end: 20,
        concept: { id: 'x', kind: 'title', status: 'confirmed', note: 'head of <government>' },
        mention: 'first',
        forms: [
          { locale: 'km', text: 'នាយករដ្ឋមន្ត្រី', status: 'preferred' },
          { locale: 'km', text: 'នាយក', status: 'forbidden' },
        ],
      },
    ],
    notes: [
      { category: 'comment', text: '2 < 3 & "so"\nsecond line' },
      { category: 'finding', text: 'x' },
      { category: 'term', text: 'y' },
    ],
  },
  { ...open, id: unitId('0190a000-0000-7000-8000-000000000002', 1) },
  { ...open, id: unitId('0190a000-0000-7000-8000-000000000003', 1), target: 'ក', state: 'final' },
]

describe.skipIf(!tools['libxml2-utils'] || !tools['php-symfony-translation'])("OASIS's schemas", () => {
  // The core of 2.1 has 2.0's schema and namespace; matches and glossary are modules with schemas of their own.
  it.each([
    ['2.1', writeXliff, 'xliff-core-2.0.xsd'],
    ['1.2', writeXliff1, 'xliff-core-1.2-strict.xsd'],
  ])(
    'find nothing wrong with our XLIFF %s: bold, links, terms, matches, notes and all',
    (_, write, schema) => {
      const path = folder()
      // They name xml.xsd where it is on the web; nothing is fetched.
      const named = readFileSync(join(schemas, schema), 'utf8')
      const here = named.replace(/schemaLocation="[^"]*xml\.xsd"/, `schemaLocation="${schemas}/xml.xsd"`)
      writeFileSync(join(path, schema), here)
      const validate = (input: string) =>
        spawnSync('xmllint', ['--noout', '--nonet', '--schema', join(path, schema), '-'], {
          input,
          encoding: 'utf8',
        })
      const written = [
        ...write({ slug: 'guests', title: 'A & B', revision: 2, source: 'en', target: 'km', units: rich }),
      ].join('')
      expect(validate(written).stderr).toBe('- validates\n')
      expect(validate(written.replace(/unit id="[^"]*"/, 'unit')).status).not.toBe(0)
    },
  )
})

describe.skipIf(!tools.omegat)('OmegaT', () => {
  it('translates our XLIFF from our TMX beside our TBX, and the release is approved', async () => {
    const { office, team, sources } = await opened()
    const path = folder()
    for (const name of ['source', 'target', 'tm/auto', 'glossary', 'dictionary', 'omegat', 'home'])
      mkdirSync(join(path, name), { recursive: true })
    const settings = ['source', 'target', 'tm', 'glossary', 'dictionary'].map(
      (name) => `<${name}_dir>__DEFAULT__</${name}_dir>`,
    )
    writeFileSync(
      join(path, 'omegat.project'),
      `<?xml version="1.0" encoding="UTF-8"?><omegat><project version="1.0">${settings.join('')}<source_lang>en</source_lang><target_lang>km</target_lang><sentence_seg>false</sentence_seg></project></omegat>`,
    )
    const memory = sources.map(
      (source): MemoryPair => ({ target: 'km', sourceText: source, targetText: khmerOf(source) }),
    )
    await importMemory(office.deps.db, entriesOf(memory), 'test')
    writeFileSync(join(path, 'tm/auto/memory.tmx'), await text(writeTmx(allUnits(office.deps.db))))
    writeFileSync(join(path, 'glossary/terms.tbx'), await text(writeTbx(allConcepts(office.deps.db))))
    await goesAndComes(office, team, 'xliff-1', (file) => {
      writeFileSync(join(path, 'source/guests.xlf'), file)
      execFileSync('omegat', [path, '--mode=console-translate', `--config-dir=${join(path, 'home')}`], {
        stdio: 'pipe',
      })
      return readFileSync(join(path, 'target/guests.xlf'))
    })
  })
})
