import mammoth from 'mammoth'
import { readHtml } from './html.ts'
import { withMargins } from './margins.ts'
import type { Piece, Pieces } from './model.ts'
import { type Node, separateLists, writeNumbers } from './numbering.ts'
import { withoutWrappers } from './wrappers.ts'
import { pack } from './zip.ts'

type Parts = Map<string, Buffer>

const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='Quotations'] => blockquote > p:fresh",
  "p[style-name='Block Text'] => blockquote > p:fresh",
]

const main = 'word/document.xml'
const mainRelations = 'word/_rels/document.xml.rels'

const convert = async (all: Parts): Promise<Pieces> => {
  const parts = new Map(all)
  for (const name of ['document', 'footnotes', 'endnotes']) {
    const xml = parts.get(`word/${name}.xml`)
    const relations = parts.get(`word/_rels/${name}.xml.rels`)?.toString() ?? ''
    if (xml) parts.set(`word/${name}.xml`, Buffer.from(withoutWrappers(xml.toString(), relations)))
  }
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
    [main, Buffer.from(xml)],
    ...(relations ? [[mainRelations, relations] as const] : []),
  ])
}

/** What the page headers or footers say. */
const margins = async (parts: Parts, kind: 'header' | 'footer'): Promise<Piece[]> => {
  const names = [...parts.keys()].flatMap(
    (name) => name.match(/^word\/((?:header|footer)\d*\.xml)$/)?.[1] ?? [],
  )
  const pieces: Piece[] = []
  for (const name of names.filter((one) => one.startsWith(kind)))
    pieces.push(...(await convert(withMain(parts, name))).pieces)
  return pieces
}

/**
 * Reads the parts of a Word file: its text, notes, page headers (where a letterhead often is) and footers. Deleted text of tracked changes
 * and comments are not part of it.
 */
export const readDocx = async (parts: Parts): Promise<Pieces> => {
  const numbering = parts.get('word/numbering.xml')
  if (numbering) parts.set('word/numbering.xml', Buffer.from(separateLists(numbering.toString())))
  return withMargins(await convert(parts), await margins(parts, 'header'), await margins(parts, 'footer'))
}
