import { readdirSync, readFileSync } from 'node:fs'
import type { Locale } from '../../src/language/model.ts'
import { conceptsFromJson, type TermRow } from '../../src/quality/concepts.ts'
import type { CheckSegment } from '../../src/quality/model.ts'

/** A source with its correct Khmer and Japanese. */
interface Row {
  en: string
  km: string
  ja: string
  role?: string
}

export interface CorpusDocument {
  name: string
  target: Locale
  segments: CheckSegment[]
}

const read = <Content>(path: string): Content =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
const filesIn = (folder: string) =>
  readdirSync(new URL(`../../${folder}/`, import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`)

const sampleRoles: Record<string, string> = {
  motto: 'letterhead',
  ministry: 'letterhead',
  doctype: 'kind',
  body: 'paragraph',
}

/** The termbase of the samples. */
export const concepts = conceptsFromJson(read<TermRow[]>('samples/termbase.json'))

/** Every document of correct translations: the samples' own, and those written for the checks. */
export const corpus: CorpusDocument[] = [
  ...filesIn('samples/translations'),
  ...filesIn('test/quality/corpus'),
].flatMap((path) =>
  (['km', 'ja'] as const).map((target) => ({
    name: path.split('/').at(-1)!,
    target,
    segments: read<Row[]>(path).map((row) => ({
      source: row.en,
      target: row[target],
      role: sampleRoles[row.role ?? ''] ?? row.role ?? 'paragraph',
    })),
  })),
)
