import type { Trx } from '../db/client.ts'
import type { Locale } from '../language/model.ts'
import { chrf, ter } from './distance.ts'

/** Records how far each draft was from the text that is approved, in the transaction of the approval. */
export const recordDistances = async (trx: Trx, translationId: string): Promise<void> => {
  const pairs = await trx
    .selectFrom('draft as d')
    .innerJoin('target as g', (join) =>
      join.onRef('g.translation_id', '=', 'd.translation_id').onRef('g.segment_id', '=', 'd.segment_id'),
    )
    .innerJoin('translation as t', 't.id', 'd.translation_id')
    .select(['d.segment_id', 't.locale', 'd.text as draft', 'g.text as approved'])
    .where('d.translation_id', '=', translationId)
    .where('d.text', '<>', '')
    .execute()
  if (pairs.length === 0) return
  await trx
    .insertInto('draft_distance')
    .values(
      pairs.map(({ segment_id, locale, draft, approved }) => ({
        translation_id: translationId,
        segment_id,
        chrf: chrf(draft, approved),
        ter: ter(draft, approved, locale as Locale),
      })),
    )
    .onConflict((oc) =>
      oc.columns(['translation_id', 'segment_id']).doUpdateSet(({ ref }) => ({
        chrf: ref('excluded.chrf'),
        ter: ref('excluded.ter'),
        approved_at: ref('excluded.approved_at'),
      })),
    )
    .execute()
}
