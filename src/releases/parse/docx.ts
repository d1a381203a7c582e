import mammoth from 'mammoth'
import { Refusal } from '../../errors.ts'
import { readHtml } from './html.ts'
import { maxFields } from './limits.ts'
import { textOf } from './markers.ts'
import type { Piece, Pieces } from './model.ts'
import { type Node, separateLists, writeNumbers } from './numbering.ts'
import { pageNumberLine } from './pages.ts'
import { type Part, pack, partsOf, unpack } from './zip.ts'

type Parts = Map<string, Buffer>

const text = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels)$/

const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='Quotations'] => blockquote > p:fresh",
  "p[style-name='Block Text'] => blockquote > p:fresh",
]

/** Says which zip file it is before anything is unpacked. */
const refuseOthers = (parts: Part[]): void => {
  const names = parts.map((part) => part.name)
  if (names.some((name) => /(?:^|\/)vbaProject\.bin$/i.test(name))) throw new Refusal('release-has-macros')
  if (names.includes('word/document.xml')) return
  throw new Refusal(
    names.includes('mimetype') && names.includes('content.xml')
      ? 'release-is-opendocument'
      : 'release-not-text',
  )
}

const convert = async (parts: Parts): Promise<Pieces> => {
  const { value } = await mammoth.convertToHtml(
    { buffer: pack(parts) },
    {
      styleMap,
      externalFileAccess: false,
      // Pictures are not unpacked: their places are told in warnings.
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      transformDocument: (root: Node) => writeNumbers(root),
    },
  )
  return readHtml(value)
}

/** The parts with a page header or footer in the place of the document's own text. */
const withMain = (parts: Parts, name: string): Parts => {
  const xml = parts
    .get(`word/${name}`)!
    .toString()
    .replace(/<w:(?:hdr|ftr)(?=[\s>])([^>]*)>/, '<w:document$1><w:body>')
    .replace(/<\/w:(?:hdr|ftr)>\s*$/, '</w:body></w:document>')
  const relations = parts.get(`word/_rels/${name}.rels`)
  return new Map([
    ...parts,
    ['word/document.xml', Buffer.from(xml)],
    ...(relations ? [['word/_rels/document.xml.rels', relations] as const] : []),
  ])
}

/** What the page headers or footers say, once each, page numbers aside. */
const margins = async (parts: Parts, kind: 'header' | 'footer'): Promise<Piece[]> => {
  const names = [...parts.keys()].flatMap(
    (name) => name.match(/^word\/((?:header|footer)\d*\.xml)$/)?.[1] ?? [],
  )
  const pieces: Piece[] = []
  for (const name of names.filter((one) => one.startsWith(kind)))
    for (const piece of (await convert(withMain(parts, name))).pieces)
      if (!pageNumberLine.test(piece.text) && !pieces.some((one) => one.text === piece.text))
        pieces.push(piece)
  return pieces
}

const readParts = async (parts: Parts): Promise<Pieces> => {
  const numbering = parts.get('word/numbering.xml')
  if (numbering) parts.set('word/numbering.xml', Buffer.from(separateLists(numbering.toString())))
  const main = await convert(parts)
  const written = new Set(main.pieces.map((piece) => piece.text))
  const above = (await margins(parts, 'header')).filter((piece) => !written.has(piece.text))
  const below = (await margins(parts, 'footer')).filter((piece) => !written.has(piece.text))
  const pieces = [...above, ...main.pieces, ...below.map((piece): Piece => ({ ...piece, type: 'note' }))]
  return { pieces, warnings: main.warnings, source: textOf(pieces) }
}

/** Fields that begin and never end take mammoth longer the more there are. */
const fieldsIn = (content: Buffer): number =>
  content.toString('latin1').split('w:fldCharType="begin"').length - 1

/**
 * Reads a Word file: its text, notes, page headers (where a letterhead often is) and footers. Deleted text of tracked changes and comments
 * are not part of it. Throws the refusals `release-has-macros`, `release-is-opendocument`, `release-not-text`, `release-broken` and
 * `release-unpacks-too-large`.
 */
export const readDocx = async (bytes: Uint8Array): Promise<Pieces> => {
  const parts = partsOf(bytes)
  refuseOthers(parts)
  const unpacked = unpack(parts.filter((part) => text.test(part.name)))
  // No word processor writes a DTD; entities in one could grow without bounds.
  for (const content of unpacked.values())
    if (content.includes('<!DOCTYPE') || fieldsIn(content) > maxFields) throw new Refusal('release-broken')
  try {
    return await readParts(unpacked)
  } catch (cause) {
    throw new Refusal('release-broken', {}, { cause })
  }
}
