/** A stretch of a text, by UTF-16 offsets, the end not included. */
interface Span {
  start: number
  end: number
}

const closers: Record<string, string> = {
  '(': ')',
  '[': ']',
  '（': '）',
  '「': '」',
  '『': '』',
  '【': '】',
  '“': '”',
  '«': '»',
}
const openers = new Map(Object.entries(closers).map(([open, close]) => [close, open]))

/** The same mark opens and closes: `**bold**`, `*italic*`, straight quotation marks. */
const toggles = ['**', '*', '"']

/** How deep brackets and marks may nest before the innermost are ignored. */
const deepest = 32

/**
 * The stretches that a sentence boundary must not cut: bold and italic runs, brackets, quotations, links. Marks without a partner, and
 * pairs that overlap, protect nothing. Outermost stretches only, in order; linear in the text's length.
 */
export const protectedSpans = (text: string): Span[] => {
  const open: { mark: string; start: number }[] = []
  const spans: Span[] = []
  const close = (mark: string, end: number): boolean => {
    const at = open.findLastIndex((one) => one.mark === mark)
    if (at === -1) return false
    const { start } = open[at]!
    open.length = at
    while (spans.length > 0 && spans.at(-1)!.start >= start) spans.pop()
    spans.push({ start, end })
    return true
  }
  for (const match of text.matchAll(/\*\*|[*"()[\]（）「」『』【】“”«»]/g)) {
    const mark = match[0]
    const start = match.index
    const end = start + mark.length
    const opener = openers.get(mark)
    if (opener !== undefined) close(opener, end)
    else if (toggles.includes(mark) && /\S/.test(text[start - 1] ?? ' ') && close(mark, end)) continue
    else if (open.length < deepest && /\S/.test(text[end] ?? ' ')) open.push({ mark, start })
  }
  return spans
}
