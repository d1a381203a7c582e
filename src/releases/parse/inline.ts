/** A stretch of text in one style. */
export interface Run {
  text: string
  bold: boolean
  italic: boolean
  href?: string
}

const sameStyle = (a: Run, b: Run) => a.bold === b.bold && a.italic === b.italic && a.href === b.href

/** Spaces belong to no style of their own: they join the runs on both sides where those agree. */
const merged = (runs: Run[]): Run[] => {
  const out: Run[] = []
  for (const run of runs) {
    if (run.text === '') continue
    const last = out.at(-1)
    const before = out.at(-2)
    if (last && sameStyle(last, run)) last.text += run.text
    else if (last && before && last.text.trim() === '' && sameStyle(before, run)) {
      out.pop()
      before.text += last.text + run.text
    } else out.push({ ...run })
  }
  return out
}

/** Runs as inline Markdown on one line, the marks set tight around words. */
export const markdownOf = (runs: Run[]): string =>
  merged(runs.map((run) => ({ ...run, text: run.text.replace(/\s+/g, ' ') })))
    .map(({ text, bold, italic, href }) => {
      const core = text.trim()
      if (core === '') return text
      const mark = (bold ? '**' : '') + (italic ? '*' : '')
      const marked = `${mark}${core}${[...mark].reverse().join('')}`
      const linked = href && href !== core ? `[${marked}](${href})` : marked
      return text.replace(core, () => linked)
    })
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim()

/** Text without bold and italic marks; a link keeps its address in brackets, so that no letter goes. */
export const plain = (text: string): string => {
  const unstyled = text.includes('*')
    ? text.replace(/\*\*([^*]+)\*\*/g, '$1').replace(/\*([^*]+)\*/g, '$1')
    : text
  return unstyled.includes('](') ? unstyled.replace(/\[([^[\]]*)\]\(([^()\s]*)\)/g, '$1 ($2)') : unstyled
}

/** Whether one bold run holds the whole text. */
export const isAllBold = (text: string): boolean => /^\*\*[^*]+\*\*$/.test(text)

/** The two lines of one paragraph as they stand side by side: with a space, and without the marks where the break cut a bold run. */
export const seam = (a: string, b: string): [string, string] =>
  a.endsWith('**') && b.startsWith('**') ? [`${a.slice(0, -2)} `, b.slice(2)] : [`${a} `, b]

/** Closes at each line's end the bold run that goes on in the next line, and opens it there again. */
export const closeBold = (lines: string[]): string[] => {
  const marks = lines.map((line) => line.split('**').length - 1)
  if (marks.reduce((sum, count) => sum + count, 0) % 2 === 1) return lines
  let open = false
  return lines.map((line, index) => {
    const start = open ? '**' : ''
    if (marks[index]! % 2 === 1) open = !open
    return line === '' ? line : `${start}${line}${open ? '**' : ''}`
  })
}
