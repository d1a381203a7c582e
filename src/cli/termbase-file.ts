import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { conceptKinds } from '../translation/term-fields.ts'
import { readGivenJson } from './files.ts'

const forms = z.array(z.string()).optional()
const TermRow = z.object({
  en: z.string(),
  km: z.string(),
  ja: z.string(),
  kind: z.enum(conceptKinds),
  confidence: z.enum(['high', 'medium', 'low']),
  note: z.string().optional(),
  sources: forms,
  alt_km: forms,
  alt_ja: forms,
  avoid_km: forms,
  avoid_ja: forms,
  ja_mode: z.string().optional(),
})

/** The rows of a termbase in the form of samples/termbase.json. @throws Refusal 'file-unreadable' naming the wrong row */
export const readTermRows = async (path: string) => {
  const rows = z.array(TermRow).safeParse(await readGivenJson(path))
  if (!rows.success) throw new Refusal('file-unreadable', { path, reason: z.prettifyError(rows.error) })
  return rows.data
}
