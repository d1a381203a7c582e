import { isKnownLine, isLetterhead, isReference } from './known.ts'
import type { Line } from './lines.ts'
import type { Warning } from './model.ts'
import { addressLine, contactWithin } from './vocabulary.ts'

/** A line that is a page number and nothing else. */
export const pageNumberLine =
  /^[-–—| ]*(?:p(?:age|\.)?[ |]*)?\d{1,3}(?: ?(?:of|\/|\|) ?\d{1,3})?(?:[ |]*page)?[-–—| ]*$/i

/** - 2 -, which is nothing else whatever follows. */
const dashedNumber = /^[-–—] ?\d{1,3} ?[-–—]$/

/** The number of a page at a line's end or start, set off from its words. */
const pageWithin =
  /^(?:page|p\.) ?\d{1,3}(?: ?(?:of|\/) ?\d{1,3})?\b|^\d{1,3}(?: ?(?:of|\/) ?\d{1,3})? ?[-–—|] ?(?=\p{L})|(?:[-–—|(] ?)?\b(?:page|p\.) ?\d{1,3}(?: ?(?:of|\/) ?\d{1,3})?\)?$|[-–—|] ?\d{1,3}(?: ?(?:of|\/) ?\d{1,3})?$/iu

const keyOf = (line: Line) => line.text.replace(pageWithin, '#')

/** The lines of each page. Where nothing marks a page's top, its number ends it. */
const pagesOf = (lines: Line[], numbers: Set<Line>): Line[][] => {
  const marked = lines.some((line) => line.newPage)
  const pages: Line[][] = [[]]
  for (const line of lines) {
    if (line.newPage) pages.push([])
    if (!numbers.has(line)) pages.at(-1)!.push(line)
    else if (!marked) pages.push([])
  }
  return pages.filter((page) => page.length > 0)
}

/** Lines that the same edge of two or more pages repeats, and the first or last of them. */
const repeated = (pages: Line[][], edge: (page: Line[]) => Line[], keeps: (same: Line[]) => Line | null) => {
  const byKey = new Map<string, { lines: Line[]; pages: Set<number> }>()
  for (const [number, page] of pages.entries())
    for (const line of edge(page)) {
      const same = byKey.get(keyOf(line)) ?? { lines: [], pages: new Set() }
      same.lines.push(line)
      same.pages.add(number)
      byKey.set(keyOf(line), same)
    }
  return [...byKey.values()].flatMap((same) => {
    if (same.pages.size < 2) return []
    const kept = keeps(same.lines)
    return same.lines.filter((line) => line !== kept)
  })
}

/** A number that stands alone between blank lines, or at the foot of a page. */
const isPageNumber = (line: Line, next: Line | undefined): boolean => {
  const isLast = next === undefined || next.newPage
  const isApart = line.gap > 0 || line.newPage
  return (
    pageNumberLine.test(line.text) && (isLast || (isApart && (next.gap > 0 || dashedNumber.test(line.text))))
  )
}

const ofAll = /^\d{1,3} ?(?:of|\/) ?(\d{1,3})$/

/** 1/2 and 2/2: numbers that count the pages, wherever they stand. */
const countingPages = (lines: Line[]): Line[] => {
  const counting = lines.filter(({ text }) => ofAll.test(text))
  return [...Map.groupBy(counting, ({ text }) => ofAll.exec(text)![1]!)].flatMap(([total, same]) =>
    same.length === Number(total) ? same : [],
  )
}

/** The numbers that stand above or below a running line. */
const besideMarks = (lines: Line[], marks: Set<Line>): Line[] =>
  lines.filter(
    (line, index) =>
      pageNumberLine.test(line.text) && (marks.has(lines[index - 1]!) || marks.has(lines[index + 1]!)),
  )

const isAddress = ({ text }: Line): boolean =>
  contactWithin.test(text) || addressLine.test(text) || /\bwww\.|https?:/.test(text)

/** The marks of all pages. The first head stays where it is the letterhead, the last foot where it is an address. */
const marksOf = (lines: Line[]): Set<Line> => {
  const numbers = new Set([
    ...lines.filter((line, index) => isPageNumber(line, lines[index + 1])),
    ...countingPages(lines),
  ])
  const pages = pagesOf(lines, numbers)
  if (pages.length < 2) return numbers
  const first = new Set(pages[0])
  const last = new Set(pages.at(-1))
  const letterheads = pages[0]!.slice(0, 10).filter((line) => isLetterhead(line.text))
  const isHead = (line: Line) =>
    first.has(line) &&
    (!/\d/.test(line.text) || isReference(line.text)) &&
    (isKnownLine(line.text) || letterheads.length === 0)
  const running = [
    ...repeated(
      pages,
      (page) => page.slice(0, 3),
      (same) => same.find(isHead) ?? null,
    ),
    ...repeated(
      pages,
      (page) => page.slice(-3),
      (same) =>
        same.findLast((line) => last.has(line) && isAddress(line) && keyOf(line) === line.text) ?? null,
    ),
  ]
  const feet = repeated(
    pages,
    (page) => page.slice(-3),
    () => null,
  )
  return new Set([...numbers, ...besideMarks(lines, new Set([...running, ...feet])), ...running])
}

/** The notes at the foot of pages: under a rule, from a number on, to the page's end. */
const footnotesOf = (lines: Line[], marks: Set<Line>): Set<Line> => {
  const notes = new Set<Line>()
  let inNotes = false
  for (const [index, line] of lines.entries()) {
    if (line.isRuled && /^[([]?\d{1,2}[.)\]]? \S/.test(line.text))
      // What no page's end follows is a rule within the text.
      inNotes = lines.slice(index, index + 12).some((one) => marks.has(one) || (one !== line && one.newPage))
    else if (line.newPage || marks.has(line)) inNotes = false
    if (inNotes) notes.add(line)
  }
  return notes
}

/** Takes page numbers and running headers and footers out, and marks the line after them as the top of a new page. */
export const withoutPageMarks = (lines: Line[]): { lines: Line[]; warnings: Warning[] } => {
  const marks = marksOf(lines)
  const notes = footnotesOf(lines, marks)
  const kept: Line[] = []
  const warnings: Warning[] = []
  let afterMark = false
  for (const line of lines) {
    if (marks.has(line)) {
      warnings.push({ code: 'page-mark-left-out', params: { text: line.text } })
      afterMark = true
    } else if (!notes.has(line)) {
      kept.push(afterMark && kept.length > 0 ? { ...line, newPage: true, gap: Math.max(line.gap, 1) } : line)
      afterMark = false
    }
  }
  return { lines: [...kept, ...[...notes].map((line) => ({ ...line, isNote: true as const }))], warnings }
}
