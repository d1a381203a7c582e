import {
  type FoundHonorific,
  findCapitalNames,
  findHonorifics,
  khmerHonorific,
} from '../../language/names.ts'
import { katakanaLikeness, khmerLikeness } from '../../language/transliteration.ts'
import type { Check, CheckedDocument, CheckedSegment } from '../document.ts'
import type { Finding } from '../model.ts'
import { sidesOf } from '../sides.ts'
import { hasTerm, keyOf, type SourceTerm } from '../term-index.ts'
import { findForbidden } from './terms.ts'

/** People are called by the names and honorifics that the termbase gives them, in the language's own script. */
export const names: Check = (segment, document) => {
  if (!segment.isComparable || document.source !== 'en') return []
  const latin = latinNames(segment, document)
  const known = knownNames(segment, document).filter(
    ({ params }) => !latin.some((other) => String(params.source).includes(String(other.params.target))),
  )
  return [
    ...known,
    ...latin,
    ...droppedNames(segment, document),
    ...khmerHonorifics(segment, document),
    ...japaneseSamdech(segment, document),
  ]
}

const knownNames = (segment: CheckedSegment, document: CheckedDocument): Finding[] => {
  const seen = new Set<string>()
  return segment.terms
    .filter(({ concept }) => concept.kind === 'person')
    .flatMap((term) => {
      if (seen.has(term.concept.id)) return []
      seen.add(term.concept.id)
      const forbidden = findForbidden(term, segment, document)
      if (forbidden.length > 0) return forbidden
      if (term.isInside || isNamedAfter(term, segment) || isNamed(term, segment, document)) return []
      return [
        {
          segment: segment.index,
          check: 'names' as const,
          severity: term.concept.status === 'candidate' ? ('warning' as const) : ('error' as const),
          message: hasFamilyName(term, segment) ? 'checks:names-differs' : 'checks:names-missing',
          params: { ...sidesOf(document), source: term.text, wanted: term.target.preferred ?? '' },
          source: segment.sourceView.span(term.start, term.end),
        },
      ]
    })
}

/** Samdech Hun Sen Street: a thing named after a person has a name of its own. */
const isNamedAfter = ({ end }: SourceTerm, { sourceView: { text } }: CheckedSegment) =>
  /^(?:’s)? (?:\w+ )?(?:Street|St\b|Boulevard|Blvd|Avenue|Ave|Road|Park|Garden|Bridge|School|University|Institute|College|Foundation|Library|Hospital|Hall|Stadium|Cent(?:re|er)|Port|Airport|Award|Prize|Cup|Scholarship|Fund)/.test(
    text.slice(end, end + 30),
  )

const isNamed = (term: SourceTerm, segment: CheckedSegment, document: CheckedDocument): boolean => {
  const { preferred } = term.target
  if (!preferred || hasTerm(segment.targetKey, term.target)) return true
  // 上川大臣 will do for KAMIKAWA Yoko where the post follows.
  const isKanji = document.target === 'ja' && /^[\u4e00-\u9fff]{3,6}$/.test(preferred)
  return (
    isKanji && new RegExp(`${preferred.slice(0, 2)}[\u4e00-\u9fff]?${postAfterName}`).test(segment.targetKey)
  )
}

const postAfterName = '(?:総理|首相|大臣|外相|外務|副|前|元|日本|内閣|防衛|会長|議員|知事|大使|長官|氏)'

/** The family name of a term's preferred form. Kanji names carry no mark, so their first two letters stand for it. */
const familyPart = (preferred: string): string => {
  const [first] = preferred.split(/[ ・=＝]/)
  return keyOf(first === preferred && /^[\u4e00-\u9fff]+$/.test(preferred) ? preferred.slice(0, 2) : first!)
}

const hasFamilyName = ({ target }: SourceTerm, { targetKey }: CheckedSegment) =>
  target.preferred !== undefined && targetKey.includes(familyPart(target.preferred))

const personBefore =
  /(?:H\.\s?E\.|Excellency|Mrs?\.?|Ms\.?|Dr\.|Minister|President|Samdech|Ambassador|Secretary)[^.]{0,4} $/

/** JS Bungo, USS Tripoli, UN Women: capitals without a vowel, or of a ship or a body, are no family name. */
const mayBePerson = (family: string) =>
  /[AEIOUY]|^NG$/.test(family) &&
  !/^(?:USN?S|INS|HMA?S|ROKS|KRI|UN|EU|US|UK|UAE|ASEAN|AEON|IT|AI|TV)$/.test(family)

/** Names in capitals that the target leaves in Latin script, outside a bracket that shows the original. */
const latinNames = (
  { sourceView, targetView, index, terms }: CheckedSegment,
  document: CheckedDocument,
): Finding[] => {
  if (document.target === 'en') return []
  return findCapitalNames(targetView.text).flatMap((name) => {
    const written = targetView.text.slice(name.start, name.end)
    const at = sourceView.text.indexOf(written)
    if (at === -1 || isInBrackets(targetView.text, name.start)) return []
    const known = terms.find(
      ({ concept, start, end }) => concept.kind === 'person' && start <= at && end >= at,
    )
    const isPerson = known !== undefined || personBefore.test(sourceView.text.slice(0, at))
    if (!isPerson && !mayBePerson(name.family)) return []
    const [start, end] = targetView.span(name.start, name.end)
    return [
      {
        segment: index,
        check: 'names' as const,
        severity: isPerson ? ('error' as const) : ('warning' as const),
        message: 'checks:names-latin',
        params: { ...sidesOf(document), target: written },
        source: sourceView.span(at, at + written.length),
        target: [start, end] as [number, number],
        ...(known?.target.preferred &&
          keyOf(known.text) === keyOf(written) && { fix: { start, end, text: known.target.preferred } }),
      },
    ]
  })
}

const isInBrackets = (text: string, at: number): boolean => {
  const before = text.slice(Math.max(0, at - 200), at)
  return /[(（][^()（）]*$/.test(before)
}

type Counted = { female: number; male: number }

const count = (found: FoundHonorific[]): Counted => ({
  female: found.filter(({ gender, rank }) => gender === 'female' && rank === 'excellency').length,
  male: found.filter(({ gender, rank }) => gender === 'male' && rank === 'excellency').length,
})

/** His and Her Excellency keep their sex in Khmer, and neither is lost. */
const khmerHonorifics = (segment: CheckedSegment, document: CheckedDocument): Finding[] => {
  if (document.target !== 'km') return []
  const source = findHonorifics(segment.sourceView.text, 'en')
  const target = findHonorifics(segment.targetView.text, 'km')
  const wrong = wrongForName(segment, document, target)
  if (wrong.length > 0) return wrong
  const excellencies = source.filter(({ rank }) => rank === 'excellency')
  const [wanted, given] = [count(source), count(target)]
  const isOpen = excellencies.some(({ gender }) => gender === 'unknown')
  for (const [gender, other] of [
    ['female', 'male'],
    ['male', 'female'],
  ] as const) {
    const first = source.find((honorific) => honorific.rank === 'excellency' && honorific.gender === gender)
    const odd = target.find((honorific) => honorific.rank === 'excellency' && honorific.gender === other)
    const isSwapped = wanted[gender] > 0 && given[gender] === 0 && given[other] > wanted[other] && !isOpen
    const isExtra = wanted[gender] > 0 && wanted[other] === 0 && given[other] > 0 && !isOpen
    if (first && odd && (isSwapped || isExtra)) return [honorificFinding(segment, document, first, odd)]
    const isLost = !isOpen || given.female + given.male < excellencies.length
    if (first && wanted[gender] > 0 && given[gender] === 0 && isLost)
      return [dropped(segment, document, first)]
  }
  if (excellencies.length > 0 && given.female + given.male === 0)
    return [dropped(segment, document, excellencies[0]!)]
  const samdech = source.find(({ rank }) => rank === 'samdech')
  if (samdech && !target.some(({ rank }) => rank === 'samdech')) return [dropped(segment, document, samdech)]
  return []
}

const introduced =
  /(?:(?<![A-Za-z])(?:Mr|Mrs|Ms|Dr|H\.E|Gen|Col)\.|(?<![A-Za-z])(?:Ambassador|Minister|President|Professor)) (?!Counsell?or|General|Designate|Plenipotentiary|Secretary|President|Minister)((?:[A-Z][A-Za-z’'-]{1,20} ){1,3}[A-Z][A-Za-z’'-]{1,20})(?![A-Za-z])/g
/** Names from where they may stand in kanji that no sound tells. */
const kanjiCountries = /\b(?:Chin|Kore|Taiwan|Hong Kong|Maca|Beijing|Seoul|ROK|PRC|DPRK)/
/** What of a name has to be heard, by how often a text has as much of any name by chance. */
const heard = {
  ja: { likeness: katakanaLikeness, least: 0.55 },
  km: { likeness: khmerLikeness, least: 0.66 },
}
/** Listening for a name takes time; a sentence introduces no more people than this. */
const mostNames = 8

/** A person whom the termbase does not know, whose name is left in Latin letters, or hardly more than half heard in the target. */
const droppedNames = (
  { sourceView, targetView, terms, index }: CheckedSegment,
  document: CheckedDocument,
): Finding[] => {
  if (document.target === 'en' || kanjiCountries.test(sourceView.text)) return []
  const { likeness: likenessOf, least } = heard[document.target]
  return [...sourceView.text.matchAll(introduced)].slice(0, mostNames).flatMap((match): Finding[] => {
    const name = match[1]!
    const end = match.index + match[0].length
    const start = end - name.length
    const isKnown = terms.some((term) => term.start < end && term.end > start)
    if (isKnown) return []
    const latin = targetView.text.indexOf(name)
    if (latin !== -1 && (/[A-Z]{2}/.test(name) || isInBrackets(targetView.text, latin))) return []
    if (latin !== -1)
      return [
        {
          segment: index,
          check: 'names' as const,
          severity: 'warning' as const,
          message: 'checks:names-latin',
          params: { ...sidesOf(document), target: name },
          source: sourceView.span(start, end),
          target: targetView.span(latin, latin + name.length),
        },
      ]
    const likeness = likenessOf(name, targetView.text)
    if (likeness === undefined || likeness >= least) return []
    return [
      {
        segment: index,
        check: 'names' as const,
        severity: 'warning' as const,
        message: 'checks:names-dropped',
        params: { ...sidesOf(document), source: name },
        source: sourceView.span(start, end),
      },
    ]
  })
}

/** Samdech is a title given by the King; 閣下 lowers it to any Excellency. */
const japaneseSamdech = (segment: CheckedSegment, document: CheckedDocument): Finding[] => {
  if (document.target !== 'ja') return []
  const source = findHonorifics(segment.sourceView.text, 'en')
  const samdech = source.find(({ rank }) => rank === 'samdech')
  const target = findHonorifics(segment.targetView.text, 'ja')
  const excellency = target.find(({ rank }) => rank === 'excellency')
  if (!samdech || !excellency || source.some(({ rank }) => rank === 'excellency')) return []
  return target.some(({ rank }) => rank === 'samdech')
    ? []
    : [honorificFinding(segment, document, samdech, excellency, 'サムデック')]
}

const dropped = (
  { index, sourceView }: CheckedSegment,
  document: CheckedDocument,
  honorific: FoundHonorific,
): Finding => ({
  segment: index,
  check: 'names',
  severity: 'error',
  message: 'checks:names-honorific-missing',
  params: {
    ...sidesOf(document),
    source: sourceView.text.slice(honorific.start, honorific.end),
    wanted: khmerHonorific(honorific.rank, honorific.gender),
  },
  source: sourceView.span(honorific.start, honorific.end),
})

const honorificFinding = (
  { index, sourceView, targetView }: CheckedSegment,
  document: CheckedDocument,
  source: FoundHonorific,
  target: FoundHonorific,
  wanted = khmerHonorific(source.rank, source.gender),
): Finding => {
  const [start, end] = targetView.span(target.start, target.end)
  return {
    segment: index,
    check: 'names',
    severity: 'error',
    message: 'checks:names-honorific',
    params: {
      ...sidesOf(document),
      source: sourceView.text.slice(source.start, source.end),
      target: targetView.text.slice(target.start, target.end),
      wanted,
    },
    source: sourceView.span(source.start, source.end),
    target: [start, end],
    // In Japanese it stands elsewhere than 閣下.
    ...(document.target === 'km' && { fix: { start, end, text: wanted } }),
  }
}

/** An honorific right before a known name that the source, anywhere, gives the other sex. */
const wrongForName = (
  segment: CheckedSegment,
  document: CheckedDocument,
  target: FoundHonorific[],
): Finding[] => {
  const genders = gendersOf(document)
  for (const honorific of target) {
    if (honorific.rank !== 'excellency') continue
    const after = keyOf(segment.targetView.text.slice(honorific.end, honorific.end + 60))
    for (const { source, key } of genders) {
      if (!after.startsWith(key) || source.gender === honorific.gender) continue
      return [honorificFinding(segment, document, { ...source, ...placeIn(segment, source) }, honorific)]
    }
  }
  return []
}

interface NameGender {
  key: string
  source: FoundHonorific & { text: string }
}

const placeIn = ({ sourceView }: CheckedSegment, { text }: { text: string }) => {
  const at = Math.max(0, sourceView.text.indexOf(text))
  return { start: at, end: Math.min(sourceView.text.length, at + text.length) }
}

const known = new WeakMap<CheckedDocument, NameGender[]>()

/** The sex that the source gives to each known person by an honorific right before the name. */
const gendersOf = (document: CheckedDocument): NameGender[] => {
  const cached = known.get(document)
  if (cached) return cached
  const genders = new Map<string, NameGender>()
  const naming = document.segments.filter(({ terms }) =>
    terms.some(({ concept }) => concept.kind === 'person'),
  )
  for (const { sourceView, terms } of naming)
    for (const honorific of findHonorifics(sourceView.text, 'en')) {
      if (honorific.gender === 'unknown' || honorific.rank !== 'excellency') continue
      const person = terms.find(
        ({ concept, start }) =>
          concept.kind === 'person' && start >= honorific.end && start - honorific.end < 6,
      )
      const text = sourceView.text.slice(honorific.start, honorific.end)
      if (person?.target.preferred)
        genders.set(person.concept.id, {
          key: familyPart(person.target.preferred),
          source: { ...honorific, text },
        })
    }
  const list = [...genders.values()]
  known.set(document, list)
  return list
}
