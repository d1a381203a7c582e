import { Refusal } from '../../errors.ts'

/** In UTF-16 code units. */
const LONGEST_RECORD = 200_000
/** How many lines one record may have: an open quotation mark takes no more of its neighbours in search of its end. */
const MOST_LINES = 30

/** A record as it is written, from the line it begins on; null where a quotation mark in it never closes. */
export interface CsvRecord {
  line: number
  text: string | null
}

/** One kind of line end, so that lines are counted alike; a byte order mark is none of the text. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  let isFirst = true
  for await (const piece of pieces) {
    const lines = (held + (isFirst ? piece.replace(/^\ufeff/, '') : piece)).split(/\r\n|\n|\r(?!$)/)
    isFirst = false
    held = lines.pop()!
    if (held.length > LONGEST_RECORD)
      throw new Refusal('file-broken', { line: 1, reason: 'a line without an end' })
    yield* lines
  }
  yield held.replace(/\r$/, '')
}

/** Whether a quotation mark stands open after a line, which begins inside of one or not. RFC 4180, section 2. */
const isOpenAfter = (line: string, isOpen: boolean): boolean => {
  let open = isOpen
  let isStart = !isOpen
  for (let at = 0; at < line.length; at++) {
    const char = line[at]
    if (open) {
      if (char !== '"') continue
      if (line[at + 1] === '"') at++
      else if (at + 1 === line.length || line[at + 1] === ',') open = false
    } else if (char === ',') isStart = true
    else {
      if (char === '"' && isStart) open = true
      isStart = false
    }
  }
  return open
}

/**
 * Puts lines together to records; empty lines are none. A record whose quotation mark never closes is its first line alone,
 * and what follows is read as if that were not there.
 * @throws Refusal 'file-broken' for a line of more than 200,000 characters
 */
export async function* recordsOf(pieces: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let begun: string[] = []
  let size = 0
  let isOpen = false
  let line = 0
  const broken = function* (): Generator<CsvRecord> {
    const [, ...rest] = begun
    yield { line: line - begun.length + 1, text: null }
    line -= rest.length
    begun = []
    size = 0
    isOpen = false
    for (const next of rest) yield* take(next)
  }
  function* take(text: string): Generator<CsvRecord> {
    line++
    if (begun.length === 0 && text.trim() === '') return
    begun.push(text)
    size += text.length
    isOpen = isOpenAfter(text, isOpen)
    if (!isOpen) {
      const record = { line: line - begun.length + 1, text: begun.join('\n') }
      begun = []
      size = 0
      yield record
    } else if (begun.length > MOST_LINES || size > LONGEST_RECORD) yield* broken()
  }
  for await (const text of linesOf(pieces)) yield* take(text)
  while (begun.length > 0) yield* broken()
}
