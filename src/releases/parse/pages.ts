import type { Line } from './lines.ts'
import type { Warning } from './model.ts'

/** A line that is a page number and nothing else. */
export const pageNumberLine =
  /^[-–—| ]*(?:p(?:age|\.)?[ |]*)?\d{1,3}(?: ?(?:of|\/|\|) ?\d{1,3})?(?:[ |]*page)?[-–—| ]*$/i

const keyOf = (line: Line) => line.text.replace(/\d+/g, '#')

const pagesOf = (lines: Line[]): Line[][] => {
  const pages: Line[][] = [[]]
  for (const line of lines) {
    if (line.newPage) pages.push([])
    pages.at(-1)!.push(line)
  }
  return pages
}

/** Lines that the same edge of two or more pages repeats. The first head and the last foot stay: they may be the letterhead or an address. */
const repeated = (pages: Line[][], edge: (page: Line[]) => Line[], keep: 'first' | 'last'): Line[] => {
  const byKey = new Map<string, Line[]>()
  for (const line of pages.flatMap(edge)) {
    const same = byKey.get(keyOf(line))
    if (same) same.push(line)
    else byKey.set(keyOf(line), [line])
  }
  return [...byKey.values()].flatMap((same) => {
    if (same.length < 2) return []
    const onOuterPage = keep === 'first' ? pages[0]!.includes(same[0]!) : pages.at(-1)!.includes(same.at(-1)!)
    if (!onOuterPage) return same
    return keep === 'first' ? same.slice(1) : same.slice(0, -1)
  })
}

/** A number that stands alone between blank lines, or at the foot of a page. */
const isPageNumber = (line: Line, next: Line | undefined): boolean => {
  const isLast = next === undefined || next.newPage
  return pageNumberLine.test(line.text) && (isLast || ((line.gap > 0 || line.newPage) && next.gap > 0))
}

/** Takes page numbers and running headers and footers out, and marks the line after them as the top of a new page. */
export const withoutPageMarks = (lines: Line[]): { lines: Line[]; warnings: Warning[] } => {
  const pages = pagesOf(lines)
  const marks = new Set<Line>([
    ...repeated(pages, (page) => page.slice(0, 3), 'first'),
    ...repeated(pages, (page) => page.slice(-3), 'last'),
    ...lines.filter((line, index) => isPageNumber(line, lines[index + 1])),
  ])
  const kept: Line[] = []
  let afterMark = false
  for (const line of lines) {
    if (marks.has(line)) afterMark = true
    else {
      kept.push(afterMark && kept.length > 0 ? { ...line, newPage: true, gap: Math.max(line.gap, 1) } : line)
      afterMark = false
    }
  }
  const warnings = [...marks].map(({ text }): Warning => ({ code: 'page-mark-left-out', params: { text } }))
  return { lines: kept, warnings }
}
