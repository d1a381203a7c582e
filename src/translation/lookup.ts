import type { Db } from '../db/client.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { adapt } from './adapt.ts'
import { placeBold } from './bold.ts'
import { type Candidate, findCandidates, type Query } from './candidates.ts'
import { type DraftDetails, EXACT, FUZZY_THRESHOLD, type Penalty, type Span } from './model.ts'
import { loadPeople } from './people.ts'
import { align, tokenSimilarity } from './score.ts'
import { type People, type Token, tokenize } from './tokens.ts'

/** Something that was translated before, made to fit. */
export interface Match extends DraftDetails {
  unit: NonNullable<DraftDetails['unit']>
  raw: number
  /** 70–101, as in a draft. */
  score: number
  /** The translation, with this segment's own values and bold. */
  text: string
}

/** Points off a match from another kind of release: its register may be another. */
const KIND_PENALTY = 1
const penaltiesOf = ({ kind, penalty }: Candidate, wanted: string | null): Penalty[] => [
  ...(kind !== null && wanted !== null && kind !== wanted
    ? [{ for: 'kind' as const, points: KIND_PENALTY }]
    : []),
  ...(penalty > 0 ? [{ for: 'imported' as const, points: penalty }] : []),
]

/** The stretches that changed, on one side of an alignment; those with nothing but space between them are one. */
const spansOf = (text: string, tokens: Token[]): Span[] => {
  const spans: Span[] = []
  for (const { start, end } of tokens) {
    const last = spans.at(-1)
    if (last && text.slice(last[1], start).trim() === '') last[1] = end
    else spans.push([start, end])
  }
  return spans
}

/** A scored candidate as what a person is shown. */
const present = (
  { candidate, raw, score, penalties, tokens }: Scored,
  segment: string,
  segmentTokens: Token[],
  target: Locale,
  people: People,
): Match => {
  const { id, source, importedFrom } = candidate
  const base = {
    score,
    raw,
    text: candidate.target,
    unit: { id, source, target: candidate.target, importedFrom },
    ...(penalties.length > 0 && { penalties }),
  }
  if (raw >= EXACT) return base
  const pairs = align(tokens, segmentTokens)
  const adapted = pairs
    ? adapt({ pairs, segment, target: candidate.target }, sourceLocale, target, people)
    : { text: candidate.target, replaced: [] }
  const { text, placed, open } = placeBold(segment, source, adapted.text, sourceLocale, target, people)
  const differing = pairs?.filter(([a, b]) => a?.key !== b?.key || a?.value !== b?.value) ?? []
  const [unit, own] = [differing.flatMap(([a]) => a ?? []), differing.flatMap(([, b]) => b ?? [])]
  return {
    ...base,
    text,
    ...(adapted.replaced.length > 0 && { replaced: adapted.replaced }),
    ...(placed + open > 0 && { bold: { placed, open } }),
    ...(differing.length > 0 && { changed: { unit: spansOf(source, unit), segment: spansOf(segment, own) } }),
  }
}

interface Scored {
  candidate: Candidate
  tokens: Token[]
  raw: number
  score: number
  penalties: Penalty[]
}

const scoreCandidate = (
  candidate: Candidate,
  { text }: Query,
  segmentTokens: Token[],
  people: People,
  kind: string | null,
): Scored => {
  const isSame = candidate.source === text
  const tokens = isSame ? segmentTokens : tokenize(candidate.source, sourceLocale, people)
  const fuzzy = () => Math.min(EXACT - 1, tokenSimilarity(tokens, segmentTokens))
  const raw = isSame ? EXACT + Number(candidate.isSameContext) : fuzzy()
  const penalties = penaltiesOf(candidate, kind)
  const points = penalties.reduce((sum, penalty) => sum + penalty.points, 0)
  const score = points > 0 ? Math.min(EXACT, raw) - points : raw
  return { candidate, tokens, raw, score, penalties }
}

/**
 * The best matches of each text, best first: 101 the same text between the same neighbours, 100 the same text, 70–99 alike, each
 * less its penalties. Approved units stand before imported ones of the same score, newer before older. `kind` is that of the release
 * that asks; null asks without.
 */
export const lookUp = async (
  db: Db,
  { target, kind, limit = 5 }: { target: Locale; kind: string | null; limit?: number },
  queries: Query[],
): Promise<Match[][]> => {
  if (queries.length === 0) return []
  const rows = await findCandidates(db, target, queries)
  const texts = [...queries.map(({ text }) => text), ...rows.map(({ source }) => source)]
  const people = await loadPeople(db, target, [...new Set(texts)])
  const candidates = Map.groupBy(rows, ({ at }) => at)
  return queries.map((query, at) => {
    const segmentTokens = tokenize(query.text, sourceLocale, people)
    return (candidates.get(at) ?? [])
      .map((candidate) => scoreCandidate(candidate, query, segmentTokens, people, kind))
      .filter(({ score }) => score >= FUZZY_THRESHOLD)
      .sort(bestFirst)
      .filter(isNewPair())
      .slice(0, limit)
      .map((scored) => present(scored, query.text, segmentTokens, target, people))
  })
}

const bestFirst = (a: Scored, b: Scored) =>
  b.score - a.score ||
  Number(a.candidate.importedFrom !== null) - Number(b.candidate.importedFrom !== null) ||
  (a.candidate.id < b.candidate.id ? 1 : -1)

/** Lets each pair of texts through once, however many releases it stands in. */
const isNewPair = () => {
  const seen = new Set<string>()
  return ({ candidate: { source, target } }: Scored) => {
    const pair = `${source}\0${target}`
    return !seen.has(pair) && seen.add(pair)
  }
}
