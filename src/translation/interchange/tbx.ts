import { isLocale, type Locale, locales, sourceLocale } from '../../language/model.ts'
import { conceptKinds, genders, mentions, partsOfSpeech } from '../term-fields.ts'
import type { ConceptEntry, TermEntry } from '../termbase.ts'
import { conceptProblem } from './concept.ts'
import { decode } from './decode.ts'
import type { Entry } from './model.ts'
import { localeOf } from './tmx.ts'
import { childrenOf, escapeText, lettersOf, readXml, tag, type XmlElement } from './xml.ts'

// TBX-Basic has no field for these; a note "name: value" carries them.
const fact = /^(valid from|valid to|confirmed|mention|match case): (.{1,40})$/

const statuses = {
  preferred: 'preferredTerm-admn-sts',
  admitted: 'admittedTerm-admn-sts',
  forbidden: 'deprecatedTerm-admn-sts',
} as const

const statusOf = (written: string | undefined): TermEntry['status'] => {
  if (!written || written === statuses.admitted) return 'admitted'
  return written === statuses.preferred ? 'preferred' : 'forbidden'
}

const typed = (name: string, type: string, value: string | undefined | null) =>
  value ? tag(name, { type }, escapeText(value)) : ''
const note = (text: string | undefined | null) => (text ? tag('note', {}, escapeText(text)) : '')
const factNote = (name: string, value: string | boolean | undefined | null) =>
  value === undefined || value === null || value === '' ? '' : note(`${name}: ${value}`)

const termXml = (term: TermEntry): string =>
  tag(
    'tig',
    {},
    [
      tag('term', {}, escapeText(term.text)),
      typed(
        'termNote',
        'partOfSpeech',
        term.partOfSpeech === 'proper noun' ? 'properNoun' : term.partOfSpeech,
      ),
      typed('termNote', 'grammaticalGender', term.gender === 'other' ? 'otherGender' : term.gender),
      typed('termNote', 'administrativeStatus', statuses[term.status]),
      factNote('mention', term.mention === 'any' ? undefined : term.mention),
      factNote('match case', term.matchCase),
      note(term.note),
    ].join(''),
  )

const conceptXml = (concept: ConceptEntry, number: number): string =>
  tag(
    'termEntry',
    { id: `c${number}` },
    [
      typed('descrip', 'subjectField', concept.kind),
      ...(concept.sources ?? []).map((source) => typed('admin', 'source', source)),
      factNote('valid from', concept.validFrom),
      factNote('valid to', concept.validTo),
      factNote('confirmed', concept.confirmed.join(' ')),
      note(concept.note),
      ...locales.map((locale) => {
        const terms = concept.terms.filter((term) => term.locale === locale)
        return terms.length > 0 ? tag('langSet', { 'xml:lang': locale }, terms.map(termXml).join('')) : ''
      }),
    ].join(''),
  )

/** A termbase as TBX-Basic (ISO 30042:2008, the dialect that most tools read). */
export async function* writeTbx(concepts: AsyncIterable<ConceptEntry>): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n'
  yield `<martif type="TBX-Basic" xml:lang="${sourceLocale}">\n<martifHeader><fileDesc><sourceDesc><p>Bayon</p></sourceDesc></fileDesc>`
  yield '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n<text><body>\n'
  let number = 0
  for await (const concept of concepts) yield `${conceptXml(concept, ++number)}\n`
  yield '</body></text>\n</martif>\n'
}

const oneOf = <T extends string>(values: readonly T[], written: string | undefined): T | undefined =>
  values.find((value) => value === written)

/** Notes that carry facts, and the notes that people wrote. */
const notesOf = (element: XmlElement) => {
  const facts = new Map<string, string>()
  const written: string[] = []
  for (const text of childrenOf(element, 'note').map(lettersOf)) {
    const [, name, value] = text.match(fact) ?? []
    if (name) facts.set(name, value!)
    else written.push(text)
  }
  return { facts, note: written.join('\n') }
}

/** Every element of a name below one, however it is grouped. */
const within = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((child) =>
    typeof child === 'string' ? [] : child.name === name ? [child] : within(child, name),
  )

const typedIn = (element: XmlElement, name: string, type: string) =>
  within(element, name)
    .filter((child) => child.attributes.type === type)
    .map((child) => lettersOf(child).trim())

const termOf = (element: XmlElement, locale: Locale): TermEntry => {
  const holder = childrenOf(element, 'termGrp')[0] ?? element
  const { facts, note } = notesOf(element)
  const speech = typedIn(element, 'termNote', 'partOfSpeech')[0]
  const gender = typedIn(element, 'termNote', 'grammaticalGender')[0]
  const entry: TermEntry = {
    locale,
    text: lettersOf(childrenOf(holder, 'term')[0])
      .replace(/[ \t\r\n]+/g, ' ')
      .trim(),
    status: statusOf(typedIn(element, 'termNote', 'administrativeStatus')[0]),
  }
  const mention = oneOf(mentions, facts.get('mention'))
  const partOfSpeech = oneOf(partsOfSpeech, speech === 'properNoun' ? 'proper noun' : speech)
  const known = oneOf(genders, gender === 'otherGender' ? 'other' : gender)
  return {
    ...entry,
    ...(mention && { mention }),
    ...(facts.has('match case') && { matchCase: facts.get('match case') === 'true' }),
    ...(partOfSpeech && { partOfSpeech }),
    ...(known && { gender: known }),
    ...(note && { note }),
  }
}

const conceptOf = (element: XmlElement): ConceptEntry => {
  const { facts, note } = notesOf(element)
  const own = {
    ...element,
    children: element.children.filter((child) => typeof child === 'string' || !languages.has(child.name)),
  }
  const sources = typedIn(own, 'admin', 'source')
  const kind = oneOf(conceptKinds, typedIn(own, 'descrip', 'subjectField')[0])
  return {
    kind: kind ?? 'phrase',
    ...(note && { note }),
    ...(sources.length > 0 && { sources }),
    ...(facts.has('valid from') && { validFrom: facts.get('valid from')! }),
    ...(facts.has('valid to') && { validTo: facts.get('valid to')! }),
    terms: childrenOf(element, ...languages).flatMap(termsOf),
    confirmed: (facts.get('confirmed') ?? '').split(' ').filter(isLocale),
  }
}

const languages = new Set(['langSet', 'langSec'])

/** The terms of a language. Where none is preferred, the first without a status is the one to use. */
const termsOf = (set: XmlElement): TermEntry[] => {
  const locale = localeOf(set.attributes.lang)
  if (!locale) return []
  const elements = childrenOf(set, 'tig', 'ntig', 'termSec')
  const terms = elements.map((element) => termOf(element, locale))
  const first = terms.some(({ status }) => status === 'preferred')
    ? -1
    : elements.findIndex((element) => typedIn(element, 'termNote', 'administrativeStatus').length === 0)
  return terms.map((term, at) => (at === first ? { ...term, status: 'preferred' } : term))
}

const entries = new Set(['termEntry', 'conceptEntry'])

/**
 * Reads TBX of 2008 (termEntry) and of 2019 (conceptEntry, DCA style) in a stream. Concepts that the file does not call
 * confirmed are candidates here; languages that Bayon does not know are passed over.
 * @throws Refusal 'file-broken', 'file-unsafe'
 */
export async function* readTbx(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Entry<ConceptEntry>> {
  for await (const event of readXml(decode(bytes, false), entries)) {
    if (event.type === 'tag') continue
    if (event.type === 'broken') {
      yield { problem: { line: event.line, code: 'xml', params: { reason: event.reason } } }
      continue
    }
    const { line } = event.element
    const value = conceptOf(event.element)
    const code = conceptProblem(value)
    yield code ? { problem: { line, code } } : { line, value }
  }
}
