import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseRelease } from '../../../src/releases/parse/parse.ts'

const folder = new URL('fixtures/', import.meta.url)
const files = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'))

/** The expected output stands beside each file, without `source`. */
const expectedOf = (file: string) =>
  JSON.parse(readFileSync(new URL(`${file}.expected.json`, folder), 'utf8'))

describe('releases of other shapes', () => {
  for (const file of files)
    it(`reads ${file}`, async () => {
      const { document, warnings } = await parseRelease({
        bytes: readFileSync(new URL(file, folder)),
        filename: file,
      })
      expect({ document, warnings }).toEqual(expectedOf(file))
    })
})
