/** A stretch of a text that is to be seen as something. */
export interface Mark {
  start: number
  end: number
  kind: 'term' | 'error' | 'warning' | 'bold' | 'sign'
  id: string
}

export interface Stretch {
  text: string
  marks: Mark[]
}

/** Cuts a text where its marks begin and end. Marks may overlap; those that reach outside the text are cut. */
export const stretchesOf = (text: string, marks: Mark[]): Stretch[] => {
  const inside = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter(({ start, end }) => start < end)
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
  return cuts.slice(0, -1).map((from, at) => {
    const to = cuts[at + 1]!
    return {
      text: text.slice(from, to),
      marks: inside.filter(({ start, end }) => start < to && from < end),
    }
  })
}

/** Where a text is bold, and the signs that say so. */
export const boldMarks = (text: string): Mark[] =>
  [...text.matchAll(/\*\*(.+?)\*\*/g)].flatMap(({ 0: { length }, index: start }): Mark[] => {
    const end = start + length
    return [
      { start, end: start + 2, kind: 'sign', id: 'sign' },
      { start: start + 2, end: end - 2, kind: 'bold', id: 'bold' },
      { start: end - 2, end, kind: 'sign', id: 'sign' },
    ]
  })
