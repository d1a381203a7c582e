import { readBody } from './body.ts'
import { readHead } from './head.ts'
import type { ParsedRelease, Pieces } from './model.ts'
import { readText } from './text.ts'

/** From the pieces of any format to the structured release. Every piece's words end up in the document or in a warning. */
const structure = ({ pieces, warnings, source }: Pieces): ParsedRelease => {
  const { head, rest, warnings: headWarnings } = readHead(pieces)
  const { body, warnings: bodyWarnings } = readBody(rest, head.dateline)
  const { kind, kindText, letterhead, unit, reference, title, subtitle, notes } = head
  return {
    document: {
      kind: kind ?? 'press-release',
      ...(kindText !== undefined && { kindText }),
      letterhead,
      unit,
      reference,
      title,
      ...(subtitle !== undefined && { subtitle }),
      blocks: [...notes, ...body.blocks],
      dateline: body.dateline,
    },
    warnings: [...warnings, ...headWarnings, ...bodyWarnings],
    source,
  }
}

export const parseRelease = async (
  input: { bytes: Uint8Array; filename?: string } | { text: string },
): Promise<ParsedRelease> => {
  const text = 'text' in input ? input.text : new TextDecoder().decode(input.bytes)
  return structure(readText(text))
}
