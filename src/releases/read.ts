import type { ReleaseDocument } from './model.ts'
import type { ParsedRelease } from './parse/model.ts'
import { parseRelease } from './parse/parse.ts'

/** A text as it came: pasted, or a file; and the document that a person made of it, or wrote without any. */
export interface Submitted {
  text?: string
  file?: { bytes: Uint8Array; filename: string }
  document?: ReleaseDocument
}

/** A document as plain text: the source of what was written here. */
const written = ({
  letterhead,
  unit,
  reference,
  kindText,
  title,
  subtitle,
  blocks,
  dateline,
}: ReleaseDocument) =>
  [
    ...letterhead,
    unit,
    reference,
    kindText,
    title,
    subtitle,
    ...blocks.map(({ text }) => text),
    dateline?.text,
  ]
    .filter(Boolean)
    .join('\n\n')

/**
 * Understands what was submitted. Where a person has mended the document, it stands in the place of the parsed one, beside the source
 * that they had; of that, nothing needs to be told any more.
 * @throws Refusal what the parser refuses
 */
export const readSubmitted = async ({ file, text, document }: Submitted): Promise<ParsedRelease> => {
  if (document && !file && text === undefined) return { document, warnings: [], source: written(document) }
  const parsed = await parseRelease(file ?? { text: text ?? '' })
  return document ? { document, warnings: [], source: parsed.source } : parsed
}
