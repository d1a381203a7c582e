import { sql } from 'kysely'
import { allow, type Person } from '../accounts/permissions.ts'
import { asPerson, type Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { normaliseKhmer } from '../language/khmer-unicode.ts'
import type { Locale } from '../language/model.ts'
import { checkTranslation } from './check.ts'
import { areSuperseded, findTranslation } from './queries.ts'

export interface Edit {
  segmentId: string
  text: string
  /** The version that this edit changes, so that nobody overwrites what they have not seen. */
  version: number
}

/**
 * Changes the targets of some segments, all or none, and checks the translation again. A text that is already so
 * stays untouched: its last editor and its approval remain.
 * @throws Refusal 'not-allowed', 'segment-unknown', 'edit-conflict', 'source-fixed', 'translation-not-editable',
 *   'revision-superseded'
 */
export const editTargets = async (
  deps: Deps,
  person: Person,
  slug: string,
  locale: Locale,
  edits: Edit[],
) => {
  allow(person, ['translator', 'reviewer'], locale)
  return asPerson(deps.db, person.id, (trx) => applyEdits(trx, person, slug, locale, edits))
}

/** `editTargets` within a transaction in the person's name. */
export const applyEdits = async (trx: Trx, person: Person, slug: string, locale: Locale, edits: Edit[]) => {
  const translation = await findTranslation(trx, slug, locale)
  if (locale === 'en') throw new Refusal('source-fixed')
  const segmentIds = edits.map((edit) => edit.segmentId)
  if (await areSuperseded(trx, translation.release_id, segmentIds)) throw new Refusal('revision-superseded')
  // The lock that approvals take, before the look at the versions.
  const { status } = await trx
    .selectFrom('translation')
    .select('status')
    .where('id', '=', translation.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (status === 'pending') throw new Refusal('translation-not-editable', { status })
  const wanted = [...edits].sort((a, b) => (a.segmentId < b.segmentId ? -1 : 1))
  for (const { segmentId, text, version } of wanted) {
    const current = await trx
      .selectFrom('target')
      .select(['text', 'version'])
      .where('translation_id', '=', translation.id)
      .where('segment_id', '=', segmentId)
      .executeTakeFirst()
    if (!current) throw new Refusal('segment-unknown', { segment: segmentId })
    const clean = tidy(text, locale)
    if (current.text === clean) continue
    if (current.version !== version) {
      throw new Refusal('edit-conflict', {
        segment: segmentId,
        version: current.version,
        text: current.text,
      })
    }
    await trx
      .updateTable('target')
      .set({ text: clean, edited_by: person.id })
      .where('translation_id', '=', translation.id)
      .where('segment_id', '=', segmentId)
      .execute()
  }
  await checkTranslation(trx, translation.id)
  return trx
    .selectFrom('target')
    .select(['segment_id as id', 'text', 'version'])
    .where('translation_id', '=', translation.id)
    .where('segment_id', '=', sql<string>`any(${segmentIds}::uuid[])`)
    .execute()
}

/** Controls that turn the direction of reading: what is seen would not be what is approved. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Takes out what nobody means and nobody sees: other line ends, blanks around the text, other encodings of the same Khmer. */
export const tidy = (text: string, locale: Locale): string => {
  const plain = text.replace(/\r\n?/g, '\n').replace(turning, '').trim()
  return locale === 'km' ? normaliseKhmer(plain) : plain
}
