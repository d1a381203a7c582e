import { defineJob } from '../jobs/define.ts'
import type { Locale } from '../language/model.ts'
import { draftByChain, fills } from './engines/chain.ts'
import { requestFor } from './engines/request.ts'
import { recordCalls } from './engines/usage.ts'
import { memoryEngine } from './memory.ts'
import type { EngineCall } from './model.ts'

/**
 * Drafts a translation: an exact match and what an engine writes fill their segments, the rest is left to people, with
 * what was found and why an engine failed shown.
 */
export const draftTranslation = defineJob({
  name: 'draft-translation',
  async run({ db, log, engine, stopping }, id) {
    const translation = await db
      .selectFrom('translation')
      .select(['revision_id', 'locale'])
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .executeTakeFirst()
    if (!translation) return
    const release = await db
      .selectFrom('segment as s')
      .innerJoin('block as b', 'b.id', 's.block_id')
      .select(['s.id', 's.text', 'b.type'])
      .where('s.revision_id', '=', translation.revision_id)
      .orderBy('s.position')
      .execute()
    const request = await requestFor(db, translation.locale as Locale, release)
    const calls: EngineCall[] = []
    const drafts = await draftByChain(memoryEngine(db), engine, request, {
      signal: stopping,
      report: (call) => calls.push(call),
      fault: (error) => log.error({ translation: id, err: error }, 'an engine met a fault of ours'),
    }).finally(() => recordCalls(db, id, calls))

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
          drafts.map(({ segmentId, engine, score, text, details }) => ({
            translation_id: id,
            segment_id: segmentId,
            engine,
            score,
            text,
            details: JSON.stringify(details),
          })),
        )
        .execute()
      const filled = drafts.filter(fills).map(({ segmentId }) => segmentId)
      if (filled.length === 0) return
      await trx
        .updateTable('target')
        .from('draft')
        .set(({ ref }) => ({ text: ref('draft.text') }))
        .whereRef('target.translation_id', '=', 'draft.translation_id')
        .whereRef('target.segment_id', '=', 'draft.segment_id')
        .where('draft.translation_id', '=', id)
        .where('draft.segment_id', 'in', filled)
        .where('target.text', '=', '')
        .execute()
    })
    log.info(
      { translation: id, segments: release.length, filled: drafts.filter(fills).length, calls: calls.length },
      'drafted',
    )
  },
})
