import { sql } from 'kysely'
import type { EnginePrice } from '../../config.ts'
import type { Db } from '../../db/client.ts'
import type { Locale } from '../../language/model.ts'
import type { EngineCall } from '../model.ts'

const MILLION = 1_000_000

/** What an answered call costs, in the currency of the price; null where no price is known, no answer came, or it did not tell its tokens. */
export const costOf = (
  { outcome, characters, inputTokens, outputTokens }: EngineCall,
  price: EnginePrice,
): number | null =>
  price &&
  outcome === 'answered' &&
  (inputTokens !== undefined || price.inputTokens + price.outputTokens === 0)
    ? (characters * price.characters +
        (inputTokens ?? 0) * price.inputTokens +
        (outputTokens ?? 0) * price.outputTokens) /
      MILLION
    : null

/** Puts what engines were asked for a translation on the record, with what it costs by the price that holds now. */
export const recordCalls = async (
  db: Db,
  translationId: string,
  calls: EngineCall[],
  price: EnginePrice,
): Promise<void> => {
  if (calls.length === 0) return
  await db
    .insertInto('engine_call')
    .values(
      calls.map((told) => {
        const { inputTokens, outputTokens, ...call } = told
        const cost = costOf(told, price)
        return {
          ...call,
          translation_id: translationId,
          input_tokens: inputTokens ?? null,
          output_tokens: outputTokens ?? null,
          cost,
          currency: cost === null ? null : price!.currency,
        }
      }),
    )
    .execute()
}

/**
 * What each engine was asked and what it took since a moment: calls and what came of them, segments and characters that were
 * answered, tokens where the answers told them, money where prices were set, and time.
 */
export const engineUsage = (db: Db, since: Date) =>
  db
    .selectFrom('engine_call as c')
    .innerJoin('translation as t', 't.id', 'c.translation_id')
    .where('c.created_at', '>=', since)
    .select(({ fn, ref }) => [
      'c.engine',
      'c.model',
      't.locale',
      'c.outcome',
      'c.currency',
      fn.countAll<number>().as('calls'),
      fn.sum<number>('c.segments').as('segments'),
      fn.sum<number>('c.characters').as('characters'),
      fn.sum<number | null>('c.input_tokens').as('inputTokens'),
      fn.sum<number | null>('c.output_tokens').as('outputTokens'),
      // To a millionth: sums of halves and tenths are not exact.
      sql<number | null>`round(sum(c.cost)::numeric, 6)::float8`.as('cost'),
      fn.sum<number>('c.milliseconds').as('milliseconds'),
      fn.max(ref('c.milliseconds')).as('longestMilliseconds'),
    ])
    .groupBy(['c.engine', 'c.model', 't.locale', 'c.outcome', 'c.currency'])
    .orderBy('c.engine')
    .orderBy('c.model')
    .orderBy('t.locale')
    .orderBy('c.outcome')
    .execute()

export interface EngineQuality {
  engine: string
  /** Of a draft by the memory: whether its source was the same, or only alike. */
  match: 'exact' | 'fuzzy' | null
  model: string | null
  locale: Locale
  segments: number
  /** Mean, 0 to 100: 100 for the same text. */
  chrf: number
  /** Mean, in edits per 100 words of the approved text. */
  ter: number
  /** How many were approved as drafted, white space aside. */
  unchanged: number
}

/**
 * How far each engine's drafts were from what people approved: mean chrF and TER (translation/distance.ts), and how many
 * segments were approved as drafted. Drafts of the memory are told apart by whether they were exact.
 */
export const engineQuality = async (db: Db, since: Date) => {
  const { rows } = await sql<EngineQuality>`
    select d.engine, case when d.score < 100 then 'fuzzy' when d.score >= 100 then 'exact' end as match,
           d.details ->> 'model' as model, t.locale,
           count(*) as segments, avg(x.chrf) as chrf, avg(x.ter) as ter, count(*) filter (where x.ter = 0) as unchanged
    from draft_distance x
    join draft d using (translation_id, segment_id)
    join translation t on t.id = x.translation_id
    where x.approved_at >= ${since}
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db)
  return rows
}
