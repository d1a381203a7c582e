import type { Concept, Term } from '../../api/types.ts'

/** A concept as somebody is writing it. */
export interface Draft {
  /** The version that is changed; 0 for a new concept. */
  version: number
  kind: Concept['kind']
  note: string
  /** A line each. */
  sources: string
  validFrom: string
  validTo: string
  terms: (Term & { key: string })[]
}

const key = () => crypto.randomUUID()

export const emptyTerm = (locale: Term['locale'], status: Term['status'] = 'preferred') => ({
  key: key(),
  locale,
  text: '',
  status,
})

export const emptyDraft = (): Draft => ({
  version: 0,
  kind: 'phrase',
  note: '',
  sources: '',
  validFrom: '',
  validTo: '',
  terms: [emptyTerm('en'), emptyTerm('km'), emptyTerm('ja')],
})

export const draftFrom = (concept: Concept): Draft => ({
  version: concept.version,
  kind: concept.kind,
  note: concept.note ?? '',
  sources: (concept.sources ?? []).join('\n'),
  validFrom: concept.validFrom ?? '',
  validTo: concept.validTo ?? '',
  terms: concept.terms.map((term) => ({ ...term, key: key() })),
})

/** What the server takes. Terms without text are left out. */
export const wordsOf = ({ kind, note, sources, validFrom, validTo, terms }: Draft) => ({
  kind,
  note: note.trim(),
  sources: sources
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean),
  validFrom: validFrom || null,
  validTo: validTo || null,
  terms: terms
    .filter(({ text }) => text.trim() !== '')
    .map(({ key: _, ...term }) => ({
      ...term,
      text: term.text.trim(),
      note: term.note?.trim() || undefined,
    })),
})

/** What is being written of a concept, kept in this window: nothing typed is lost by a reload or a closed drawer. */
export const draftsOf = (id: string) => {
  const name = `bayon.concept.${id}`
  return {
    read: (): Draft | null => JSON.parse(sessionStorage.getItem(name) ?? 'null'),
    write: (draft: Draft) => sessionStorage.setItem(name, JSON.stringify(draft)),
    forget: () => sessionStorage.removeItem(name),
  }
}
