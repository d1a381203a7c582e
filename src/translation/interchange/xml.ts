import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes'
import { Refusal } from '../../errors.ts'

/** An element with what is in it, by local names: prefixes are each file's own. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: (XmlElement | string)[]
  /** Line of its tag, from 1. */
  line: number
}

export type XmlEvent =
  /** An entry, whole. */
  | { type: 'entry'; element: XmlElement }
  /** A tag outside of entries, as it opens. */
  | { type: 'tag'; element: XmlElement }
  /** Something that is not well-formed. Where it was in an entry, that entry is left out. */
  | { type: 'broken'; line: number; reason: string }

// Bounds on one entry and on the nesting; a file as a whole may be of any length.
const MAX_DEPTH = 64
const MAX_ENTRY_CHARACTERS = 500_000
const MAX_CHARACTERS_WITHOUT_TAG = 2_000_000

/** More than the longest reference, in UTF-16 code units: so much of each piece of a file waits for the next. */
const HELD = 64
const ending = /[\]-]/
const references = /<!\[CDATA\[|\]\]>|<!--|-->|&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\w.-]{0,40});)/gi
const ends: Record<string, string> = { '<![CDATA[': ']]>', '<!--': '-->' }

/**
 * A lone ampersand, as a reference that is none: the parser would look for the end of its name through all that follows,
 * and one bad entry would take the others with it.
 */
async function* withEndedReferences(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  let section: string | null = null
  const mend = (text: string) =>
    text.replace(references, (found) => {
      if (section) {
        if (found === section) section = null
        return found
      }
      section = ends[found.toUpperCase()] ?? null
      return found === '&' ? '&;' : found
    })
  for await (const chunk of chunks) {
    const text = held + chunk
    let cut = Math.max(0, text.length - HELD)
    // Not in the middle of a reference, nor of what opens or closes a section.
    const opening = Math.max(text.lastIndexOf('&', cut), text.lastIndexOf('<', cut))
    if (opening >= 0 && cut - opening < HELD) cut = opening
    for (let back = 0; back < HELD && cut > 0 && ending.test(text[cut - 1]!); back++) cut--
    yield mend(text.slice(0, cut))
    held = text.slice(cut)
  }
  yield mend(held)
}

/**
 * Reads XML in a stream, one entry (an element named in `entries`) at a time. Document types are passed over, never
 * fetched; one with declarations of its own is refused, so that entities other than XML's five are errors.
 * @throws Refusal 'file-unsafe' for such declarations, for nesting or entries without bounds;
 *   'file-broken' where it is not XML at all
 */
export async function* readXml(
  chunks: AsyncIterable<string>,
  entries: ReadonlySet<string>,
): AsyncGenerator<XmlEvent> {
  const parser = new SaxesParser({ xmlns: true })
  const events: XmlEvent[] = []
  let depth = 0
  let size = 0
  let quiet = 0
  let wrong: string | undefined
  let hasTag = false
  const open: XmlElement[] = []
  const unsafe = () => new Refusal('file-unsafe', { line: parser.line })

  parser.on('error', (error) => {
    // The parser puts the place before its words: "3:14: ...".
    const reason = error.message.replace(/^\d+:\d+: /, '')
    if (!hasTag && parser.closed) return
    if (open.length > 0) wrong ??= reason
    else events.push({ type: 'broken', line: parser.line, reason })
  })
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) throw unsafe()
  })
  parser.on('opentag', (tag) => {
    hasTag = true
    quiet = 0
    if (++depth > MAX_DEPTH) throw unsafe()
    const element = elementOf(tag, parser.line)
    if (entries.has(element.name)) {
      if (open.length > 0) events.push({ type: 'broken', line: open[0]!.line, reason: 'no end tag' })
      open.length = 0
      wrong = undefined
      size = 0
    } else if (open.length === 0) {
      events.push({ type: 'tag', element })
      return
    } else open.at(-1)!.children.push(element)
    open.push(element)
  })
  const text = (value: string) => {
    quiet = 0
    if (open.length === 0) return
    size += value.length
    if (size > MAX_ENTRY_CHARACTERS) throw unsafe()
    open.at(-1)!.children.push(value)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', () => {
    depth--
    const element = open.pop()
    if (!element || open.length > 0) return
    events.push(
      wrong === undefined
        ? { type: 'entry', element }
        : { type: 'broken', line: element.line, reason: wrong },
    )
    wrong = undefined
  })

  for await (const chunk of withEndedReferences(chunks)) {
    quiet += chunk.length
    if (quiet > MAX_CHARACTERS_WITHOUT_TAG) throw unsafe()
    parser.write(chunk)
    yield* events.splice(0)
  }
  parser.close()
  // A file that was cut off in the middle of an entry.
  if (open.length > 0) events.push({ type: 'broken', line: open[0]!.line, reason: 'no end tag' })
  if (!hasTag) throw new Refusal('file-broken', { line: parser.line, reason: 'no XML' })
  yield* events
}

const elementOf = ({ local, attributes }: SaxesTagNS, line: number): XmlElement => {
  const plain: Record<string, string> = {}
  for (const { local, prefix, value } of Object.values(attributes) as SaxesAttributeNS[])
    if (prefix === '' || !(local in plain)) plain[local] = value
  return { name: local, attributes: plain, children: [], line }
}

/** The first child of a name. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name)

/** Every child of one of the names, in order. */
export const childrenOf = (element: XmlElement, ...names: string[]): XmlElement[] =>
  element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && names.includes(child.name),
  )

/** The letters in an element, those of elements in it included. */
export const lettersOf = (element: XmlElement | undefined): string =>
  element?.children.map((child) => (typeof child === 'string' ? child : lettersOf(child))).join('') ?? ''

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\t': '&#9;',
  '\n': '&#10;',
}
// XML 1.0, production 2: what no document may hold, not even as a reference.
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** Text for XML. What XML cannot hold becomes U+FFFD. */
export const escapeText = (text: string): string =>
  text.replace(forbidden, '\ufffd').replace(/[&<>\r]/g, (char) => entities[char]!)

/** A value for an attribute in double quotes. */
export const escapeAttribute = (value: string): string =>
  value.replace(forbidden, '\ufffd').replace(/[&<>"\r\t\n]/g, (char) => entities[char]!)

/** An element as text; attributes that are undefined are left out. `content` is XML already. */
export const tag = (
  name: string,
  attributes: Record<string, string | number | undefined> = {},
  content = '',
): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`)
    .join('')
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}
