import { Refusal } from '../../errors.ts'
import { readBody } from './body.ts'
import { decode } from './decode.ts'
import { isPacked, textFormat } from './format.ts'
import { readHead } from './head.ts'
import { readHtml } from './html.ts'
import { maxMegabytes, megabyte } from './limits.ts'
import { readMarkdown } from './markdown.ts'
import { mendPageBreaks } from './mend.ts'
import type { ParsedRelease, Pieces } from './model.ts'
import { readOffice } from './office.ts'
import { readText } from './text.ts'

export type { ParsedRelease, Warning, WarningCode } from './model.ts'

/** A file's bytes with its name, which helps to tell the format, or text that somebody pasted. */
export type ReleaseInput = { bytes: Uint8Array; filename?: string } | { text: string }

const readers = { html: readHtml, markdown: readMarkdown, text: readText }

const read = async (input: ReleaseInput): Promise<Pieces> => {
  if ('text' in input) return readers[textFormat(input.text)](input.text)
  if (isPacked(input.bytes)) return readOffice(input.bytes)
  const text = decode(input.bytes)
  return readers[textFormat(text, input.filename)](text)
}

/** From the pieces of any format to the structured release. Every piece's words end up in the document or in a warning. */
const structure = ({ pieces, warnings, source }: Pieces): ParsedRelease => {
  const whole = mendPageBreaks(pieces, source, warnings)
  const { head, rest, warnings: headWarnings } = readHead(whole)
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

/**
 * Takes a release in: Word (.docx), OpenDocument (.odt), HTML, Markdown or plain text, also as pasted from a PDF or an e-mail. No letter of the input is lost:
 * each is in the document, or in a warning that says why not. Linear in the input's length.
 *
 * Throws a `Refusal`: `release-empty`, `release-too-large` (over 5 MB), `release-not-text`, `release-is-pdf`, `release-is-old-word`,
 * `release-is-opendocument`, `release-has-macros`, `release-unpacks-too-large`, `release-broken`.
 */
export const parseRelease = async (input: ReleaseInput): Promise<ParsedRelease> => {
  const size = 'text' in input ? Buffer.byteLength(input.text) : input.bytes.length
  if (size > maxMegabytes * megabyte) throw new Refusal('release-too-large', { limit: maxMegabytes })
  const pieces = size === 0 ? null : await read(input)
  if (!pieces || !/[\p{L}\p{N}]/u.test(pieces.source)) throw new Refusal('release-empty')
  return structure(pieces)
}
