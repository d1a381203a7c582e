import type { Check, CheckedDocument, CheckedSegment } from '../document.ts'
import type { Term } from '../model.ts'
import { sidesOf } from '../sides.ts'
import { keyOf, type SourceTerm } from '../term-index.ts'

/** What is read before the text begins, or apart from it: a short form there introduces nobody. */
const apart = new Set(['letterhead', 'unit', 'kind', 'title', 'subtitle', 'heading', 'dateline'])

/** Whether a text of this type is where a first mention counts. */
export const isRunningText = (type: string): boolean => !apart.has(type)

const firsts = new WeakMap<CheckedDocument, Map<string, number>>()

/** In which segment of the running text each concept is mentioned first. */
const firstsOf = (document: CheckedDocument): Map<string, number> => {
  const known = firsts.get(document)
  if (known) return known
  const found = new Map<string, number>()
  for (const { index, role, terms } of document.segments) {
    if (!isRunningText(role)) continue
    for (const { concept } of terms) if (!found.has(concept.id)) found.set(concept.id, index)
  }
  firsts.set(document, found)
  return found
}

/** A placeholder such as 〜 in a form stands for anything. */
const hasForm = (key: string, { text }: Term) => {
  const parts = text.split(/[〜～…]/).map(keyOf)
  return parts.some((part) => part !== '') && parts.every((part) => key.includes(part))
}

/** The short form that stands where the full one is missing. */
const findShort = ({ concept, text }: SourceTerm, segment: CheckedSegment, document: CheckedDocument) => {
  const writtenShort = concept.terms.some(
    (term) => term.locale === document.source && term.text === text && term.mention === 'later',
  )
  const forms = concept.terms.filter((term) => term.locale === document.target && term.status !== 'forbidden')
  const short = forms.find((form) => form.mention === 'later' && hasForm(segment.targetKey, form))
  const full = forms.filter((form) => form.mention !== 'later')
  if (writtenShort || !short || full.length === 0) return undefined
  const upToHere = document.segments.slice(0, segment.index + 1)
  if (upToHere.some(({ targetKey }) => full.some((form) => hasForm(targetKey, form)))) return undefined
  return { short, full: full.find(({ status }) => status === 'preferred') ?? full[0]! }
}

/** A name is introduced in its full form: the form for later mentions alone, where a concept first comes up, is worth a look. */
export const firstMention: Check = (segment, document) => {
  if (!segment.isComparable || !isRunningText(segment.role)) return []
  const first = firstsOf(document)
  const seen = new Set<string>()
  return segment.terms.flatMap((term) => {
    const { concept, start, end, isInside } = term
    if (isInside || seen.has(concept.id) || first.get(concept.id) !== segment.index) return []
    seen.add(concept.id)
    const found = findShort(term, segment, document)
    if (!found) return []
    const at = segment.targetView.text.indexOf(found.short.text)
    return [
      {
        segment: segment.index,
        check: 'terms' as const,
        severity: 'warning' as const,
        message: 'checks:terms-first-mention',
        params: {
          ...sidesOf(document),
          source: term.text,
          target: found.short.text,
          wanted: found.full.text,
        },
        source: segment.sourceView.span(start, end),
        ...(at !== -1 && { target: segment.targetView.span(at, at + found.short.text.length) }),
      },
    ]
  })
}
