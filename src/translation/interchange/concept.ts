import { sourceLocale } from '../../language/model.ts'
import type { ConceptEntry, TermEntry } from '../termbase.ts'
import type { ProblemCode } from './model.ts'

const longest = { term: 500, note: 5000 }
const calendarDate = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

const isDate = (value: string) =>
  calendarDate.test(value) && new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)

const repeats = (values: string[]) => new Set(values).size < values.length

const termKey = ({ locale, text }: TermEntry) => `${locale} ${text}`
const placeKey = ({ locale, mention }: TermEntry) => `${locale} ${mention ?? 'any'}`

/** Why the termbase cannot take a concept, if so: its rules are the database's, told before it is asked. */
export const conceptProblem = ({ terms, note, validFrom, validTo }: ConceptEntry): ProblemCode | null => {
  if (!terms.some(({ locale }) => locale === sourceLocale)) return 'no-english'
  if (!terms.some(({ locale }) => locale !== sourceLocale)) return 'no-target'
  if ([note, ...terms.map((term) => term.note)].some((text) => (text ?? '').length > longest.note))
    return 'too-long'
  if (terms.some(({ text }) => text.length > longest.term)) return 'too-long'
  if (terms.some(({ text }) => text === '')) return 'no-target'
  // U+FFFD stands for bytes that were no text.
  if (terms.some(({ text, note }) => /[\p{Cc}\ufffd]/u.test(text) || note?.includes('\ufffd')))
    return 'unprintable'
  if (note?.includes('\ufffd')) return 'unprintable'
  if ([validFrom, validTo].some((date) => date && !isDate(date))) return 'dates'
  if (validFrom && validTo && validFrom > validTo) return 'dates'
  const preferred = terms.filter(({ status }) => status === 'preferred')
  return repeats(terms.map(termKey)) || repeats(preferred.map(placeKey)) ? 'twice' : null
}
