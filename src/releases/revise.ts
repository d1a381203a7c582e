import { isDeepStrictEqual } from 'node:util'
import { asPerson, inPortions, type Trx } from '../db/client.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import type { DraftDetails } from '../translation/model.ts'
import { similarity } from '../translation/score.ts'
import { type Block, type BlockType, toBlocks } from './blocks.ts'
import { carryOver, countChanges, type Line } from './carry.ts'
import type { ReleaseDocument } from './model.ts'
import { parseRelease } from './parse/parse.ts'
import { inputOf, type Submitted } from './submit.ts'
import { writeRevision } from './write.ts'

/** A segment with all of its block that a reader sees. */
interface PlacedLine extends Line {
  block: number
  level: number | null
  number: number | null
  marker: string | null
}

const linesOf = (blocks: Block[]): PlacedLine[] =>
  blocks.flatMap(({ segments, type, level = null, number = null, marker = null }, block) =>
    segments.map((text) => ({ block, type, level, number, marker, text })),
  )

const factsOf = ({ kind, reference, title, dateline }: ReleaseDocument) => ({
  kind: kind as string,
  reference,
  title,
  dateline_place: dateline?.place ?? null,
  dateline_date: dateline?.date ?? null,
})

/** The newest revision of a release: its number, what it says of itself, and its lines with the ids of their segments. */
const loadNewest = async (trx: Trx, releaseId: string) => {
  const { id, number, ...facts } = await trx
    .selectFrom('revision')
    .select(['id', 'number', 'kind', 'reference', 'title', 'dateline_place', 'dateline_date'])
    .where('release_id', '=', releaseId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const rows = await trx
    .selectFrom('segment as s')
    .innerJoin('block as b', 'b.id', 's.block_id')
    .select(['s.id', 'b.position as block', 'b.type', 'b.level', 'b.number', 'b.marker', 's.text'])
    .where('s.revision_id', '=', id)
    .orderBy('s.position')
    .execute()
  return {
    number,
    facts,
    ids: rows.map((row) => row.id),
    lines: rows.map(({ id: _, type, ...line }): PlacedLine => ({ ...line, type: type as BlockType })),
  }
}

/**
 * Takes a new revision of a release in. Segments that did not change keep their targets, with who wrote them and
 * where they were approved; changed ones are offered the old target. Nothing is approved by that: people decide on
 * each language of the new revision as a whole.
 *
 * The earlier revision is closed, by the database, in the same transaction: its translations stand as they are, its
 * reviews end as `superseded`, notices and dispatches that nothing was done for yet are cancelled. A dispatch whose
 * audience is frozen already, or that is going out or paused, goes on with the earlier text unless somebody cancels it.
 * @throws Refusal 'release-unknown', 'revision-unchanged', 'status-conflict' (withdrawn) and what the parser refuses
 */
export const reviseRelease = async (deps: Deps, personId: string, slug: string, submitted: Submitted) => {
  const parsed = await parseRelease(inputOf(submitted))
  return asPerson(deps.db, personId, async (trx) => {
    // One revision at a time: each is compared with the one before it.
    const release = await trx
      .selectFrom('release')
      .select(['id', 'locales'])
      .where('slug', '=', slug)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!release) throw new Refusal('release-unknown', { slug })
    const before = await loadNewest(trx, release.id)
    const lines = linesOf(toBlocks(parsed.document))
    if (isDeepStrictEqual([factsOf(parsed.document), lines], [before.facts, before.lines]))
      throw new Refusal('revision-unchanged', { number: before.number })

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
