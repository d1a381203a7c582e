import { type Params, text } from '../i18n.ts'
import type { Locale } from '../language/model.ts'
import { tellReason } from './engines/failure.ts'
import { type DraftDetails, EXACT, FUZZY_THRESHOLD } from './model.ts'

/** A draft as the database has it; without an engine it is the source itself. */
export interface KnownDraft {
  engine: string | null
  score: number | null
  details: DraftDetails | null
}

/** Which sort of origin a draft has: the key of its words in locales/<locale>/engines.json. */
const sortOf = ({ engine, score, details }: KnownDraft): string => {
  if (engine === null) return 'source'
  if (engine === 'none' || engine === 'revision') return engine
  if (score === null) return 'engine'
  const raw = details?.raw ?? score
  return raw > EXACT ? 'neighbours' : raw === EXACT ? 'same' : 'alike'
}

/** Where a draft comes from and what was done to it, in sentences for the reader. */
export const tellOrigin = (draft: KnownDraft, reader: Locale): string[] => {
  const say = (key: string, params: Params = {}) => text(reader, `engines:origin.${key}`, params)
  const { unit, model, replaced = [], bold, penalties = [], reason, raw } = draft.details ?? {}
  const name = text(reader, `engines:name.${draft.engine}`)
  return [
    say(sortOf(draft), {
      engine: model ? `${name} (${model})` : name,
      score: raw ?? draft.score ?? 0,
      least: FUZZY_THRESHOLD,
      source: unit?.source ?? '',
    }),
    ...(unit?.importedFrom ? [say('imported', { memory: unit.importedFrom })] : []),
    ...replaced.map((values) => say('replaced', { ...values })),
    ...(bold && bold.placed > 0 ? [say('bold-placed', { count: bold.placed })] : []),
    ...(bold && bold.open > 0 ? [say('bold-open', { count: bold.open })] : []),
    ...penalties.map(({ for: cause, points }) => say(`penalty-${cause}`, { points })),
    ...(reason ? [tellReason(reason, reader)] : []),
  ]
}
