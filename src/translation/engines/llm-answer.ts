import { z } from 'zod'
import type { Locale } from '../../language/model.ts'
import { EngineFailure } from './failure.ts'
import { boldRuns, cleanTarget } from './target.ts'

/** The shape that an answer has to have. */
const Answer = z.strictObject({
  segments: z.array(z.strictObject({ id: z.string(), target: z.string() })).max(1000),
})

/** The same, for the service; the ids are the only ones it may name. */
export const answerSchema = (ids: readonly string[]) =>
  z.toJSONSchema(
    z.strictObject({
      segments: z.array(z.strictObject({ id: z.enum(ids as [string, ...string[]]), target: z.string() })),
    }),
    { target: 'draft-07' },
  )

/** A segment as a model is asked for it. */
export interface Wanted {
  /** Short, unique in the request: s12. */
  id: string
  text: string
}

export interface Judgement {
  /** The targets that can be taken, by id. */
  targets: Map<string, string>
  /** What is wrong with others, by id. */
  faults: Map<string, EngineFailure>
  /** Why nothing of it can be taken: it is no such JSON, or segments are missing, twice there or not asked for. */
  refused: 'malformed' | 'mixed-up' | null
  /** What is wrong, for the model to mend; in English, naming ids and never texts. */
  complaints: string[]
}

/** The least length, in UTF-16 code units, from which it is no chance that two targets are the same. */
const TELLING = 24

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Targets that are the same although their sources are not: one text was given for two. */
const repeatedIn = (targets: ReadonlyMap<string, string>, wanted: readonly Wanted[]): string[] => {
  const seen = new Map<string, string>()
  return wanted.flatMap(({ id, text }) => {
    const target = targets.get(id)
    if (target === undefined || target.length < TELLING) return []
    const before = seen.get(target)
    seen.set(target, lettersOf(text))
    return before !== undefined && before !== lettersOf(text) ? [id] : []
  })
}

/** Judges what a model answered: every wanted segment once, nothing else, each with its bold and a likely length. */
export const judge = (content: string, wanted: readonly Wanted[], locale: Locale): Judgement => {
  const targets = new Map<string, string>()
  const faults = new Map<string, EngineFailure>()
  const complaints: string[] = []
  const answer = readAnswer(content)
  if (!answer)
    return {
      targets,
      faults,
      refused: 'malformed',
      complaints: ['It is not JSON of the form that was asked for.'],
    }
  const ids = new Set(wanted.map(({ id }) => id))
  const given = Map.groupBy(answer.segments, ({ id }) => id)
  const unknown = [...given.keys()].filter((id) => !ids.has(id))
  const missing = [...ids].filter((id) => !given.get(id)?.some(({ target }) => target.trim() !== ''))
  const twice = [...given].filter(([id, all]) => ids.has(id) && all.length > 1).map(([id]) => id)
  for (const { id, text } of wanted) {
    const target = given.get(id)?.[0]?.target
    if (target === undefined || missing.includes(id)) continue
    try {
      const clean = cleanTarget(target, text, locale)
      if (boldRuns(clean) !== boldRuns(text)) throw new EngineFailure('markup-lost')
      targets.set(id, clean)
    } catch (error) {
      faults.set(id, error as EngineFailure)
      complaints.push(complaintOf[(error as EngineFailure).code]?.(id, text) ?? `${id} cannot be used.`)
    }
  }
  const repeated = repeatedIn(targets, wanted)
  if (unknown.length > 0)
    complaints.push(`It has ${unknown.length} segments with an id that was not asked for.`)
  if (missing.length > 0) complaints.push(`These have no target: ${missing.join(', ')}.`)
  if (twice.length > 0) complaints.push(`These are there more than once: ${twice.join(', ')}.`)
  if (repeated.length > 0) complaints.push(`These repeat another segment's target: ${repeated.join(', ')}.`)
  return {
    targets,
    faults,
    complaints,
    refused: unknown.length + missing.length + twice.length + repeated.length > 0 ? 'mixed-up' : null,
  }
}

const complaintOf: Partial<Record<string, (id: string, text: string) => string>> = {
  'markup-lost': (id, text) =>
    `${id} must have ${boldRuns(text)} passages between ** and **, each in the place of its own.`,
  untranslated: (id) => `${id} is not translated.`,
  unlikely: (id) => `${id} is far longer than its source: it must translate that segment alone.`,
}

/** Some servers put a code fence or a sentence around the JSON although a schema was given. */
const readAnswer = (content: string) => {
  try {
    return Answer.safeParse(JSON.parse(content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1)))
      .data
  } catch {
    return undefined
  }
}
