import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { renderSVG } from 'uqr'
import { Refusal } from '../errors.ts'
import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { type ContentBlock, type List, type Part, partsOf } from './content.ts'
import { fontBlobs } from './fonts.ts'
import { plainText } from './inline.ts'
import type { Edition, MultilingualDocument } from './model.ts'
import { unitsOf } from './pdf-text.ts'
import type { SitePlace } from './site.ts'
import { itemMark, typography } from './typography.ts'

export type PdfStandard = 'ua-1' | 'a-2a'

const folder = fileURLToPath(new URL('../../templates/pdf/', import.meta.url))

let compiler: NodeCompiler | undefined

/** Typst and its fonts take a tenth of a second and some 50 MB to load: only where a PDF is wanted, and once. */
const typst = async (): Promise<NodeCompiler> => {
  if (compiler) return compiler
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler')
  compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs: fontBlobs() }] })
  return compiler
}

const line = (content: string | null, locale: Locale) =>
  content === null ? null : unitsOf([{ text: content }], locale, true)

const listData = (list: List, locale: Locale): unknown => ({
  ordered: list.ordered,
  items: list.items.map((item) => ({
    at: item.at,
    mark: itemMark(item, locale),
    body: unitsOf(item.runs, locale),
    lists: item.lists.map((inner) => listData(inner, locale)),
  })),
})

const blockData = (block: ContentBlock, locale: Locale) =>
  block.type === 'list'
    ? { type: 'list', list: listData(block.list, locale) }
    : { type: block.type, at: block.at, body: unitsOf(block.runs, locale) }

const partData = (part: Part) => {
  const { locale } = part
  const { region, print, digits } = typography[locale]
  return {
    lang: locale,
    region,
    print,
    digits: [...digits],
    nation: part.nation.map((one) => line(one, locale)),
    office: part.office.map((one) => line(one, locale)),
    unit: line(part.unit, locale),
    reference: line(part.reference, locale),
    kind: line(part.kind, locale),
    title: unitsOf(part.title, locale, true),
    subtitle: part.subtitle && unitsOf(part.subtitle, locale, true),
    blocks: part.blocks.map((block) => blockData(block, locale)),
    dateline: line(part.dateline, locale),
    note: line(part.note, locale),
    // Every page of an unofficial translation says what it is.
    running: line([...part.office.slice(-1), part.kind, part.note].filter(Boolean).join(' · '), locale),
  }
}

/** What stands at the foot of the last page: how a reader finds out whether the document is genuine. */
const verificationData = ({ verifyUrl }: SitePlace, edition: Edition) => ({
  url: verifyUrl,
  code: renderSVG(verifyUrl, { ecc: 'M', border: 0 }),
  lines: edition.map((locale) => {
    const { region, print } = typography[locale]
    return { lang: locale, region, print, text: line(text(locale, 'document:verify'), locale) }
  }),
  alt: text(edition[0]!, 'document:verify-code', { url: verifyUrl }),
})

const documentData = (
  document: MultilingualDocument,
  edition: Edition,
  { anchors = false, place }: { anchors?: boolean; place?: SitePlace } = {},
) => {
  const parts = partsOf(document, edition)
  const [first] = parts
  const date = edition.map((locale) => document.locales[locale]?.dateline?.date).find(Boolean)
  return {
    /** Whether a click on a block is to tell which one it is: for looking at alone. */
    anchors,
    title: first ? plainText(first.title) || first.kind : '',
    author: first?.office.at(-1) ?? first?.nation.at(0) ?? '',
    // PDF/A wants a date, and the same input has to give the same bytes: the release's own day, not the clock's.
    date: (date ?? '1970-01-01').split('-').map(Number),
    languages: edition.map((locale) => text(locale, 'document:language')),
    parts: parts.map(partData),
    verification: place ? verificationData(place, edition) : null,
  }
}

const rememberedRenderings = 24

const missingGlyph = /the text `\\?"(.+?)\\?"` could not be displayed/u

const refusalOf = (error: unknown): unknown => {
  const glyph = missingGlyph.exec(String(error))?.[1]
  if (glyph === undefined) return error
  const code = [...glyph].map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
  return new Refusal('glyph-missing', { character: glyph, code: code.join(' ') }, { cause: error })
}

const main = join(folder, 'release.typ')

/** Has Typst set a document. @throws Refusal 'glyph-missing' */
const setting = async <T>(
  data: ReturnType<typeof documentData>,
  set: (compiler: NodeCompiler, source: { mainFilePath: string; inputs: Record<string, string> }) => T,
): Promise<T> => {
  const compiler = await typst()
  try {
    // Compiled inside: a compiled document in the hands of JavaScript is memory that its garbage collector cannot see.
    return set(compiler, { mainFilePath: main, inputs: { document: JSON.stringify(data) } })
  } catch (error) {
    throw refusalOf(error)
  } finally {
    // Words laid out for this many renderings are remembered: memory stays flat, and releases share their vocabulary.
    compiler.evictCache(rememberedRenderings)
  }
}

/**
 * Sets an edition as a PDF: tagged, fonts embedded, the same bytes for the same input.
 * With a `place`, the last page ends with how to check that it is genuine.
 * `ua-1` is the one that people read (PDF/UA-1), `a-2a` the one that archives keep (PDF/A-2a); no file can be both.
 * Refuses a character that no font has (`glyph-missing`, naming it) and a locale that the document lacks (`edition-incomplete`).
 */
export const renderPdf = async (
  document: MultilingualDocument,
  edition: Edition,
  standard: PdfStandard,
  place?: SitePlace,
): Promise<Uint8Array> => {
  // Texts enter as data, never as Typst source.
  const data = documentData(document, edition, { place })
  const [year, month, day] = data.date
  return setting(data, (compiler, source) =>
    compiler.pdf(source, {
      pdfStandard: standard,
      creationTimestamp: Date.UTC(year!, month! - 1, day!) / 1000,
    }),
  )
}

/**
 * The same pages as one SVG, one below the other, for looking at. Over each block lies a link to `at:<locale>:<place>`,
 * where a place is the number of a block of the body, or `title`. Refuses what `renderPdf` refuses.
 */
export const renderPictures = async (document: MultilingualDocument, edition: Edition): Promise<string> =>
  setting(documentData(document, edition, { anchors: true }), (compiler, source) => compiler.plainSvg(source))
