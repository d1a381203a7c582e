import type { Db } from '../../db/client.ts'
import { type Locale, sourceLocale } from '../../language/model.ts'
import type { Concept } from '../../quality/model.ts'
import { TermIndex } from '../../quality/term-index.ts'
import type { ContextSegment, DraftRequest, RequestTerm } from '../model.ts'
import { conceptsFor } from '../termbase.ts'

/** The terms that stand in some texts, each as it is written there. */
export const termsIn = (concepts: Concept[], texts: string[], target: Locale): RequestTerm[] => {
  const index = new TermIndex(concepts, sourceLocale, target)
  const terms = new Map<string, RequestTerm>()
  for (const text of texts) {
    for (const { concept, start, end } of index.find(text)) {
      const source = text.slice(start, end)
      const written = (status: string) =>
        concept.terms.filter((term) => term.locale === target && term.status === status)
      const preferred = written('preferred')
      const first = preferred.find(({ mention }) => mention !== 'later') ?? preferred[0]
      if (!first || terms.has(source)) continue
      const later = preferred.find(({ mention, text }) => mention === 'later' && text !== first.text)
      terms.set(source, {
        conceptId: concept.id,
        source,
        target: first.text,
        ...(later && { later: later.text }),
        admitted: written('admitted').map((term) => term.text),
        forbidden: written('forbidden').map((term) => term.text),
        kind: concept.kind,
        isConfirmed: concept.status === 'confirmed',
      })
    }
  }
  return [...terms.values()]
}

/** A request to draft the open segments of a release, with all of it as context and the terms of its day. */
export const requestFor = async (
  db: Db,
  target: Locale,
  { kind, day }: { kind: string; day: string },
  release: ContextSegment[],
  open: ContextSegment[],
): Promise<DraftRequest> => {
  const texts = open.map(({ text }) => text)
  return {
    source: sourceLocale,
    target,
    kind,
    segments: open.map(({ id, text }) => ({ id, text })),
    context: release,
    terms: termsIn(await conceptsFor(db, texts, target, day), texts, target),
  }
}
