import { type Edge, edgeOf, joinPieces, styleOf } from './foreign-codes.ts'
import { childrenOf, escapeText, lettersOf, tag, type XmlElement } from './xml.ts'

type Kind = 'bold' | 'italic' | 'link'

/** Marks of inline Markdown around text: `open` and `close` are its letters, so that nothing is lost on the way. */
interface Code {
  kind: Kind
  open: string
  close: string
  inside: Inline[]
}

export type Inline = string | Code

const marks =
  /\*\*(?=\S)([^*]{1,5000}?)\*\*|(?<![*\w])\*(?=[^\s*])([^*]{1,5000}?)\*(?![*\w])|\[([^[\]\n]{1,500})\](\([^()\s]{1,2000}\))/g

/** Takes inline Markdown apart. The letters of all pieces in their order are the text. */
export const inlineOf = (text: string): Inline[] => {
  const pieces: Inline[] = []
  let at = 0
  for (const { index, 0: whole, 1: bold, 2: italic, 3: label, 4: address } of text.matchAll(marks)) {
    if (index > at) pieces.push(text.slice(at, index))
    if (bold !== undefined) pieces.push({ kind: 'bold', open: '**', close: '**', inside: inlineOf(bold) })
    else if (italic !== undefined)
      pieces.push({ kind: 'italic', open: '*', close: '*', inside: inlineOf(italic) })
    else pieces.push({ kind: 'link', open: '[', close: `]${address}`, inside: inlineOf(label!) })
    at = index + whole.length
  }
  if (at < text.length) pieces.push(text.slice(at))
  return pieces
}

/** How a format writes a code around its content, which is XML already. */
export type WriteCode = (code: Code, content: string) => string

/** Text as XML with its marks as the format's own inline elements. */
export const inlineXml = (text: string, write: WriteCode): string => {
  const xml = (pieces: Inline[]): string =>
    pieces
      .map((piece) => (typeof piece === 'string' ? escapeText(piece) : write(piece, xml(piece.inside))))
      .join('')
  return xml(inlineOf(text))
}

/** Native codes as TMX and XLIFF 1.2 have them: `<bpt>**</bpt>…<ept>**</ept>`, numbered in their order. */
export const pairedCodes = (name: (kind: Kind) => Record<string, string>, key: 'i' | 'id'): WriteCode => {
  let last = 0
  return ({ kind, open, close }, content) => {
    const number = ++last
    return (
      tag('bpt', { [key]: number, ...name(kind) }, escapeText(open)) +
      content +
      tag('ept', { [key]: number }, escapeText(close))
    )
  }
}

const marksOf: Record<string, string> = {
  bold: '**',
  'x-bold': '**',
  'xlf:b': '**',
  italic: '*',
  'x-italic': '*',
  'xlf:i': '*',
}
const isMark = /^(?:\*\*?|\[|\]\([^()\s]{1,2000}\))$/

/** What came back in an inline element, and the codes in it that nobody here knows. */
export interface ReadInline {
  text: string
  unknown: string[]
}

type Piece = string | Edge

/** Reads the content of `<source>`, `<target>` or `<seg>` in XLIFF 1.2, XLIFF 2 and TMX 1.4. `data`: XLIFF 2's originalData by id. */
export const readInline = (
  element: XmlElement,
  data: ReadonlyMap<string, string> = new Map(),
): ReadInline => {
  const unknown: string[] = []
  const closings = new Map<string, string>()
  const around = (child: XmlElement, open: string | null, close: string | null): Piece[] => {
    if (open === null || close === null) unknown.push(child.name)
    return [open ?? '', ...read(child), close ?? '']
  }
  const stored = (ref: string | undefined, type: string | undefined) => {
    const letters = data.get(ref ?? '')
    return letters !== undefined && isMark.test(letters) ? letters : (marksOf[type ?? ''] ?? null)
  }
  /** A code by itself: our own letters, or an edge of another tool's. */
  const alone = (child: XmlElement): Piece[] => {
    const letters = lettersOf(child)
    if (isMark.test(letters)) return [letters]
    const edge = edgeOf(child.attributes.type ?? child.attributes.ctype, letters)
    if (!edge || (!edge.isEnd && !edge.style)) unknown.push(child.name)
    return edge ? [edge] : []
  }
  const one: Record<string, (child: XmlElement) => Piece[]> = {
    mrk: (child) => read(child),
    sub: () => [],
    cp: ({ attributes }) => [characterOf(attributes.hex)],
    ph: alone,
    it: alone,
    ut: alone,
    pc: (child) => {
      const { dataRefStart, dataRefEnd, subType } = child.attributes
      return around(child, stored(dataRefStart, subType), stored(dataRefEnd, subType))
    },
    sc: ({ name, attributes: { id, dataRef, subType } }) => {
      const mark = stored(dataRef, subType)
      closings.set(id ?? '', marksOf[subType ?? ''] ?? '')
      if (mark === null) unknown.push(name)
      return [mark ?? '']
    },
    ec: ({ name, attributes: { startRef, dataRef, subType } }) => {
      const mark = stored(dataRef, subType) ?? closings.get(startRef ?? '') ?? null
      if (mark === null) unknown.push(name)
      return [mark ?? '']
    },
    g: (child) => {
      const mark = marksOf[child.attributes.ctype ?? ''] ?? null
      return around(child, mark, mark)
    },
    hi: (child) => {
      const style = styleOf(child.attributes.type)
      if (!style) unknown.push(child.name)
      const edge = { name: 'hi', style }
      return [{ ...edge, isEnd: false }, ...read(child), { ...edge, isEnd: true }]
    },
    bpt: (child) => {
      const { i, id, type, ctype } = child.attributes
      const letters = lettersOf(child)
      if (isMark.test(letters)) return [letters]
      const style = styleOf(type ?? ctype, letters)
      if (!style) unknown.push(child.name)
      return [{ isEnd: false, name: `#${i ?? id}`, style }]
    },
    ept: (child) => {
      const { i, id } = child.attributes
      const letters = lettersOf(child)
      return [isMark.test(letters) ? letters : { isEnd: true, name: `#${i ?? id}`, style: null }]
    },
  }
  const read = (parent: XmlElement): Piece[] =>
    parent.children.flatMap((child) => {
      if (typeof child === 'string') return [child]
      const known = one[child.name]
      if (known) return known(child)
      unknown.push(child.name)
      return []
    })
  return { text: joinPieces(read(element)), unknown }
}

const characterOf = (hex = ''): string => {
  const code = Number.parseInt(hex, 16)
  return /^[0-9a-f]{1,6}$/i.test(hex) && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** XLIFF 2's `<originalData>` of a unit, by id. */
export const originalData = (unit: XmlElement): Map<string, string> =>
  new Map(
    childrenOf(unit, 'originalData')
      .flatMap((element) => childrenOf(element, 'data'))
      .map((element) => [element.attributes.id ?? '', lettersOf(element)]),
  )
