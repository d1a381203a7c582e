import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import type { Locale } from '../language/model.ts'
import { readDocuments } from './documents.ts'
import type { Edition, MultilingualDocument } from './model.ts'

/** An edition as it was approved, with the hash of its approvals. */
export interface ApprovedEdition {
  revisionId: string
  edition: Edition
  approvalsSha256: Buffer
  document: MultilingualDocument
}

/**
 * Loads an edition's texts exactly as they were approved: each locale's content is hashed anew, in the same view of
 * the database, and has to be what its approval names. Null where that does not hold, or nothing is to be rendered.
 */
export const loadApproved = (db: Db, editionId: string): Promise<ApprovedEdition | null> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const edition = await trx
        .selectFrom('edition as e')
        .innerJoin('revision as r', 'r.id', 'e.revision_id')
        .innerJoin('release', 'release.id', 'r.release_id')
        .select([
          'e.revision_id',
          'e.locales',
          'e.approval_ids',
          'e.approvals_sha256',
          'release.slug',
          'release.unofficial',
          'r.kind',
          'r.reference',
          'r.dateline_place',
          'r.dateline_date',
        ])
        .where('e.id', '=', editionId)
        .where('e.status', '=', 'pending')
        .executeTakeFirst()
      if (!edition?.approval_ids || !edition.approvals_sha256) return null
      const { rows: approvals } = await sql<{
        locale: Locale
        translation_id: string
        hash: Buffer
        whole: boolean
      }>`
        select t.locale, t.id as translation_id, a.content_sha256 as hash,
               a.voided_at is null and a.content_sha256 = content_sha256(t.id) as whole
        from unnest(${edition.approval_ids}::uuid[]) with ordinality w(id, n)
        join approval a on a.id = w.id join translation t on t.id = a.translation_id order by w.n`.execute(
        trx,
      )
      const together = createHash('sha256')
      for (const approval of approvals) together.update(approval.hash)
      const intact =
        approvals.length === edition.locales.length &&
        approvals.every((approval) => approval.whole) &&
        together.digest().equals(edition.approvals_sha256)
      if (!intact) return null

      const translations = approvals.map(({ locale, translation_id }) => ({ locale, id: translation_id }))
      const locales = await readDocuments(trx, edition, translations)
      return {
        revisionId: edition.revision_id,
        edition: edition.locales as Edition,
        approvalsSha256: edition.approvals_sha256,
        document: { slug: edition.slug, locales, unofficial: edition.unofficial },
      }
    })
