import { isLocale, type Locale, sourceLocale } from '../../language/model.ts'
import { decode } from './decode.ts'
import { inlineXml, pairedCodes, readInline } from './inline.ts'
import type { Entry, ProblemCode } from './model.ts'
import { childOf, childrenOf, readXml, tag, type XmlElement } from './xml.ts'

/** One unit of a memory that goes out or comes in: the source is English. */
export interface MemoryPair {
  target: Locale
  sourceText: string
  targetText: string
}

const codes = () => pairedCodes((kind) => ({ type: kind }), 'i')

const unitXml = ({ target, sourceText, targetText }: MemoryPair): string =>
  tag(
    'tu',
    {},
    [
      [sourceLocale, sourceText],
      [target, targetText],
    ]
      .map(([locale, text]) => tag('tuv', { 'xml:lang': locale }, tag('seg', {}, inlineXml(text!, codes()))))
      .join(''),
  )

/** A memory as TMX 1.4b (LISA, 26 April 2005), level 2. */
export async function* writeTmx(pairs: AsyncIterable<MemoryPair>): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
  const header = {
    creationtool: 'Bayon',
    creationtoolversion: '1',
    segtype: 'sentence',
    'o-tmf': 'Bayon',
    adminlang: sourceLocale,
    srclang: sourceLocale,
    datatype: 'plaintext',
  }
  yield `${tag('header', header)}\n<body>\n`
  for await (const pair of pairs) yield `${unitXml(pair)}\n`
  yield '</body>\n</tmx>\n'
}

/** `en-GB`, `EN_US` and `en` are all English here. */
export const localeOf = (language = ''): Locale | null => {
  const [base] = language.toLowerCase().split(/[-_]/)
  return base && isLocale(base) ? base : null
}

/** The most characters of one side of a unit. */
export const MAX_UNIT_LENGTH = 20_000
/** U+FFFD stands for bytes that were no text. */
const unprintable = /[\u0001-\u0008\u000b-\u001f\u007f\0\ufffd]/

/** Why a pair of texts cannot be a unit, if so. */
export const problemOf = (source: string, target: string): ProblemCode | null => {
  if (source === '') return 'no-source'
  if (target === '') return 'no-target'
  if (source.length > MAX_UNIT_LENGTH || target.length > MAX_UNIT_LENGTH) return 'too-long'
  return unprintable.test(source) || unprintable.test(target) ? 'unprintable' : null
}

const entriesOf = function* (unit: XmlElement): Generator<Entry<MemoryPair>> {
  const { line } = unit
  const texts = childrenOf(unit, 'tuv').flatMap((variant) => {
    const locale = localeOf(variant.attributes.lang)
    const segment = childOf(variant, 'seg')
    return locale && segment ? [[locale, readInline(segment).text.trim()] as const] : []
  })
  const source = texts.find(([locale]) => locale === sourceLocale)?.[1]
  const targets = texts.filter(([locale]) => locale !== sourceLocale)
  if (!source || targets.length === 0) {
    yield { problem: { line, code: source ? 'no-target' : 'no-source' } }
    return
  }
  for (const [target, targetText] of targets) {
    const code = problemOf(source, targetText)
    yield code ? { problem: { line, code } } : { line, value: { target, sourceText: source, targetText } }
  }
}

const entries = new Set(['tu'])

/**
 * Reads TMX in a stream: a pair for each locale of a unit that Bayon knows beside English, or what is wrong with it.
 * @throws Refusal 'file-broken', 'file-unsafe'
 */
export async function* readTmx(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Entry<MemoryPair>> {
  for await (const event of readXml(decode(bytes, false), entries)) {
    if (event.type === 'broken')
      yield { problem: { line: event.line, code: 'xml', params: { reason: event.reason } } }
    else if (event.type === 'entry') yield* entriesOf(event.element)
  }
}
