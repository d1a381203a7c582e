import type { Db } from '../db/client.ts'
import { type Params, text } from '../i18n.ts'
import { diffWords } from '../language/difference.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { editionName, editionsOf } from '../publishing/model.ts'
import type { Change } from '../releases/carry.ts'
import { tellReason } from '../translation/engines/failure.ts'
import type { DraftDetails } from '../translation/model.ts'
import { tellOrigin } from '../translation/tell-origin.ts'
import { conceptsFor, findTerms } from '../translation/termbase.ts'
import {
  contentHash,
  findTranslation,
  lastApproval,
  lastReturn,
  listFindings,
  listSegments,
} from './queries.ts'

/** What became of a segment since the revision before, and what it was there if it changed. */
const changeOf = (source: string, before: string | null, target: string | null) => {
  const change: Change = before === null ? 'new' : before === source ? 'unchanged' : 'changed'
  const previous =
    before !== null && change === 'changed'
      ? { source: before, target: target ?? '', difference: diffWords(before, source, sourceLocale) }
      : null
  return { change, previous }
}

/**
 * A translation as a person works on it, in one view of the database, so that the hash is that of the texts beside
 * it. Findings are told in the reader's language.
 */
export const getTranslation = (db: Db, slug: string, locale: Locale, reader: Locale) =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const { id, status, title, titles, unofficial, revision, day, due_at, release_status, locales } =
        await findTranslation(trx, slug, locale)
      const segments = await listSegments(trx, id)
      const findings = await listFindings(trx, id)
      const approval = await lastApproval(trx, id)
      const sources = segments.map(({ source }) => source)
      const terms = findTerms(segments, await conceptsFor(trx, sources, locale, day), locale)
      return {
        slug,
        locale,
        status,
        title,
        titles,
        unofficial,
        revision,
        dueAt: due_at,
        withdrawn: release_status === 'withdrawn',
        editions: editionsOf(locales as Locale[]).map(editionName),
        approval: approval && { by: approval.by, at: approval.at, voidedAt: approval.voidedAt },
        returned: status === 'returned' ? await lastReturn(trx, id) : null,
        contentSha256: (await contentHash(trx, id)).toString('hex'),
        segments: segments.map(
          (
            {
              engine,
              score,
              draft,
              details,
              edited_by,
              approved_in,
              previous_source,
              previous_target,
              ...segment
            },
            at,
          ) => ({
            ...segment,
            editedBy: edited_by,
            origin: score === null ? (engine ?? 'source') : `${engine} ${score}`,
            draft: draft || null,
            details,
            why: tellOrigin({ engine, score, details: details as DraftDetails | null }, reader),
            /** The text as it was last approved, where it has changed since. */
            approvedText: approval?.changed.get(segment.id) ?? null,
            reason: toldReason(details as DraftDetails | null, reader),
            approvedBefore: approved_in !== null,
            terms: terms[at],
            ...changeOf(segment.source, previous_source, previous_target),
          }),
        ),
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
