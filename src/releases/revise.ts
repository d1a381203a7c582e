import { asPerson, inPortions, type Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import type { DraftDetails } from '../translation/model.ts'
import { similarity } from '../translation/score.ts'
import { carryOver, countChanges } from './carry.ts'
import { contentOf, isSame, loadNewest } from './newest.ts'
import { readSubmitted, type Submitted } from './read.ts'
import { writeRevision } from './write.ts'

export interface Revision extends Submitted {
  /** The number of the revision that it was compared with. */
  after?: number
}

/**
 * Takes a new revision of a release in. Segments that did not change keep their targets, with who wrote them and
 * where they were approved; changed ones are offered the old target. Nothing is approved by that: people decide on
 * each language of the new revision as a whole.
 *
 * The earlier revision is closed, by the database, in the same transaction: its translations stand as they are, its
 * reviews end as `superseded`, notices and dispatches that nothing was done for yet are cancelled. A dispatch whose
 * audience is frozen already, or that is going out or paused, goes on with the earlier text unless somebody cancels it.
 * @throws Refusal 'release-unknown', 'revision-unchanged', 'revision-superseded' (it was compared with an earlier one),
 *   'status-conflict' (withdrawn) and what the parser refuses
 */
export const reviseRelease = async (
  deps: Deps,
  personId: string,
  slug: string,
  { after, ...submitted }: Revision,
) => {
  const parsed = await readSubmitted(submitted)
  return asPerson(deps.db, personId, async (trx) => {
    // One revision at a time: each is compared with the one before it.
    const release = await trx
      .selectFrom('release')
      .select(['id', 'locales'])
      .where('slug', '=', slug)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!release) throw new Refusal('release-unknown', { slug })
    const before = await loadNewest(trx, slug)
    if (after !== undefined && after !== before.number) throw new Refusal('revision-superseded')
    const content = contentOf(parsed.document)
    const { lines } = content
    if (isSame(before, content)) throw new Refusal('revision-unchanged', { number: before.number })

    const from = carryOver(before.lines, lines)
    const number = before.number + 1
    const revisionId = await writeRevision(trx, {
      releaseId: release.id,
      locales: release.locales as Locale[],
      number,
      personId,
      parsed,
      previous: from.map((at) => (at === null ? null : before.ids[at]!)),
    })
    await suggestEarlier(trx, revisionId)
    return {
      revisionId,
      number,
      changes: countChanges(before.lines, lines, from),
      warnings: parsed.warnings,
    }
  })
}

/** Offers each changed segment what the earlier one had: its target, else what was offered to it in turn. */
const suggestEarlier = async (trx: Trx, revisionId: string) => {
  const changed = await trx
    .selectFrom('segment as s')
    .innerJoin('segment as p', 'p.id', 's.previous_id')
    .innerJoin('translation as t', 't.revision_id', 's.revision_id')
    .innerJoin('translation as was', (join) =>
      join.onRef('was.revision_id', '=', 'p.revision_id').onRef('was.locale', '=', 't.locale'),
    )
    .innerJoin('target as g', (join) =>
      join.onRef('g.translation_id', '=', 'was.id').onRef('g.segment_id', '=', 'p.id'),
    )
    .leftJoin('draft as d', (join) =>
      join
        .onRef('d.translation_id', '=', 'was.id')
        .onRef('d.segment_id', '=', 'p.id')
        .on('d.engine', '=', 'revision'),
    )
    .select([
      't.id as translation_id',
      's.id as segment_id',
      's.text',
      'p.id',
      'p.text as source',
      'g.text as target',
      'd.details',
    ])
    .where('s.revision_id', '=', revisionId)
    .where('t.locale', '<>', sourceLocale)
    .whereRef('s.text', '<>', 'p.text')
    .execute()
  const drafts = changed.flatMap(({ translation_id, segment_id, text, id, source, target, details }) => {
    const unit = target ? { id, source, target, importedFrom: null } : (details as DraftDetails | null)?.unit
    if (!unit) return []
    return {
      translation_id,
      segment_id,
      engine: 'revision',
      // Never exact: a text that came back is still to be decided upon.
      score: Math.min(99, similarity(unit.source, text, sourceLocale)),
      text: unit.target,
      details: JSON.stringify({ unit } satisfies DraftDetails),
    }
  })
  for (const portion of inPortions(drafts)) await trx.insertInto('draft').values(portion).execute()
}
