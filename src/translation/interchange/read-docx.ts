import { Refusal } from '../../errors.ts'
import type { Locale } from '../../language/model.ts'
import { joinSentences } from '../../language/sentences.ts'
import { markdownOf, type Run } from '../../releases/parse/inline.ts'
import { partsOf, unpack } from '../../releases/parse/zip.ts'
import { decode, piecesOf } from './decode.ts'
import { parseUnitId, type ReturnedFile, type ReturnedUnit } from './model.ts'
import { childOf, childrenOf, lettersOf, readXml, type XmlElement } from './xml.ts'

const MAX_ROWS = 20_000

const isOn = (properties: XmlElement | undefined, ...names: string[]): boolean =>
  names.some((name) => {
    const found = properties && childOf(properties, name)
    return found !== undefined && !/^(?:0|false|off|none)$/.test(found.attributes.val ?? '')
  })

const letters: Record<string, (element: XmlElement) => string> = {
  t: lettersOf,
  tab: () => ' ',
  br: () => ' ',
  cr: () => ' ',
  noBreakHyphen: () => '\u2011',
}

const runsIn = (element: XmlElement): Run[] =>
  element.children.flatMap((child): Run[] => {
    if (typeof child === 'string') return []
    if (child.name !== 'r') return wrappers.has(child.name) ? runsIn(child) : []
    const properties = childOf(child, 'rPr')
    const text = child.children
      .map((part) => (typeof part === 'string' ? '' : (letters[part.name]?.(part) ?? '')))
      .join('')
    return [{ text, bold: isOn(properties, 'b', 'bCs'), italic: isOn(properties, 'i', 'iCs') }]
  })

const wrappers = new Set(['hyperlink', 'smartTag', 'sdt', 'sdtContent', 'bdo', 'dir', 'fldSimple'])

const textOf = (cell: XmlElement, locale: Locale): string =>
  joinSentences(
    childrenOf(cell, 'p')
      .map((paragraph) => markdownOf(runsIn(paragraph)))
      .filter((paragraph) => paragraph !== ''),
    locale,
  )

const changes = /^(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge)$/
const hasChanges = (element: XmlElement): boolean =>
  element.children.some(
    (child) => typeof child !== 'string' && (changes.test(child.name) || hasChanges(child)),
  )

/** One row as a unit; null for the head. */
const unitOf = (
  row: XmlElement,
  number: number,
  source: Locale,
  target: Locale,
  comments: Map<string, string>,
): ReturnedUnit | null => {
  if (hasChanges(row)) throw new Refusal('file-tracked-changes', { row: number })
  const cells = childrenOf(row, 'tc')
  if (number === 1 && cells.length === 3 && !parseUnitId(textOf(cells[2]!, source))) return null
  const isPlain =
    cells.length === 3 && cells.every((cell) => !isMerged(cell) && childrenOf(cell, 'tbl').length === 0)
  if (!isPlain) throw new Refusal('file-table-changed', { row: number })
  const id = textOf(cells[2]!, source).replace(/\s/g, '')
  if (!parseUnitId(id)) throw new Refusal('file-table-changed', { row: number })
  return {
    id,
    line: number,
    source: textOf(cells[0]!, source),
    target: textOf(cells[1]!, target),
    notes: commentsIn(row).flatMap((id) => comments.get(id) ?? []),
    unknownCodes: [],
  }
}

const isMerged = (cell: XmlElement) => {
  const properties = childOf(cell, 'tcPr')
  return properties !== undefined && childrenOf(properties, 'gridSpan', 'vMerge', 'hMerge').length > 0
}

/** The ids of the comments that are pinned somewhere in an element. */
const commentsIn = (element: XmlElement): string[] =>
  element.children.flatMap((child) => {
    if (typeof child === 'string') return []
    return child.name === 'commentReference' ? [child.attributes.id ?? ''] : commentsIn(child)
  })

const commentEntries = new Set(['comment'])

/** What was written beside the text in Word, by the ids that the text points to it with. */
const readComments = async (content: Buffer | undefined): Promise<Map<string, string>> => {
  const comments = new Map<string, string>()
  if (!content) return comments
  for await (const event of readXml(decode(piecesOf(content)), commentEntries)) {
    if (event.type === 'broken') throw new Refusal('file-broken', { line: event.line, reason: event.reason })
    if (event.type === 'tag') continue
    const paragraphs = childrenOf(event.element, 'p').map((paragraph) =>
      runsIn(paragraph)
        .map(({ text }) => text)
        .join(''),
    )
    comments.set(event.element.attributes.id ?? '', paragraphs.join('\n'))
  }
  return comments
}

const entries = new Set(['tr'])
const wanted = new Set(['word/document.xml', 'word/comments.xml'])

/**
 * Reads a translation that comes back as the Word table of `writeDocx`.
 * @throws Refusal 'file-tracked-changes', 'file-table-changed' with the row; 'file-broken', 'file-unsafe'
 */
export const readDocx = async (bytes: Uint8Array, source: Locale, target: Locale): Promise<ReturnedFile> => {
  const parts = unpack(
    partsOf(bytes)
      .filter(({ name }) => wanted.has(name))
      .slice(0, wanted.size),
  )
  const content = parts.get('word/document.xml')
  if (!content) throw new Refusal('file-broken', { line: 1, reason: 'no word/document.xml' })
  const comments = await readComments(parts.get('word/comments.xml'))
  const units: ReturnedUnit[] = []
  let number = 0
  for await (const event of readXml(decode(piecesOf(content)), entries)) {
    if (event.type === 'broken') throw new Refusal('file-table-changed', { row: number + 1 })
    if (event.type === 'tag') continue
    if (number === MAX_ROWS) throw new Refusal('file-unsafe', { line: number })
    const unit = unitOf(event.element, ++number, source, target, comments)
    if (unit) units.push(unit)
  }
  if (units.length === 0) throw new Refusal('file-table-changed', { row: 1 })
  return { original: null, target: null, units }
}
