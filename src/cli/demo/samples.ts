import { readFile } from 'node:fs/promises'
import type { Db } from '../../db/client.ts'
import type { Locale } from '../../language/model.ts'
import { alignSentences } from '../../releases/align.ts'
import { entriesFromJson } from '../../translation/interchange/terms-json.ts'
import { importUnits, inOrder } from '../../translation/memory.ts'
import { importConcepts } from '../../translation/termbase.ts'

const folder = new URL('../../../samples/', import.meta.url)

/** The two releases, oldest first. */
export const sampleNames = [
  '2022-11-12-comprehensive-strategic-partnership',
  '2023-12-18-foreign-ministers',
] as const

export const targetLocales = ['km', 'ja'] as const satisfies Locale[]

interface SampleParagraph {
  en: string
  km: string
  ja: string
  role: 'motto' | 'ministry' | 'unit' | 'doctype' | 'title' | 'body' | 'dateline'
}

/** A sample release exactly as it came. */
export const readSample = (name: string): Promise<string> =>
  readFile(new URL(`releases/${name}.txt`, folder), 'utf8')

// A letterhead is bold as a whole and breaks where the page does: neither is part of its text.
const plain = (text: string) => text.replaceAll('**', '')

/** The unofficial translation of a sample, cut into the segments that Bayon makes of the release. */
export const readPairs = async (
  name: string,
  target: Locale,
): Promise<{ source: string; target: string }[]> => {
  const paragraphs: SampleParagraph[] = JSON.parse(
    await readFile(new URL(`translations/${name}.json`, folder), 'utf8'),
  )
  return paragraphs.flatMap((paragraph) => {
    const source = paragraph.en
    const translated = paragraph[target]
    if (paragraph.role === 'body') return alignSentences(source, translated, 'en', target)
    if (paragraph.role === 'motto') {
      const lines = plain(translated).split('\n')
      return plain(source)
        .split('\n')
        .map((line, i) => ({ source: line, target: lines[i] ?? '' }))
    }
    const joint = target === 'ja' ? '' : ' '
    return [
      { source: plain(source).replaceAll('\n', ' '), target: plain(translated).replaceAll('\n', joint) },
    ]
  })
}

/** Loads the termbase, and the memory with the translations of the older release alone. */
export const loadSamples = async (db: Db) => {
  const concepts = await importConcepts(
    db,
    entriesFromJson(JSON.parse(await readFile(new URL('termbase.json', folder), 'utf8'))),
  )
  let units = 0
  for (const locale of targetLocales) {
    units += await importUnits(
      db,
      locale,
      `unofficial: ${sampleNames[0]}`,
      inOrder(await readPairs(sampleNames[0], locale)),
      0,
    )
  }
  return { concepts, units }
}
