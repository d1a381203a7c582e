import { sql } from 'kysely'
import { inPortions, type Trx } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { editionsOf } from '../publishing/model.ts'
import { type Block, toBlocks } from './blocks.ts'
import type { ParsedRelease } from './parse/model.ts'

interface NewRevision {
  releaseId: string
  locales: Locale[]
  number: number
  personId: string
  parsed: ParsedRelease
  /** The segments of the revision before that this one's repeat or change, in the order of this one's. */
  previous?: (string | null)[]
}

/**
 * Writes a revision whole: blocks, segments, a translation per locale and the editions to come. What a segment that
 * repeats an earlier one had in a language, it keeps. From there on the pipeline moves it.
 */
export const writeRevision = async (
  trx: Trx,
  { releaseId, locales, number, personId, parsed, previous = [] }: NewRevision,
) => {
  const { document, source } = parsed
  const { id } = await trx
    .insertInto('revision')
    .values({
      release_id: releaseId,
      number,
      kind: document.kind,
      reference: document.reference,
      title: document.title,
      dateline_place: document.dateline?.place ?? null,
      dateline_date: document.dateline?.date ?? null,
      source,
      created_by: personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const blocks = toBlocks(document)
  refuseLong(blocks)
  await insertBlocks(trx, id, blocks, previous)
  await openTranslations(trx, id, locales, personId)
  await trx
    .insertInto('edition')
    .values(
      editionsOf(locales).map((edition) => ({
        revision_id: id,
        locales: edition,
        name: edition.join('+'),
        status: 'waiting',
      })),
    )
    .execute()
  return id
}

/** The longest segment, in UTF-16 units: a target is bounded likewise. */
const LONGEST = 20_000

const refuseLong = (blocks: Block[]) => {
  const long = blocks.flatMap(({ segments }) => segments).find((text) => text.length > LONGEST)
  if (long) throw new Refusal('paragraph-too-long', { limit: LONGEST, start: long.slice(0, 60) })
}

const insertBlocks = async (trx: Trx, revisionId: string, blocks: Block[], previous: (string | null)[]) => {
  const idAt = new Map<number, string>()
  const rows = blocks.map((block, position) => ({
    revision_id: revisionId,
    position,
    type: block.type,
    level: block.level ?? null,
    number: block.number ?? null,
    marker: block.marker ?? null,
  }))
  for (const portion of inPortions(rows)) {
    const written = await trx.insertInto('block').values(portion).returning(['id', 'position']).execute()
    for (const { id, position } of written) idAt.set(position, id)
  }
  const segments = blocks
    .flatMap((block, at) => block.segments.map((text) => ({ block_id: idAt.get(at)!, text })))
    .map((segment, position) => ({
      ...segment,
      revision_id: revisionId,
      position,
      previous_id: previous[position] ?? null,
    }))
  for (const portion of inPortions(segments)) await trx.insertInto('segment').values(portion).execute()
}

/**
 * One translation a locale, with a target for each segment: that of the same text in the revision before, with who
 * wrote it and where it was approved, else an empty one. English is its own text, by who submitted it.
 */
const openTranslations = async (trx: Trx, revisionId: string, locales: Locale[], personId: string) => {
  await trx
    .insertInto('translation')
    .values(
      locales.map((locale) => ({
        revision_id: revisionId,
        locale,
        status: locale === sourceLocale ? 'drafted' : 'pending',
      })),
    )
    .execute()
  const repeated = sql`
    from translation t
    join segment s on s.revision_id = t.revision_id
    left join segment p on p.id = s.previous_id and p.text = s.text
    left join translation was on was.revision_id = p.revision_id and was.locale = t.locale
    left join target g on g.translation_id = was.id and g.segment_id = p.id
                      and (t.locale <> ${sourceLocale} or g.text = s.text)`
  await sql`
    insert into target (translation_id, segment_id, text, edited_by, edited_at, approved_in)
    select t.id, s.id,
           case when t.locale = ${sourceLocale} then s.text else coalesce(g.text, '') end,
           case when t.locale = ${sourceLocale} then coalesce(g.edited_by, ${personId}) else g.edited_by end,
           case when t.locale = ${sourceLocale} then coalesce(g.edited_at, now()) else g.edited_at end,
           (select a.id from approval a
            where a.voided_at is null and (a.translation_id = g.translation_id or a.id = g.approved_in)
            order by a.approved_at desc limit 1)
    ${repeated} where t.revision_id = ${revisionId}`.execute(trx)
  await sql`
    insert into draft (translation_id, segment_id, engine, score, text, details)
    select t.id, s.id, d.engine, d.score, d.text, d.details
    ${repeated} join draft d on d.translation_id = was.id and d.segment_id = p.id
    where t.revision_id = ${revisionId}`.execute(trx)
}
