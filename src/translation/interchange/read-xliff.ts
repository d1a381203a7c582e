import { Refusal } from '../../errors.ts'
import { decode, piecesOf } from './decode.ts'
import { originalData, type ReadInline, readInline } from './inline.ts'
import type { ReturnedFile, ReturnedUnit } from './model.ts'
import { childOf, childrenOf, lettersOf, readXml, type XmlElement } from './xml.ts'

const MAX_UNITS = 20_000

/** A unit of XLIFF 2: a tool may have split its segment, so the pieces are put together again. */
const unitOf2 = (unit: XmlElement): ReturnedUnit => {
  const data = originalData(unit)
  const pieces = childrenOf(unit, 'segment', 'ignorable').map((piece) => {
    const [source, target] = ['source', 'target'].map((name) => {
      const element = childOf(piece, name)
      return element && readInline(element, data)
    })
    // What lies between two segments is not translated: it is the source's own.
    return { source, target: target ?? (piece.name === 'ignorable' ? source : undefined) }
  })
  const notes = childrenOf(unit, 'notes').flatMap((element) => childrenOf(element, 'note'))
  return returned(
    unit,
    pieces,
    notes.filter(({ attributes }) => !ownNotes.has(attributes.category ?? '')),
  )
}

const unitOf1 = (unit: XmlElement): ReturnedUnit => {
  const [source, target] = ['source', 'target'].map((name) => {
    const element = childOf(unit, name)
    return element && readInline(element)
  })
  const isOpen =
    childOf(unit, 'target')?.attributes.state === 'needs-translation' && target?.text === source?.text
  const notes = childrenOf(unit, 'note').filter(
    ({ attributes }) => !ownNotes.has(attributes.from?.replace(/^bayon-/, '') ?? ''),
  )
  return returned(unit, [{ source, ...(!isOpen && { target }) }], notes)
}

/** What we say of a text ourselves is no comment when it comes back. */
const ownNotes = new Set(['finding', 'term'])

const returned = (
  unit: XmlElement,
  pieces: { source?: ReadInline; target?: ReadInline }[],
  notes: XmlElement[],
): ReturnedUnit => ({
  id: unit.attributes.id ?? '',
  line: unit.line,
  source: pieces.map(({ source }) => source?.text ?? '').join(''),
  target: pieces.some(({ target }) => target === undefined)
    ? null
    : pieces.map(({ target }) => target!.text).join(''),
  notes: notes.map(lettersOf),
  unknownCodes: pieces.flatMap(({ target }) => target?.unknown ?? []),
})

const entries = new Set(['unit', 'trans-unit'])

/**
 * Reads a translation that comes back as XLIFF 2.x or 1.2. It has to be whole: half a file would lose work unseen.
 * @throws Refusal 'file-broken' with the line, 'file-unsafe', 'file-not-unicode'
 */
export const readXliff = async (bytes: Uint8Array): Promise<ReturnedFile> => {
  const units: ReturnedUnit[] = []
  let target: string | null = null
  let original: string | null = null
  let version = ''
  for await (const event of readXml(decode(piecesOf(bytes)), entries)) {
    if (event.type === 'broken') throw new Refusal('file-broken', { line: event.line, reason: event.reason })
    const { name, attributes, line } = event.element
    if (event.type === 'tag') {
      if (name === 'xliff') version = attributes.version ?? ''
      if (name === 'file') original ??= attributes.original ?? null
      target ??= attributes.trgLang ?? attributes['target-language'] ?? null
      continue
    }
    if (!/^(?:1\.2|2\.\d)$/.test(version))
      throw new Refusal('file-broken', { line, reason: `XLIFF ${version}` })
    if (units.length === MAX_UNITS) throw new Refusal('file-unsafe', { line })
    units.push(name === 'unit' ? unitOf2(event.element) : unitOf1(event.element))
  }
  if (units.length === 0) throw new Refusal('file-broken', { line: 1, reason: 'no <unit>' })
  return { original, target, units }
}
