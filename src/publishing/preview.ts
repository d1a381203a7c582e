import { sql } from 'kysely'
import type { Db } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import type { Locale } from '../language/model.ts'
import { readDocuments } from './documents.ts'
import { type Edition, editionName, type MultilingualDocument } from './model.ts'

/** Stands where a text is still missing. */
const OPEN = '…'

/**
 * An edition of a release's newest revision as it would be now, with `proposed` texts (by segment id) of one locale in
 * the place of those that are kept. For looking at alone: nothing of it is approved, and nothing of it leaves.
 * @throws Refusal 'edition-unknown' where the release has no such edition
 */
export const loadPreview = async (
  db: Db,
  slug: string,
  edition: Edition,
  locale: Locale,
  proposed: ReadonlyMap<string, string>,
): Promise<MultilingualDocument> =>
  db.transaction().execute(async (trx) => {
    const revision = await trx
      .selectFrom('edition as e')
      .innerJoin('revision as r', 'r.id', 'e.revision_id')
      .innerJoin('release', 'release.id', 'r.release_id')
      .select(['r.id', 'r.kind', 'r.reference', 'r.dateline_place', 'r.dateline_date', 'release.unofficial'])
      .where('release.slug', '=', slug)
      .where('e.name', '=', editionName(edition))
      .orderBy('r.number', 'desc')
      .executeTakeFirst()
    if (!revision) throw new Refusal('edition-unknown', { edition: editionName(edition) })
    const translations = await trx
      .selectFrom('translation')
      .select(['id', 'locale'])
      .where('revision_id', '=', revision.id)
      .where('locale', '=', sql<string>`any(${edition}::text[])`)
      .execute()
    const locales = await readDocuments(
      trx,
      revision,
      translations as { id: string; locale: Locale }[],
      ({ id, text, ...segment }) => (segment.locale === locale && proposed.get(id)) || text || OPEN,
    )
    return { slug, locales, unofficial: revision.unofficial }
  })
