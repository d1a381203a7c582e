import { seam } from './inline.ts'
import type { Piece, Warning } from './model.ts'

export const wordsOf = (text: string) => new Set(text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? [])

/**
 * Pieces whose text grows line by line. Only the end of the last one is looked at, so that a paragraph of many lines costs no more than
 * its length. `words`: every word of the whole text in small letters, to tell a hyphen from a hyphenation.
 */
export class Growing {
  private readonly pieces: Piece[] = []
  private parts: string[] = []
  private readonly words: Set<string>
  private readonly warnings: Warning[]

  constructor(words: Set<string>, warnings: Warning[]) {
    this.words = words
    this.warnings = warnings
  }

  /** The last piece, with no more of its text than was added last. */
  get last(): Piece | undefined {
    const piece = this.pieces.at(-1)
    return piece && { ...piece, text: this.parts.at(-1)! }
  }

  start(piece: Piece): void {
    this.settle()
    this.pieces.push({ ...piece })
    this.parts = [piece.text]
  }

  /** Adds a line to the last piece, and puts together the word or the bold run that the break cut. */
  add(line: string): void {
    const end = this.parts.length - 1
    const [before, after] = this.withoutHyphen(this.parts[end]!, line) ?? seam(this.parts[end]!, line)
    this.parts[end] = before
    this.parts.push(after)
  }

  finish(): Piece[] {
    this.settle()
    return this.pieces
  }

  private settle(): void {
    const piece = this.pieces.at(-1)
    if (piece) piece.text = this.parts.join('')
  }

  private withoutHyphen(text: string, line: string): [string, string] | null {
    const cut = text.slice(-60).match(/(\p{L}+(?:-\p{L}+)*)-$/u)?.[1]
    const rest = line.match(/^\p{L}+/u)?.[0]
    if (cut === undefined || rest === undefined) return null
    const whole = (cut + rest).toLowerCase()
    const isCompound =
      !/^\p{Ll}/u.test(rest) ||
      this.words.has(`${cut}-${rest}`.toLowerCase()) ||
      (cut.includes('-') && !this.words.has(whole))
    if (isCompound) return [text, line]
    if (!this.words.has(whole)) this.warnings.push({ code: 'hyphen-joined', params: { text: cut + rest } })
    return [text.slice(0, -1), line]
  }
}
