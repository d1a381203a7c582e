import { isDeepStrictEqual } from 'node:util'
import type { Db, Trx } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import { sourceLocale } from '../language/model.ts'
import { type Block, type BlockType, fromBlocks, toBlocks } from './blocks.ts'
import type { Line } from './carry.ts'
import type { ReleaseDocument, ReleaseKind } from './model.ts'

/** A segment with all of its block that a reader sees. */
export interface PlacedLine extends Line {
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

/** What a revision is: what it says of itself, and its lines. */
export interface Content {
  facts: ReturnType<typeof factsOf>
  lines: PlacedLine[]
}

export const contentOf = (document: ReleaseDocument): Content => ({
  facts: factsOf(document),
  lines: linesOf(toBlocks(document)),
})

/** Whether two revisions say the same, in the same places. */
export const isSame = (a: Content, b: Content): boolean =>
  isDeepStrictEqual([a.facts, a.lines], [b.facts, b.lines])

/** The newest revision of a release, with the ids of its segments in the order of its lines. @throws Refusal 'release-unknown' */
export const loadNewest = async (db: Db | Trx, slug: string) => {
  const newest = await db
    .selectFrom('revision as r')
    .innerJoin('release', 'release.id', 'r.release_id')
    .select(['r.id', 'r.number', 'r.kind', 'r.reference', 'r.title', 'r.dateline_place', 'r.dateline_date'])
    .where('release.slug', '=', slug)
    .orderBy('r.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) throw new Refusal('release-unknown', { slug })
  const { id, number, ...facts } = newest
  const rows = await db
    .selectFrom('segment as s')
    .innerJoin('block as b', 'b.id', 's.block_id')
    .select(['s.id', 'b.position as block', 'b.type', 'b.level', 'b.number', 'b.marker', 's.text'])
    .where('s.revision_id', '=', id)
    .orderBy('s.position')
    .execute()
  return {
    id,
    number,
    facts,
    ids: rows.map((row) => row.id),
    lines: rows.map(({ id: _, type, ...line }): PlacedLine => ({ ...line, type: type as BlockType })),
  }
}

/** The document of a release's newest revision, and its number. @throws Refusal 'release-unknown' */
export const getDocument = async (db: Db, slug: string) => {
  const { number, facts, lines } = await loadNewest(db, slug)
  const blocks = [...Map.groupBy(lines, ({ block }) => block).values()].map((segments): Block => {
    const { type, level, number, marker } = segments[0]!
    return {
      type,
      ...(level !== null && { level }),
      ...(number !== null && { number }),
      ...(marker !== null && { marker }),
      segments: segments.map(({ text }) => text),
    }
  })
  const { kind, reference, dateline_place: place, dateline_date: date } = facts
  const dateline = date === null ? null : { place: place ?? '', date }
  return {
    number,
    document: fromBlocks({ kind: kind as ReleaseKind, reference, dateline }, blocks, sourceLocale),
  }
}
