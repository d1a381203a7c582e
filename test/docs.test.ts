import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { listSettings, loadConfig } from '../src/config.ts'
import { OfficeStyle } from '../src/publishing/style.ts'
import { readTermsCsv } from '../src/translation/interchange/terms-csv.ts'

const root = new URL('../', import.meta.url)
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'examples/README.md',
  ...readdirSync(new URL('docs/', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

it.each(pages)('%s names no file that is not there', (page) => {
  const text = readFileSync(new URL(page, root), 'utf8')
  const code = [
    ...text.matchAll(/`((?:src|test|ops|docs|bench|templates|workers|locales)\/[\w./@-]+)`/g),
  ].map(([, path]) => path!)
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, path]) =>
    new URL(path!, new URL(page, root)).pathname.slice(root.pathname.length),
  )
  expect([...code, ...links].filter((path) => !existsSync(new URL(path, root)))).toEqual([])
})

it('every setting that an operator is told of is one', () => {
  const known = new Set(listSettings().map(({ name }) => name))
  const text = readFileSync(new URL('docs/operations.md', root), 'utf8')
  const named = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name]) => name!)
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => !known.has(name) && !name.startsWith('CHAOS_'))).toEqual([])
})

it('an office can begin with the examples', async () => {
  const read = (name: string) => readFileSync(new URL(`examples/${name}`, root), 'utf8')
  const lines = read('office.env')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
  const env = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)))
  expect(loadConfig(env).oidc?.name).toBe('Ministry account')
  const known = new Set(listSettings().map(({ name }) => name))
  expect(Object.keys(env).filter((name) => !known.has(name))).toEqual([])
  expect(OfficeStyle.parse(JSON.parse(read('style.json'))).letterhead.km).toHaveLength(3)
  const concepts = await Array.fromAsync(readTermsCsv(Readable.from([Buffer.from(read('terms.csv'))])))
  expect(concepts).toMatchObject([
    { value: { kind: 'organisation', terms: [{}, {}, {}] } },
    { value: { kind: 'title', terms: [{}, {}, {}] } },
  ])
})
