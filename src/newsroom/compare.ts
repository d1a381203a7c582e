import type { Locale } from '../language/model.ts'
import { readCode } from '../publishing/code.ts'
import { type ChangedLine, changedLines } from './change.ts'
import type { PublishedText } from './model.ts'

/** What a text is, beside what was published: all of it, a part of it, or something else. */
export type Comparison =
  | { kind: 'whole' | 'part' }
  | { kind: 'differs'; locale: Locale; lines: ChangedLine[] }

/** Invisible characters that layouts put in: zero-width spaces and joiners, soft hyphens, a byte order mark. */
const invisible = /\u00ad|[\u200b-\u200d]|\u2060|\ufeff/g
const pageNumber = /[\d០-៩]{1,4} ?\/ ?[\d០-៩]{1,4}$/
const bullet = /^[•*·-] /

/** The address of this check, or its code, alone on a line: whatever else stands there counts. */
const isOwnAddress = (line: string) =>
  readCode(line.replace(/^https?:\/\/[\w.:[\]-]{1,200}\/verify\//, '')) !== null

/** A text's letters, without what stands between them. */
export const lettersOf = (text: string): string =>
  text.normalize('NFC').replace(invisible, '').replace(/\s/g, '')

/** Takes out what only the layout says: running titles, page numbers, bullets, the line about this very check. */
const contentLines = (text: string, layout: string[]): string[] => {
  const repeated = new Set(layout.map(lettersOf))
  return text
    .normalize('NFC')
    .replace(invisible, '')
    .split(/\r\n|[\n\r\f\v\u2028\u2029]/)
    .map((line) => line.trim().replace(bullet, ''))
    .filter((line) => {
      const withoutNumber = lettersOf(line.replace(pageNumber, ''))
      return withoutNumber !== '' && !repeated.has(withoutNumber) && !isOwnAddress(line)
    })
}

/** A text as lines of a paragraph each can hardly be told from lines of a page: compared as one. */
const flow = (lines: string[]) => lines.join(' ').replace(/\s+/g, ' ')

/**
 * Compares a text with what was published: letter for letter, after taking out what a layout adds. Where it differs, it
 * is beside the language, or all of them, that it is most like.
 * @param texts the languages of one edition, one or more
 */
export const compareText = (given: string, texts: PublishedText[]): Comparison => {
  const lines = contentLines(
    given,
    texts.flatMap(({ layout }) => layout),
  )
  const letters = lettersOf(lines.join(''))
  // A line that a sheet repeats may stand in the text too, such as the head of a table: counted on neither side.
  const published = texts.map(({ locale, text, layout }) => ({ locale, lines: contentLines(text, layout) }))
  const all = published.map(({ lines }) => lettersOf(lines.join('')))
  const whole = all.join('')
  if (letters !== '' && (letters === whole || all.includes(letters)))
    return { kind: letters === whole ? 'whole' : 'part' }
  if (letters !== '' && whole.includes(letters)) return { kind: 'part' }
  const candidates = [
    ...published,
    { locale: texts[0]!.locale, lines: published.flatMap(({ lines }) => lines) },
  ]
  const compared = candidates.map(({ locale, lines: own }) => {
    const changed = changedLines(flow(own), flow(lines), locale)
    const size = changed
      .flatMap((line) => line ?? [])
      .reduce((sum, { kind, text }) => sum + (kind === 'same' ? 0 : text.length), 0)
    return { locale, lines: changed, size }
  })
  const { size: _, ...nearest } = compared.reduce((best, one) => (one.size < best.size ? one : best))
  return { kind: 'differs', ...nearest }
}
