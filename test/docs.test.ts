import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { listSettings } from '../src/config.ts'

const root = new URL('../', import.meta.url)
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
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
