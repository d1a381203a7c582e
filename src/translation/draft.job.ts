import { inPortions } from '../db/client.ts'
import { defineJob } from '../jobs/define.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { memoryEngine } from './memory.ts'

/**
 * Drafts what is open in a translation: an exact match fills its segment, the rest is left to people, with what was
 * found shown. What an earlier revision had for a segment that changed gives way to an exact match alone.
 */
export const draftTranslation = defineJob({
  name: 'draft-translation',
  async run({ db, log }, id) {
    const translation = await db
      .selectFrom('translation')
      .select(['locale'])
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .executeTakeFirst()
    if (!translation) return
    const segments = await db
      .selectFrom('target as g')
      .innerJoin('segment as s', 's.id', 'g.segment_id')
      .select(['s.id', 's.text'])
      .where('g.translation_id', '=', id)
      .where('g.text', '=', '')
      .orderBy('s.position')
      .execute()
    const engine = memoryEngine(db)
    const drafts = await engine.draft({
      source: sourceLocale,
      target: translation.locale as Locale,
      segments,
    })

    await db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('translation')
        .set({ status: 'drafted' })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .executeTakeFirst()
      if (moved.numUpdatedRows === 0n) return
      const rows = drafts.map(({ segmentId, score, text, details }) => ({
        translation_id: id,
        segment_id: segmentId,
        engine: score === null ? 'none' : engine.name,
        score,
        text,
        details: JSON.stringify(details),
      }))
      for (const portion of inPortions(rows)) {
        await trx
          .insertInto('draft')
          .values(portion)
          .onConflict((oc) =>
            oc
              .columns(['translation_id', 'segment_id'])
              .doUpdateSet(({ ref }) => ({
                engine: ref('excluded.engine'),
                score: ref('excluded.score'),
                text: ref('excluded.text'),
                details: ref('excluded.details'),
              }))
              .where(({ or, eb }) =>
                or([eb('draft.engine', '<>', 'revision'), eb('excluded.score', '>=', 100)]),
              ),
          )
          .execute()
      }
      await trx
        .updateTable('target')
        .from('draft')
        .set(({ ref }) => ({ text: ref('draft.text') }))
        .whereRef('target.translation_id', '=', 'draft.translation_id')
        .whereRef('target.segment_id', '=', 'draft.segment_id')
        .where('draft.translation_id', '=', id)
        .where('draft.score', '>=', 100)
        .where('target.text', '=', '')
        .execute()
    })
    log.info(
      { translation: id, segments: segments.length, filled: drafts.filter((d) => d.score === 100).length },
      'drafted',
    )
  },
})
