import type { Draft, DraftRequest, Engine, Watch } from '../model.ts'
import { EngineFailure, reasonOf } from './failure.ts'

/** A draft and which engine made it; `none` where there is none. */
export type ChainDraft = Draft & { engine: string }

/** Whether a draft goes into its target by itself: an exact match, or what an engine wrote. Else it is a suggestion. */
export const fills = ({ score, text }: Draft): boolean => text !== '' && (score === null || score >= 100)

const named = (draft: Draft, engine: Engine): ChainDraft => ({
  ...draft,
  engine: draft.text === '' ? 'none' : engine.name,
})

/** The memory's find beside what the engine came to: its draft, else the memory's with the reason. */
const merged = (found: Draft, drafted: Draft, memory: Engine, engine: Engine): ChainDraft => {
  const { segmentId: _, ...suggestion } = found
  if (drafted.text === '') {
    const { reason } = drafted.details
    return named({ ...found, details: { ...found.details, ...(reason && { reason }) } }, memory)
  }
  const details = { ...drafted.details, ...(found.text !== '' && { memory: suggestion }) }
  return named({ ...drafted, details }, engine)
}

/**
 * Drafts by the memory first, then by the engine what the memory does not know exactly. An engine that fails leaves its
 * segments as the memory left them, with the reason: a release waits for no service.
 * @param suggested ids of segments that have a suggestion already, to which an exact match alone is better: no engine is asked
 * @throws only what the memory throws, or when the process is asked to stop
 */
export const draftByChain = async (
  memory: Engine,
  engine: Engine | null,
  request: DraftRequest,
  watch: Watch,
  suggested: ReadonlySet<string> = new Set(),
): Promise<ChainDraft[]> => {
  const found = new Map((await memory.draft(request)).map((draft) => [draft.segmentId, draft]))
  const nothing = (segmentId: string): Draft => ({ segmentId, score: null, text: '', details: {} })
  const byMemory = request.segments.map(({ id }) => found.get(id) ?? nothing(id))
  const open = byMemory.filter((draft) => !fills(draft) && !suggested.has(draft.segmentId))
  if (!engine || open.length === 0) return byMemory.map((draft) => named(draft, memory))

  const wanted = new Set(open.map(({ segmentId }) => segmentId))
  const asked: DraftRequest = {
    ...request,
    segments: request.segments
      .filter(({ id }) => wanted.has(id))
      .map((segment) => {
        const { score, details } = found.get(segment.id) ?? nothing(segment.id)
        const { unit } = details
        return score === null || !unit
          ? segment
          : { ...segment, match: { score, source: unit.source, target: unit.target } }
      }),
    ...(request.context && {
      context: request.context.map((segment) => {
        const draft = found.get(segment.id)
        return draft && fills(draft) ? { ...segment, target: draft.text } : segment
      }),
    }),
  }
  const byEngine = new Map<string, Draft>()
  try {
    for (const draft of await engine.draft(asked, watch)) byEngine.set(draft.segmentId, draft)
  } catch (error) {
    if (watch.signal.aborted) throw error
    if (!(error instanceof EngineFailure)) watch.fault(error)
    const details = { reason: reasonOf(engine.name, error) }
    for (const { segmentId } of open) byEngine.set(segmentId, { ...nothing(segmentId), details })
  }
  return byMemory.map((draft) =>
    wanted.has(draft.segmentId)
      ? merged(draft, byEngine.get(draft.segmentId) ?? nothing(draft.segmentId), memory, engine)
      : named(draft, memory),
  )
}
