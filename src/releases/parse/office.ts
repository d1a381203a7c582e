import { Refusal } from '../../errors.ts'
import { readDocx } from './docx.ts'
import { maxFields } from './limits.ts'
import type { Pieces } from './model.ts'
import { readOdt } from './odt.ts'
import { type Part, partsOf, unpack } from './zip.ts'

/** A word processor's format: which of its parts hold text, and what reads them. */
interface Format {
  text: RegExp
  read: (parts: Map<string, Buffer>) => Promise<Pieces> | Pieces
}

const word: Format = {
  text: /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/[^/]+\.xml|word\/_rels\/[^/]+\.rels)$/,
  read: readDocx,
}
const openDocument: Format = {
  text: /^(?:mimetype|content\.xml|styles\.xml|META-INF\/manifest\.xml)$/,
  read: readOdt,
}

const macros =
  /(?:^|\/)vbaProject\.bin$|^Scripts\/.|^Basic\/[^/]+\/(?!script-lb\.xml$|dialog-lb\.xml$)[^/]+\.xml$/i

/** Says which zip file it is before anything is unpacked. */
const formatOf = (parts: Part[]): Format => {
  const names = new Set(parts.map((part) => part.name))
  if (parts.some((part) => macros.test(part.name))) throw new Refusal('release-has-macros')
  if (names.has('word/document.xml')) return word
  if (names.has('mimetype') && names.has('content.xml')) return openDocument
  throw new Refusal('release-not-text')
}

/** Fields that begin and never end take mammoth longer the more there are. */
const fieldsIn = (content: Buffer): number =>
  content.toString('latin1').split('w:fldCharType="begin"').length - 1

/**
 * Reads a word processor's file, Word (.docx) or OpenDocument (.odt). Throws the refusals `release-has-macros`, `release-is-opendocument`
 * (a spreadsheet or slides), `release-is-old-word` (a password), `release-not-text`, `release-broken` and `release-unpacks-too-large`.
 */
export const readOffice = async (bytes: Uint8Array): Promise<Pieces> => {
  const parts = partsOf(bytes)
  const { text, read } = formatOf(parts)
  const unpacked = unpack(parts.filter((part) => text.test(part.name)))
  // No word processor writes a DTD; entities in one could grow without bounds.
  for (const content of unpacked.values())
    if (content.includes('<!DOCTYPE') || fieldsIn(content) > maxFields) throw new Refusal('release-broken')
  try {
    return await read(unpacked)
  } catch (cause) {
    throw cause instanceof Refusal ? cause : new Refusal('release-broken', {}, { cause })
  }
}
