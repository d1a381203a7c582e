import type { Db } from '../db/client.ts'
import { type Params, text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { tellReason } from '../translation/engines/failure.ts'
import type { DraftDetails } from '../translation/model.ts'
import { contentHash, findTranslation, listFindings, listSegments } from './queries.ts'

/**
 * A translation as a person works on it, in one view of the database, so that the hash is that of the texts beside
 * it. Findings are told in the reader's language.
 */
export const getTranslation = (db: Db, slug: string, locale: Locale, reader: Locale) =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const { id, status, title } = await findTranslation(trx, slug, locale)
      const segments = await listSegments(trx, id)
      const findings = await listFindings(trx, id)
      return {
        slug,
        locale,
        status,
        title,
        contentSha256: (await contentHash(trx, id)).toString('hex'),
        segments: segments.map(({ engine, score, draft, details, edited_by, ...segment }) => ({
          ...segment,
          editedBy: edited_by,
          origin: score === null ? (engine ?? 'source') : `${engine} ${score}`,
          draft: draft || null,
          details,
          reason: toldReason(details as DraftDetails | null, reader),
        })),
        findings: findings.map(
          ({ message, params, segment_id, check_id, waived_by, waived_reason, ...finding }) => ({
            ...finding,
            segmentId: segment_id,
            check: check_id,
            message: text(reader, message, params as Params),
            waived: waived_by ? { by: waived_by, reason: waived_reason } : null,
          }),
        ),
      }
    })

/** Why an engine drafted nothing, for the reader. */
const toldReason = (details: DraftDetails | null, reader: Locale): string | null =>
  details?.reason ? tellReason(details.reason, reader) : null
