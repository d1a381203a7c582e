import { Refusal } from '../errors.ts'
import { text } from '../i18n.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import type { BodyBlock } from '../releases/model.ts'
import { datelineLines } from './dateline.ts'
import { cleanLine, parseInline, plainText, type Run, splitRuns } from './inline.ts'
import type { Edition, MultilingualDocument } from './model.ts'
import type { OfficeStyle } from './style.ts'

export interface ListItem {
  /** Which block of the release's body this is, from 0. */
  at: number
  number: number | null
  /** As written where it has letters, "(a)"; it stands instead of the number. */
  marker: string | null
  runs: Run[]
  lists: List[]
}

/** A list with the lists inside its items. */
export interface List {
  ordered: boolean
  items: ListItem[]
}

/** A row of a table; which block of the release's body it is, from 0. */
export interface Row {
  at: number
  cells: Run[][]
}

/** A table as it is read from a release: paragraphs one after the other with as many bars each, ` | `, between their cells. */
export interface Table {
  columns: number
  /** The first row, where all of it is bold. */
  head: Row[]
  rows: Row[]
}

export type ContentBlock =
  | {
      type: 'heading' | 'paragraph' | 'quote' | 'note'
      at: number
      runs: Run[]
      /** Where it is in another language than its part. */
      lang?: Locale
    }
  | { type: 'list'; list: List }
  | { type: 'table'; table: Table }

/** One language of an edition, ready to set: every text is clean, parsed and in its place. */
export interface Part {
  locale: Locale
  /** The kingdom and its motto: the first two lines of a letterhead of two or more. */
  nation: string[]
  /** The ministry: the letterhead's other lines. */
  office: string[]
  unit: string | null
  reference: string | null
  kind: string
  title: Run[]
  subtitle: Run[] | null
  blocks: ContentBlock[]
  /** In Khmer with the lunar day above it; empty where the release has none. */
  dateline: string[]
  /** By whom it is signed, as the office says. */
  signatory: string[]
  /** How to reach the office, as it says. */
  contact: Run[][]
  /** Says that this is an unofficial translation. */
  note: string | null
}

const maxDepth = 5

const clean = (line: string | null) => (line === null ? null : cleanLine(line) || null)

const listItem = (block: BodyBlock, at: number): ListItem => ({
  at,
  number: block.number ?? null,
  marker: clean(block.marker ?? null),
  runs: parseInline(block.text),
  lists: [],
})

/** Puts an item into the last list of its depth, opening lists on the way down. */
const addItem = (lists: List[], block: BodyBlock, at: number, depth: number): void => {
  const last = lists.at(-1)
  const parent = last?.items.at(-1)
  const ordered = block.number !== undefined
  if (depth > 0 && parent) addItem(parent.lists, block, at, depth - 1)
  else if (last?.ordered === ordered) last.items.push(listItem(block, at))
  else lists.push({ ordered, items: [listItem(block, at)] })
}

const isBold = ({ cells }: Row) => cells.flat().every((run) => run.bold || run.text.trim() === '')

const tableOf = (rows: Row[]): Table => {
  const heads = rows.length > 1 && isBold(rows[0]!) ? 1 : 0
  return { columns: rows[0]!.cells.length, head: rows.slice(0, heads), rows: rows.slice(heads) }
}

/** A bar in a paragraph that stands alone is a bar. */
const withTables = (blocks: ContentBlock[]): ContentBlock[] => {
  const rowOf = (block: ContentBlock | undefined): Row | null => {
    if (block?.type !== 'paragraph') return null
    const cells = splitRuns(block.runs, ' | ')
    return cells.length > 1 ? { at: block.at, cells } : null
  }
  const result: ContentBlock[] = []
  for (let at = 0; at < blocks.length; ) {
    const rows: Row[] = []
    for (let row = rowOf(blocks[at]); row; row = rowOf(blocks[at + rows.length])) {
      if (rows.length > 0 && row.cells.length !== rows[0]!.cells.length) break
      rows.push(row)
    }
    if (rows.length > 1) result.push({ type: 'table', table: tableOf(rows) })
    else result.push(blocks[at]!)
    at += Math.max(1, rows.length)
  }
  return result
}

const contentBlocks = (blocks: BodyBlock[]): ContentBlock[] => {
  const result: ContentBlock[] = []
  let lists: List[] = []
  const endLists = () => {
    result.push(...lists.map((list) => ({ type: 'list' as const, list })))
    lists = []
  }
  for (const [at, block] of blocks.entries()) {
    if (block.type === 'list-item') {
      addItem(lists, block, at, Math.min(Math.max(block.level ?? 0, 0), maxDepth))
      continue
    }
    endLists()
    result.push({ type: block.type, at, runs: parseInline(block.text) })
  }
  endLists()
  return withTables(result)
}

const contactOf = ({ contact, social }: OfficeStyle, locale: Locale): Run[][] => {
  const places = social.flatMap(({ name, url }, index): Run[] => [
    ...(index > 0 ? [{ text: ' · ' }] : []),
    { text: name, href: url },
  ])
  return [...contact[locale].map((text) => [{ text }]), ...(places.length > 0 ? [places] : [])]
}

/** A letterhead of two lines or more begins with the kingdom and its motto. */
export const headOf = (letterhead: string[]): Pick<Part, 'nation' | 'office'> => {
  const nationLines = letterhead.length > 1 ? 2 : 0
  return { nation: letterhead.slice(0, nationLines), office: letterhead.slice(nationLines) }
}

/** What the office says below everything it publishes. */
export const signedBy = (style: OfficeStyle, locale: Locale): Pick<Part, 'signatory' | 'contact'> => ({
  signatory: style.signatory[locale],
  contact: contactOf(style, locale),
})

const partOf = (document: MultilingualDocument, locale: Locale, style: OfficeStyle): Part => {
  const release = document.locales[locale]
  if (!release) throw new Refusal('edition-incomplete', { locale, slug: document.slug })
  const own = release.letterhead.map((line) => plainText(parseInline(line))).filter(Boolean)
  return {
    locale,
    ...headOf(own.length > 0 ? own : style.letterhead[locale]),
    unit: clean(release.unit),
    reference: clean(release.reference),
    kind: release.kindText ?? text(locale, `document:kind.${release.kind}`),
    title: parseInline(release.title),
    subtitle: release.subtitle ? parseInline(release.subtitle) : null,
    blocks: contentBlocks(release.blocks),
    dateline: release.dateline
      ? datelineLines(release.dateline, locale, style).map(cleanLine).filter(Boolean)
      : [],
    ...signedBy(style, locale),
    note: document.unofficial && locale !== sourceLocale ? text(locale, 'document:unofficial') : null,
  }
}

/** The languages of an edition, in its order. Refuses (`edition-incomplete`) a locale that the document does not have. */
export const partsOf = (document: MultilingualDocument, edition: Edition, style: OfficeStyle): Part[] =>
  edition.map((locale) => partOf(document, locale, style))
