import { markdownOf } from '../../releases/parse/inline.ts'

type Style = 'bold' | 'italic'

/** Where a code of another tool begins or ends. */
export interface Edge {
  isEnd: boolean
  /** What beginning and end have in common. */
  name: string
  /** Null where we keep nothing of it: a colour, a font. */
  style: Style | null
}

/** Bold and italics by a code's type, and by its letters: HTML's tags and styles, those of Trados, RTF; OmegaT numbers its tags. */
const styles: Record<Style, RegExp[]> = {
  bold: [
    /^(?:x-)?(?:html-)?(?:b|bold|strong|xlf:b)$/i,
    /^<(?:b|bold|strong)\d*[\s>]|font-weight:\s*(?:bold|[6-9]00)|\bbold="?(?:on|true|1)\b|^\{?\\b$/i,
  ],
  italic: [
    /^(?:x-)?(?:html-)?(?:i|em|italics?|xlf:i)$/i,
    /^<(?:i|italic|em)\d*[\s>]|font-style:\s*italic|\bitalic="?(?:on|true|1)\b|^\{?\\i$/i,
  ],
}

/** The style of a code, by its type or its letters. */
export const styleOf = (type = '', letters = ''): Style | null =>
  (Object.keys(styles) as Style[]).find((style) => {
    const [byType, byLetters] = styles[style]
    return byType!.test(type) || byLetters!.test(letters.trim())
  }) ?? null

const tagPattern = /^<(\/?)([\w:-]{1,50})\b[^<>]{0,2000}(?<!\/)>$/
const rtfPattern = /^(?:\{?\\(b|i)(0?)|(\}))$/

/** A code that stands by itself, such as `<ph>&lt;b&gt;</ph>`, as the edge that its letters say it is; null for a picture or a break. */
export const edgeOf = (type: string | undefined, letters: string): Edge | null => {
  const code = letters.trim()
  const [, slash, name] = tagPattern.exec(code) ?? []
  if (name) return { isEnd: slash !== '', name: name.toLowerCase(), style: styleOf(type, code) }
  const [rtf, control, off, brace] = rtfPattern.exec(code) ?? []
  if (!rtf) return null
  const grouped = brace !== undefined || rtf.startsWith('{')
  return {
    isEnd: brace !== undefined || off === '0',
    name: grouped ? '{' : `\\${control}`,
    style: styleOf(type, code),
  }
}

/** The edges that have their other half, by its style. */
const pairsOf = (pieces: (string | Edge)[]): Map<Edge, Style> => {
  const open = new Map<string, Edge[]>()
  const paired = new Map<Edge, Style>()
  for (const piece of pieces) {
    if (typeof piece === 'string') continue
    if (!open.has(piece.name)) open.set(piece.name, [])
    const sameName = open.get(piece.name)!
    if (!piece.isEnd) sameName.push(piece)
    else {
      const start = sameName.pop()
      if (start?.style) paired.set(start, start.style).set(piece, start.style)
    }
  }
  return paired
}

/** Text with the edges of other tools' codes as inline Markdown; without edges, letter for letter. */
export const joinPieces = (pieces: (string | Edge)[]): string => {
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('')
  const paired = pairsOf(pieces)
  const depth = { bold: 0, italic: 0 }
  return markdownOf(
    pieces.flatMap((piece) => {
      if (typeof piece === 'string') return { text: piece, bold: depth.bold > 0, italic: depth.italic > 0 }
      const style = paired.get(piece)
      if (style) depth[style] += piece.isEnd ? -1 : 1
      return []
    }),
  )
}
