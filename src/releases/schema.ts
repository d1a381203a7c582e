import { z } from 'zod'
import { bodyBlockTypes, type ReleaseDocument, releaseKinds } from './model.ts'
import { normalise } from './parse/normalise.ts'

/** One line as the parser would have it: one spelling, no invisible characters, single spaces. */
const clean = (text: string) =>
  normalise(text.toWellFormed())
    .replace(/[\t\n\f\r ]+/g, ' ')
    .trim()

/** At most so many UTF-16 units. */
const line = (longest: number) => z.string().max(longest).transform(clean).pipe(z.string().min(1))

const Block = z
  .object({
    type: z.enum(bodyBlockTypes),
    // How long a sentence of it may be, writeRevision says in words that help.
    text: line(200_000),
    level: z.int().min(0).max(8).optional(),
    number: z.int().min(-100_000).max(100_000).optional(),
    marker: line(20).optional(),
  })
  .transform(({ type, text, ...place }) => ({ type, text, ...(type === 'list-item' && place) }))

/** A release as a person mended it. */
export const Document = z.object({
  kind: z.enum(releaseKinds),
  kindText: line(300).optional(),
  letterhead: z.array(line(1000)).max(40),
  unit: line(1000).nullable(),
  reference: line(300).nullable(),
  title: line(4000),
  subtitle: line(4000).optional(),
  blocks: z.array(Block).max(5000),
  dateline: z
    .object({
      place: z.string().max(300).transform(clean),
      date: z.iso.date(),
      text: line(600).optional(),
    })
    .nullable(),
}) satisfies z.ZodType<ReleaseDocument>

/** What is submitted: a text or a file, the document that a person made of it, or that document alone. */
export const Text = z.object({
  // The parser refuses what is too large, in words that help.
  text: z.string().optional(),
  file: z
    .object({ filename: z.string().max(255), base64: z.base64() })
    .transform(({ filename, base64 }) => ({
      filename,
      bytes: new Uint8Array(Buffer.from(base64, 'base64')),
    }))
    .optional(),
  document: Document.optional().describe('In the place of what the parser would make of it'),
})

/** To be refined by, with its message. */
export const isOne = ({ text, file, document }: z.infer<typeof Text>): boolean =>
  (text === undefined || file === undefined) &&
  (text !== undefined || file !== undefined || document !== undefined)
export const message = 'give text or file, or a document'
