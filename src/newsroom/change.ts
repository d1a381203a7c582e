import { diffWords, type Run } from '../language/difference.ts'
import type { Locale } from '../language/model.ts'

/** A line of a text that became another; null stands for lines that are as they were. */
export type ChangedLine = Run[] | null

/** In UTF-16 code units: what stays the same is shown so far beside a change. */
const beside = 90

const letters = new Intl.Segmenter()
const lettersIn = (text: string) => Array.from(letters.segment(text), ({ segment }) => segment)

/** A long stretch that stayed the same, without its middle; no letter is cut. */
const shortened = (text: string, { first, last }: { first: boolean; last: boolean }): string => {
  if (text.length <= 3 * beside) return text
  const head = first ? '' : lettersIn(text.slice(0, beside)).slice(0, -1).join('')
  const tail = last ? '' : lettersIn(text.slice(-beside)).slice(1).join('')
  return `${head} … ${tail}`
}

/** How a text became another, by words: the lines with a change, and a null for each gap between them. */
export const changedLines = (before: string, after: string, locale: Locale): ChangedLine[] => {
  const lines: Run[][] = [[]]
  for (const { kind, text } of diffWords(before, after, locale)) {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (part.trim() !== '') lines.at(-1)!.push({ kind, text: part })
    }
  }
  const isChanged = (line: Run[]) => line.some(({ kind }) => kind !== 'same')
  return lines
    .map((line) =>
      isChanged(line)
        ? line.map((run, index) =>
            run.kind === 'same'
              ? { ...run, text: shortened(run.text, { first: index === 0, last: index === line.length - 1 }) }
              : run,
          )
        : null,
    )
    .filter((line, index, all) => line !== null || (index > 0 && all[index - 1] !== null))
}
