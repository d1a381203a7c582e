import { defineJob } from '../jobs/define.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { memoryEngine } from './memory.ts'
import { EXACT } from './model.ts'

/** Drafts a translation: an exact match fills its segment, the rest is left to people, with what was found shown. */
export const draftTranslation = defineJob({
  name: 'draft-translation',
  async run({ db, log }, id) {
    const translation = await db
      .selectFrom('translation as t')
      .innerJoin('revision as r', 'r.id', 't.revision_id')
      .select(['t.revision_id', 't.locale', 'r.kind'])
      .where('t.id', '=', id)
      .where('t.status', '=', 'pending')
      .executeTakeFirst()
    if (!translation) return
    const segments = await db
      .selectFrom('segment')
      .select(['id', 'text'])
      .where('revision_id', '=', translation.revision_id)
      .orderBy('position')
      .execute()
    const engine = memoryEngine(db)
    const drafts = await engine.draft({
      source: sourceLocale,
      target: translation.locale as Locale,
      kind: translation.kind,
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
      await trx
        .insertInto('draft')
        .values(
          drafts.map(({ segmentId, score, text, details }) => ({
            translation_id: id,
            segment_id: segmentId,
            engine: score === null ? 'none' : engine.name,
            score,
            text,
            details: JSON.stringify(details),
          })),
        )
        .execute()
      await trx
        .updateTable('target')
        .from('draft')
        .set(({ ref }) => ({ text: ref('draft.text') }))
        .whereRef('target.translation_id', '=', 'draft.translation_id')
        .whereRef('target.segment_id', '=', 'draft.segment_id')
        .where('draft.translation_id', '=', id)
        .where('draft.score', '>=', EXACT)
        .where('target.text', '=', '')
        .execute()
    })
    log.info(
      {
        translation: id,
        segments: segments.length,
        filled: drafts.filter(({ score }) => (score ?? 0) >= EXACT).length,
      },
      'drafted',
    )
  },
})
