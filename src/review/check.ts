import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { inPortions, type Trx } from '../db/client.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { runChecks } from '../quality/run.ts'
import { conceptsFor, termDay } from '../translation/termbase.ts'
import { listSegments } from './queries.ts'

/**
 * What the checks find in a translation as it stands in this transaction, with `proposed` texts (by segment id) in the
 * place of its own. Segments that are still open are no finding: an approval waits for them anyway.
 * @returns the findings, and the segments that they count by
 */
export const examine = async (
  trx: Trx,
  translationId: string,
  proposed: ReadonlyMap<string, string> = new Map(),
) => {
  const translation = await trx
    .selectFrom('translation as t')
    .innerJoin('revision as r', 'r.id', 't.revision_id')
    .select(['t.locale', termDay])
    .where('t.id', '=', translationId)
    .executeTakeFirstOrThrow()
  const locale = translation.locale as Locale
  const segments = (await listSegments(trx, translationId))
    .map((segment) => ({ ...segment, target: proposed.get(segment.id) ?? segment.target }))
    .filter((segment) => segment.target !== '')
  if (locale === sourceLocale) return { segments, findings: [] }
  const sources = segments.map(({ source }) => source)
  const findings = runChecks({
    source: sourceLocale,
    target: locale,
    segments: segments.map(({ source, target, type }) => ({ source, target, role: type })),
    concepts: await conceptsFor(trx, sources, locale, translation.day),
  })
  return { segments, findings }
}

/**
 * Runs the checks over a translation and keeps what they find. A waiver stays as long as the texts it speaks of do.
 */
export const checkTranslation = async (trx: Trx, translationId: string): Promise<void> => {
  await trx.selectFrom('translation').select('id').where('id', '=', translationId).forUpdate().execute()
  const { segments, findings } = await examine(trx, translationId)
  const rows = findings.map((finding) => {
    const segment = segments[finding.segment]!
    const told = [finding.check, finding.message, finding.params, finding.source, finding.target]
    return {
      translation_id: translationId,
      segment_id: segment.id,
      check_id: finding.check,
      severity: finding.severity,
      message: finding.message,
      params: JSON.stringify(finding.params),
      place: JSON.stringify({ source: finding.source, target: finding.target, fix: finding.fix }),
      fingerprint: createHash('sha256')
        .update(JSON.stringify([segment.id, segment.source, segment.target, ...told]))
        .digest(),
    }
  })
  const before = await trx
    .selectFrom('finding')
    .select(['id', 'fingerprint'])
    .where('translation_id', '=', translationId)
    .execute()
  const wanted = new Set(rows.map(({ fingerprint }) => fingerprint.toString('hex')))
  const known = new Set(before.map(({ fingerprint }) => fingerprint.toString('hex')))
  const gone = before
    .filter(({ fingerprint }) => !wanted.has(fingerprint.toString('hex')))
    .map(({ id }) => id)
  if (gone.length > 0)
    await trx.deleteFrom('finding').where('id', '=', sql<string>`any(${gone}::uuid[])`).execute()
  const added = rows.filter(({ fingerprint }) => !known.has(fingerprint.toString('hex')))
  for (const portion of inPortions(added))
    await trx
      .insertInto('finding')
      .values(portion)
      // The same thing may be found twice at one place.
      .onConflict((oc) => oc.columns(['translation_id', 'fingerprint']).doNothing())
      .execute()
  await trx
    .updateTable('translation')
    .set({ checked_sha256: sql<Buffer>`content_sha256(id)` })
    .where('id', '=', translationId)
    .execute()
}
