import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { refusals } from '../src/errors.ts'
import { locales, sourceLocale } from '../src/language/model.ts'
import { warningCodes } from '../src/releases/parse/model.ts'

const folder = new URL('../locales/', import.meta.url)

const flatten = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key))
    : [[path, String(value)]]

const read = (locale: string, namespace: string) =>
  new Map(flatten(JSON.parse(readFileSync(new URL(`${locale}/${namespace}`, folder), 'utf8'))))

const parameters = (text: string) =>
  [...new Set([...text.matchAll(/{{\s*([\w.]+)/g)].map(([, name]) => name))].sort()

const namespaces = readdirSync(new URL(`${sourceLocale}/`, folder))

describe.each(locales)('the texts of %s', (locale) => {
  it('have the same files as English', () => {
    expect(readdirSync(new URL(`${locale}/`, folder)).sort()).toEqual([...namespaces].sort())
  })

  it.each(namespaces)('in %s are there, one for one, with the same values filled in', (namespace) => {
    const own = read(locale, namespace)
    for (const [key, english] of read(sourceLocale, namespace)) {
      expect(own.get(key)?.trim(), `${key} in ${locale}`).toBeTruthy()
      expect(parameters(own.get(key)!), `values of ${key} in ${locale}`).toEqual(parameters(english))
    }
    expect([...own.keys()].sort()).toEqual([...read(sourceLocale, namespace).keys()].sort())
  })

  it('are in their own script', () => {
    const script = {
      en: /[a-z]/i,
      km: /\p{Script=Khmer}/u,
      ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
    }
    const own = (text: string) => {
      const words = text.replace(/{{.*?}}|<\w+\/>|Bayon/g, '')
      return !/\p{L}{4}/u.test(words) || script[locale].test(words)
    }
    const same = namespaces.flatMap((namespace) =>
      [...read(locale, namespace)].filter(([, text]) => !own(text)),
    )
    expect(same).toEqual([])
  })
})

it('every text that the code names is there', () => {
  const errors = read(sourceLocale, 'errors.json')
  expect(Object.keys(refusals).filter((code) => !errors.has(code))).toEqual([])
  const parse = read(sourceLocale, 'parse.json')
  expect(warningCodes.filter((code) => !parse.has(code))).toEqual([])
  const source = new URL('../src/', import.meta.url)
  const named = readdirSync(source, { recursive: true, encoding: 'utf8' })
    // A parser has names of other namespaces: OpenDocument's.
    .filter((name) => name.endsWith('.ts') && !name.startsWith('releases/parse/'))
    .flatMap((name) => [
      ...readFileSync(new URL(name, source), 'utf8').matchAll(/['`]([a-z]+):([\w.-]+)['`]/g),
    ])
    .filter(([, namespace]) => namespaces.includes(`${namespace}.json`))
  expect(named.length).toBeGreaterThan(20)
  expect(
    named
      .filter(([, namespace, key]) => !read(sourceLocale, `${namespace}.json`).has(key!))
      .map(([key]) => key),
  ).toEqual([])
})

it('whatever the record says that somebody did is told in a sentence', () => {
  const schema = readFileSync(new URL('../src/db/schema.sql', import.meta.url), 'utf8')
  const lists = readFileSync(new URL('../src/mailing/lists.ts', import.meta.url), 'utf8')
  const actions = [
    ...schema.matchAll(/audit_row\('([a-z-]+)'/g),
    ...schema.matchAll(/current_actor\(\)\)?, '([a-z]+(?:-[a-z]+)+)'/g),
    ...lists.matchAll(/'(subscribers-added|list-[a-z]+ed)'/g),
  ].map(([, action]) => action!)
  expect(actions.length).toBeGreaterThan(50)
  const words = read(sourceLocale, 'activity.json')
  expect(actions.filter((action) => !words.has(`action.${action}`) || !words.has(`told.${action}`))).toEqual(
    [],
  )
})
