import { readDateline } from './dateline.ts'
import { isLetterhead, isReference, readKind } from './known.ts'
import { endsBlock, goesOn, startsLower } from './shapes.ts'
import { ornament } from './vocabulary.ts'

/** One line of a text, trimmed, and what the page told about it. */
export interface Line {
  text: string
  /** Columns of white space before the text; a tab counts four. */
  indent: number
  /** Blank lines before it. */
  gap: number
  /** The first line of a new page. */
  newPage: boolean
  /** Stands under a drawn line. */
  isRuled?: true
  /** A note from the foot of a page. */
  isNote?: true
}

const indentOf = (line: string): number => {
  let columns = 0
  for (const char of line) {
    if (char === '\t') columns += 4
    else if (char === ' ' || char === '\u3000') columns += 1
    else break
  }
  return columns
}

const underline = /^(?:={3,}|-{3,})$/

const isFixed = (text: string) => isReference(text) || readDateline(text) !== null || readKind(text) !== null

/** A line of the head of which one column has the reference, the date or the kind is two. */
const columnsOf = (written: string): string[] => {
  const columns = / {5}|\t\t/.test(written) ? written.trim().split(/ {5,}|\t{2,}/) : []
  const isTwo = columns.length === 2 && columns.some(isFixed)
  return isTwo ? columns : [written]
}

/** Two offices side by side: the lines of the left one, then those of the right one. */
const sideBySide = (written: string[]): string[] => {
  const halves = written.map((line) => line.trim().split(/ {4,}|\t{2,}/))
  const lines: string[] = []
  for (let at = 0; at < written.length; ) {
    let end = at
    if (halves[at]!.length === 2 && halves[at]!.every(isLetterhead))
      while (halves[end]?.length === 2 && !halves[end]!.some(isFixed)) end++
    const [left, right] = [0, 1].map((side) => halves.slice(at, end).map((half) => half[side]!))
    if (end === at) lines.push(written[at]!)
    else lines.push(...left!, ...right!)
    at = Math.max(end, at + 1)
  }
  return lines
}

/**
 * The lines that hold something; blank ones, ornaments and form feeds are told by `gap` and `newPage`. A line that is underlined with
 * `===` or `---` gets Markdown's other heading mark.
 */
export const linesOf = (source: string): Line[] => {
  const lines: Line[] = []
  for (const [page, sheet] of source.split('\f').entries()) {
    let newPage = page > 0
    let gap = newPage ? 1 : 0
    let isRuled = false
    for (const written of sideBySide(sheet.split('\n')).flatMap(columnsOf)) {
      const text = written
        .trim()
        .replace(/[ \t]{2,}|\t/g, ' ')
        // Word's second bullet, as it is pasted: a letter, but set far off.
        .replace(/^o (?=\S)/, (mark) => (/^\s*o(?:\t| {2,})/.test(written) ? 'o\t' : mark))
      if (ornament.test(text) || text === '') {
        const above = lines.at(-1)
        if (
          above &&
          gap === 0 &&
          underline.test(text) &&
          above.text.length <= 120 &&
          !above.text.startsWith('#')
        )
          above.text = `# ${above.text}`
        if (/^[_—–-]{8,}$/.test(text)) isRuled = true
        gap++
        continue
      }
      lines.push({ text, indent: indentOf(written), gap, newPage, ...(isRuled && { isRuled }) })
      isRuled = false
      newPage = false
      gap = 0
    }
  }
  return lines
}

/**
 * The column where the text was wrapped by hand or by a page: what nine in ten of the lines that break off in mid-sentence stay under.
 * Infinity where none does, or only one that is short. Lines of over 200 characters are whole paragraphs, lines under 40 are no measure.
 */
export const wrapWidth = (lines: Line[]): number => {
  const lengths = lines
    .filter((line, index) => {
      const next = lines[index + 1]
      if (next?.gap !== 0 || endsBlock(line.text)) return false
      const isCut = goesOn(line.text, next.text) || /^\d{4} \p{Ll}/u.test(next.text)
      return startsLower(next.text) || (line.text.length >= 60 && isCut)
    })
    .map((line) => line.text.length)
    .filter((length) => length >= 40 && length <= 200)
    .sort((a, b) => a - b)
  const isWrapped = lengths.length > 1 || (lengths[0] ?? 0) >= 60
  return isWrapped ? lengths[Math.floor(lengths.length * 0.9)]! : Number.POSITIVE_INFINITY
}

/** Whether the next line's first word would not have fitted on this one, so that the break means nothing. */
export const isFull = (line: Line, next: Line, width: number): boolean =>
  line.text.length + 1 + next.text.split(' ', 1)[0]!.length > 0.85 * width
