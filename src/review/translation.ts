import type { Db } from '../db/client.ts'
import { type Params, text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { conceptsFor, findTerms } from '../translation/termbase.ts'
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
      const { id, status, title, day } = await findTranslation(trx, slug, locale)
      const segments = await listSegments(trx, id)
      const findings = await listFindings(trx, id)
      const sources = segments.map(({ source }) => source)
      const terms = findTerms(sources, await conceptsFor(trx, sources, locale, day), locale)
      return {
        slug,
        locale,
        status,
        title,
        contentSha256: (await contentHash(trx, id)).toString('hex'),
        segments: segments.map(({ engine, score, draft, details, edited_by, ...segment }, at) => ({
          ...segment,
          editedBy: edited_by,
          origin: score === null ? (engine ?? 'source') : `${engine} ${score}`,
          draft: draft || null,
          details,
          terms: terms[at],
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
