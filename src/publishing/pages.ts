import { createHash } from 'node:crypto'

/** The pages of a document as pictures: one SVG in pieces, so that only what has changed need travel. */
export interface Pictures {
  /** In points, of all pages one below the other. */
  width: number
  height: number
  /** Each page, and last the glyphs that they share; `markup` is null where the asker has it already. */
  pieces: { sha256: string; markup: string | null }[]
}

const opening = /^<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>/

/**
 * Takes an SVG of Typst's apart at its outermost elements.
 * @param known the hashes of the pieces that the asker shows now, in their order
 * @throws Error if it is none of Typst's
 */
export const piecesOf = (svg: string, known: readonly string[]): Pictures => {
  const [head, width, height] = opening.exec(svg) ?? []
  if (!head) throw new Error('not a picture of Typst')
  // What is outermost is indented by four spaces, and nothing else is.
  const pieces = svg.slice(head.length, svg.lastIndexOf('</svg>')).split(/\n {4}(?=<[a-z])/)
  return {
    width: Number(width),
    height: Number(height),
    pieces: pieces.slice(1).map((markup, at) => {
      const sha256 = createHash('sha256').update(markup).digest('base64url')
      return { sha256, markup: known[at] === sha256 ? null : markup }
    }),
  }
}
