import type { Concept, ConceptKind, Term } from './model.ts'

/** A row of a termbase file such as samples/termbase.json. */
export interface TermRow {
  en: string
  km: string
  ja: string
  kind: ConceptKind
  confidence: 'high' | 'medium' | 'low'
  note?: string
  alt_km?: string[]
  alt_ja?: string[]
  avoid_km?: string[]
  avoid_ja?: string[]
  /** `omit`: Japanese has the form but leaves it out of running text. */
  ja_mode?: string
}

const targets = ['km', 'ja'] as const

const termsOf = (row: TermRow): Term[] => [
  { locale: 'en', text: row.en, status: 'preferred' },
  ...targets.flatMap((locale): Term[] => [
    {
      locale,
      text: row[locale],
      status: locale === 'ja' && row.ja_mode === 'omit' ? 'admitted' : 'preferred',
    },
    ...(row[`alt_${locale}`] ?? []).map((text): Term => ({ locale, text, status: 'admitted' })),
    ...(row[`avoid_${locale}`] ?? []).map((text): Term => ({ locale, text, status: 'forbidden' })),
  ]),
]

/** The concepts of a termbase file. A row of low confidence becomes a candidate. Ids are the rows' positions, from `t1`. */
export const conceptsFromJson = (rows: readonly TermRow[]): Concept[] =>
  rows.map((row, index) => ({
    id: `t${index + 1}`,
    kind: row.kind,
    terms: termsOf(row),
    status: row.confidence === 'low' ? 'candidate' : 'confirmed',
    ...(row.note && { note: row.note }),
  }))
