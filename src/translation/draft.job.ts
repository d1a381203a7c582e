import { inPortions } from '../db/client.ts'
import { defineJob } from '../jobs/define.ts'
import type { Locale } from '../language/model.ts'
import { draftByChain, fills } from './engines/chain.ts'
import { requestFor } from './engines/request.ts'
import { countCall, recordCalls } from './engines/usage.ts'
import { memoryEngine } from './memory.ts'
import type { EngineCall } from './model.ts'
import { termDay } from './termbase.ts'

/**
 * Drafts what is open in a translation: an exact match and what an engine writes fill their segments, the rest is left
 * to people, with what was found and why an engine failed shown. What an earlier revision had for a segment that changed
 * gives way to an exact match alone.
 */
export const draftTranslation = defineJob({
  name: 'draft-translation',
  async run({ config, db, log, engine, metrics, stopping, trace }, id) {
    const translation = await db
      .selectFrom('translation as t')
      .innerJoin('revision as r', 'r.id', 't.revision_id')
      .select(['t.locale', 'r.kind', termDay])
      .where('t.id', '=', id)
      .where('t.status', '=', 'pending')
      .executeTakeFirst()
    if (!translation) return
    const segments = await db
      .selectFrom('target as g')
      .innerJoin('segment as s', 's.id', 'g.segment_id')
      .innerJoin('block as b', 'b.id', 's.block_id')
      .leftJoin('draft as d', (join) =>
        join
          .onRef('d.translation_id', '=', 'g.translation_id')
          .onRef('d.segment_id', '=', 's.id')
          .on('d.engine', '=', 'revision'),
      )
      .select(['s.id', 's.text', 'b.type', 'g.text as target', 'd.engine as suggested'])
      .where('g.translation_id', '=', id)
      .orderBy('s.position')
      .execute()
    const release = segments.map(({ id, text, type, target }) => ({
      id,
      text,
      type,
      ...(target && { target }),
    }))
    const suggested = new Set(segments.filter((segment) => segment.suggested).map((segment) => segment.id))
    const open = release.filter(({ target }) => !target)
    const request = await requestFor(db, translation.locale as Locale, translation, release, open)
    const calls: EngineCall[] = []
    const watch = {
      signal: stopping,
      report: (call: EngineCall) => {
        calls.push(call)
        countCall(metrics, call)
        const { engine, model, outcome, milliseconds, segments, characters } = call
        trace.past(
          `engine ${engine}`,
          {
            'bayon.model': model,
            'bayon.outcome': outcome,
            'bayon.segments': segments,
            'bayon.characters': characters,
          },
          milliseconds,
          outcome !== 'answered',
        )
      },
      fault: (error: unknown) => log.error({ translation: id, err: error }, 'an engine met a fault of ours'),
    }
    const drafts = await draftByChain(memoryEngine(db), engine, request, watch, suggested).finally(() =>
      recordCalls(db, id, calls, config.enginePrice),
    )

    await db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('translation')
        .set({ status: 'drafted' })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .executeTakeFirst()
      if (moved.numUpdatedRows === 0n) return
      const rows = drafts.map(({ segmentId, engine, score, text, details }) => ({
        translation_id: id,
        segment_id: segmentId,
        engine,
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
        .where('draft.engine', '<>', 'revision')
        .where('target.text', '=', '')
        .execute()
    })
    log.info(
      { translation: id, segments: open.length, filled: drafts.filter(fills).length, calls: calls.length },
      'drafted',
    )
  },
})
