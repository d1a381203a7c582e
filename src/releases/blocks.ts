import { type Locale, sourceLocale } from '../language/model.ts'
import { joinSentences, splitSentences } from '../language/sentences.ts'
import type { BodyBlock, ReleaseDocument, ReleaseKind } from './model.ts'

export type BlockType = 'letterhead' | 'unit' | 'kind' | 'title' | 'subtitle' | BodyBlock['type'] | 'dateline'

/** A structural part of a revision and its segments, in reading order. */
export interface Block {
  type: BlockType
  level?: number
  number?: number
  marker?: string
  segments: string[]
}

/** What a revision says of itself beside its blocks. */
export interface RevisionFacts {
  kind: ReleaseKind
  reference: string | null
  dateline: { place: string; date: string } | null
}

/** Where a list item stands; nothing for what is not one. */
const placeOf = ({ level, number, marker }: Pick<Block, 'level' | 'number' | 'marker'>) => ({
  ...(level !== undefined && { level }),
  ...(number !== undefined && { number }),
  ...(marker !== undefined && { marker }),
})

/** Takes a document apart: headings and lines whole, running text by sentences. */
export const toBlocks = (document: ReleaseDocument): Block[] => {
  const whole = (type: BlockType, text: string | null | undefined): Block[] =>
    text ? [{ type, segments: [text] }] : []
  return [
    ...document.letterhead.flatMap((line) => whole('letterhead', line)),
    ...whole('unit', document.unit),
    ...whole('kind', document.kindText),
    ...whole('title', document.title),
    ...whole('subtitle', document.subtitle),
    ...document.blocks.map(
      ({ type, text, ...place }): Block => ({
        type,
        ...placeOf(place),
        segments: type === 'heading' ? [text] : splitSentences(text, sourceLocale),
      }),
    ),
    ...whole('dateline', document.dateline?.text),
  ]
}

/** Puts a document together again from blocks whose segments are in `locale`. */
export const fromBlocks = (facts: RevisionFacts, blocks: Block[], locale: Locale): ReleaseDocument => {
  const textOf = (block: Block) => joinSentences(block.segments, locale)
  const all = (type: BlockType) => blocks.filter((block) => block.type === type).map(textOf)
  const [dateline] = all('dateline')
  const [subtitle] = all('subtitle')
  const [kindText] = all('kind')
  const structural: readonly BlockType[] = ['letterhead', 'unit', 'kind', 'title', 'subtitle', 'dateline']
  return {
    kind: facts.kind,
    ...(kindText && { kindText }),
    letterhead: all('letterhead'),
    unit: all('unit')[0] ?? null,
    reference: facts.reference,
    title: all('title')[0] ?? '',
    ...(subtitle && { subtitle }),
    blocks: blocks
      .filter((block) => !structural.includes(block.type))
      .map((block) => ({
        type: block.type as BodyBlock['type'],
        text: textOf(block),
        ...placeOf(block),
      })),
    dateline: facts.dateline ? { ...facts.dateline, ...(dateline && { text: dateline }) } : null,
  }
}
