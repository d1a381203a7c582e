import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { renderSVG } from 'uqr'
import { Refusal } from '../errors.ts'
import { text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { type ContentBlock, type List, type Part, partsOf } from './content.ts'
import { fontBlobs } from './fonts.ts'
import { plainText, type Run, splitRuns } from './inline.ts'
import { logoSvg } from './logo.ts'
import type { Edition, MultilingualDocument } from './model.ts'
import { unitsOf } from './pdf-text.ts'
import type { SitePlace } from './site.ts'
import { type Layout, type OfficeStyle, plainStyle } from './style.ts'
import { brokenTemplate, openSet, type TemplateSet } from './template-set.ts'
import { itemMark, type Typography } from './typography.ts'

export type PdfStandard = 'ua-1' | 'a-2a'

/** What a PDF is made with, beside its texts. */
export interface Looks {
  style?: OfficeStyle
  /** Where it stands on the public site: the last page ends with how to check that it is genuine. */
  place?: SitePlace
  /** For a printer: paper larger than the pages, with marks where it is cut. */
  cropMarks?: boolean
}

const folder = fileURLToPath(new URL('../../templates/', import.meta.url))

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

const cellsOf = (block: ContentBlock): Run[][] =>
  block.type === 'paragraph' ? splitRuns(block.runs, ' | ') : []

/** Whether a block is a row of a table, which is read as a paragraph with bars between its cells: another of as many stands beside it. */
const isRow = (blocks: ContentBlock[], at: number): boolean => {
  const cells = cellsOf(blocks[at]!).length
  return cells > 1 && [at - 1, at + 1].some((near) => blocks[near] && cellsOf(blocks[near]).length === cells)
}

const blocksData = (blocks: ContentBlock[], locale: Locale) =>
  blocks.map((block, at) => {
    if (block.type === 'list') return { type: 'list', list: listData(block.list, locale) }
    if (!isRow(blocks, at)) return { type: block.type, at: block.at, body: unitsOf(block.runs, locale) }
    return { type: 'row', at: block.at, cells: cellsOf(block).map((cell) => unitsOf(cell, locale)) }
  })

/** Where languages stand beside each other, each item of a list does so on its own. */
const itemsApart = (blocks: ContentBlock[]): ContentBlock[] =>
  blocks.flatMap((block): ContentBlock[] =>
    block.type === 'list'
      ? block.list.items.map((item) => ({ type: 'list', list: { ...block.list, items: [item] } }))
      : [block],
  )

/** Columns are narrow: letters a little smaller make lines of more words, and none is spread to the edge. */
const IN_COLUMNS = 0.9

const inColumns = (print: Typography['print']): Typography['print'] => ({
  ...print,
  body: { ...print.body, size: print.body.size * IN_COLUMNS },
  display: { ...print.display, size: print.display.size * IN_COLUMNS },
  justify: false,
})

const bodyData = ({ blocks, locale }: Part, layout: Layout) =>
  blocksData(layout === 'stacked' ? blocks : itemsApart(blocks), locale)

const partData = (part: Part, set: TemplateSet, layout: Layout) => {
  const { locale } = part
  const { region, print, digits } = set.typography[locale]
  return {
    lang: locale,
    region,
    print: layout === 'side-by-side' ? inColumns(print) : print,
    digits: [...digits],
    nation: part.nation.map((one) => line(one, locale)),
    office: part.office.map((one) => line(one, locale)),
    unit: line(part.unit, locale),
    reference: line(part.reference, locale),
    kind: line(part.kind, locale),
    title: unitsOf(part.title, locale, true),
    subtitle: part.subtitle && unitsOf(part.subtitle, locale, true),
    dateline: part.dateline.map((one) => line(one, locale)),
    signatory: part.signatory.map((one) => line(one, locale)),
    contact: part.contact.map((runs) => unitsOf(runs, locale)),
    note: line(part.note, locale),
    // Every page of an unofficial translation says what it is.
    running: line([...part.office.slice(-1), part.kind, part.note].filter(Boolean).join(' · '), locale),
  }
}

/** What stands at the foot of the last page: how a reader finds out whether the document is genuine. */
const verificationData = ({ verifyUrl }: SitePlace, edition: Edition, set: TemplateSet) => ({
  url: verifyUrl,
  code: renderSVG(verifyUrl, { ecc: 'M', border: 0 }),
  lines: edition.map((locale) => {
    const { region, print } = set.typography[locale]
    return { lang: locale, region, print, text: line(text(locale, 'document:verify'), locale) }
  }),
  alt: text(edition[0]!, 'document:verify-code', { url: verifyUrl }),
})

/** Pages that face each other are two: three languages, or one, follow each other. */
const layoutOf = (wanted: Layout, { length }: Edition): Layout =>
  length === 1 || (wanted === 'facing-pages' && length > 2) ? 'stacked' : wanted

const documentData = (
  document: MultilingualDocument,
  edition: Edition,
  { style = plainStyle, place, cropMarks = false, anchors = false }: Looks & { anchors?: boolean },
) => {
  const set = openSet(style.set)
  const layout = layoutOf(style.layout, edition)
  const parts = partsOf(document, edition, style)
  const [first] = parts
  const date = edition.map((locale) => document.locales[locale]?.dateline?.date).find(Boolean)
  return {
    /** Whether a click on a block is to tell which one it is: for looking at alone. */
    anchors,
    title: first ? plainText(first.title) || first.kind : '',
    author: first?.office.at(-1) ?? first?.nation.at(0) ?? '',
    // PDF/A wants a date, and the same input has to give the same bytes: the release's own day, not the clock's.
    date: (date ?? '1970-01-01').split('-').map(Number),
    paper: style.paper,
    layout,
    cropMarks,
    colours: style.colours,
    logo: style.logo && logoSvg(style.logo),
    parts: parts.map((part) => partData(part, set, layout)),
    // Beside the parts, not in them: Typst reads every argument of a call to see whether it has the answer already.
    blocks: Object.fromEntries(parts.map((part) => [part.locale, bodyData(part, layout)])),
    verification: place ? verificationData(place, edition, set) : null,
  }
}

const rememberedRenderings = 24

const missingGlyph = /the text `\\?"(.+?)\\?"` could not be displayed/u

interface Diagnostic {
  message: string
  path: string
  /** From 0. */
  range: { start: { line: number; character: number } } | null
}

type Source = { mainFilePath: string; inputs: Record<string, string> }

/** What is wrong with the template, if it is that: the first thing that Typst complains of. */
const complaintOf = (compiler: NodeCompiler, source: Source): Refusal | undefined => {
  const error = compiler.compile(source).takeError()
  const [first] = error ? (compiler.fetchDiagnostics(error) as Diagnostic[]) : []
  if (!first) return undefined
  const start = first.range?.start
  return brokenTemplate(
    relative(join(folder, 'sets'), first.path),
    first.message,
    start && { line: start.line + 1, column: start.character + 1 },
  )
}

const missingGlyphOf = (error: unknown): Refusal | undefined => {
  const glyph = missingGlyph.exec(String(error))?.[1]
  if (glyph === undefined) return undefined
  const code = [...glyph].map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
  return new Refusal('glyph-missing', { character: glyph, code: code.join(' ') }, { cause: error })
}

/** Has Typst set a document by a set's template. @throws Refusal 'glyph-missing', 'template-broken' */
const setting = async <T>(
  set: string,
  data: ReturnType<typeof documentData>,
  act: (compiler: NodeCompiler, source: Source) => T,
): Promise<T> => {
  const compiler = await typst()
  const source = {
    mainFilePath: join(folder, 'sets', set, 'document.typ'),
    inputs: { document: JSON.stringify(data) },
  }
  try {
    // Compiled inside: a compiled document in the hands of JavaScript is memory that its garbage collector cannot see.
    return act(compiler, source)
  } catch (error) {
    throw missingGlyphOf(error) ?? complaintOf(compiler, source) ?? error
  } finally {
    // Words laid out for this many renderings are remembered: memory stays flat, and releases share their vocabulary.
    compiler.evictCache(rememberedRenderings)
  }
}

/**
 * Sets an edition as a PDF: tagged, fonts embedded, the same bytes for the same input.
 * `ua-1` is the one that people read (PDF/UA-1), `a-2a` the one that archives keep (PDF/A-2a); no file can be both.
 * Refuses a character that no font has (`glyph-missing`, naming it), a locale that the document lacks
 * (`edition-incomplete`), and a set of templates that is not there or broken (`set-unknown`, `template-broken`).
 */
export const renderPdf = async (
  document: MultilingualDocument,
  edition: Edition,
  standard: PdfStandard,
  looks: Looks = {},
): Promise<Uint8Array> => {
  // Texts enter as data, never as Typst source.
  const data = documentData(document, edition, looks)
  const [year, month, day] = data.date
  return setting((looks.style ?? plainStyle).set, data, (compiler, source) =>
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
export const renderPictures = async (
  document: MultilingualDocument,
  edition: Edition,
  style: OfficeStyle = plainStyle,
): Promise<string> =>
  setting(style.set, documentData(document, edition, { style, anchors: true }), (compiler, source) =>
    compiler.plainSvg(source),
  )
