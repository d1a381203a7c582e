import type { Trx } from '../db/client.ts'
import type { Locale } from '../language/model.ts'
import { type Block, type BlockType, fromBlocks, type RevisionFacts } from '../releases/blocks.ts'
import type { ReleaseKind } from '../releases/model.ts'
import type { MultilingualDocument } from './model.ts'

/** What a revision's row says of it beside its blocks. */
export interface RevisionRow {
  kind: string
  reference: string | null
  dateline_place: string | null
  dateline_date: string | null
}

const factsOf = ({ kind, reference, dateline_place, dateline_date }: RevisionRow): RevisionFacts => ({
  kind: kind as ReleaseKind,
  reference,
  dateline:
    dateline_place !== null && dateline_date !== null ? { place: dateline_place, date: dateline_date } : null,
})

/** Puts the texts of some translations of a revision together as documents; `written` may say what stands for a text. */
export const readDocuments = async (
  trx: Trx,
  revision: RevisionRow,
  translations: { locale: Locale; id: string }[],
  written: (segment: { id: string; locale: Locale; text: string }) => string = ({ text }) => text,
): Promise<MultilingualDocument['locales']> => {
  const segments = await trx
    .selectFrom('target as g')
    .innerJoin('segment as s', 's.id', 'g.segment_id')
    .innerJoin('block as b', 'b.id', 's.block_id')
    .select([
      'g.translation_id',
      's.id',
      'g.text',
      'b.id as block',
      'b.type',
      'b.level',
      'b.number',
      'b.marker',
    ])
    .where(
      'g.translation_id',
      'in',
      translations.map(({ id }) => id),
    )
    .orderBy('s.position')
    .execute()
  return Object.fromEntries(
    translations.map(({ locale, id }) => {
      const own = segments.filter((segment) => segment.translation_id === id)
      const blocks = [...Map.groupBy(own, (segment) => segment.block).values()].map(
        (parts): Block => ({
          type: parts[0]!.type as BlockType,
          level: parts[0]!.level ?? undefined,
          number: parts[0]!.number ?? undefined,
          marker: parts[0]!.marker ?? undefined,
          segments: parts.map((part) => written({ id: part.id, locale, text: part.text })),
        }),
      )
      return [locale, fromBlocks(factsOf(revision), blocks, locale)]
    }),
  )
}
