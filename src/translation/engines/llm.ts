import type { LlmSettings } from '../../config.ts'
import type { Draft, DraftRequest, Engine, FailureCode, RequestSegment, Watch } from '../model.ts'
import { batchesOf, codePoints } from './batches.ts'
import { EngineFailure, without } from './failure.ts'
import { answerSchema, judge } from './llm-answer.ts'
import { complete, type Message, type Reply } from './llm-http.ts'
import { loadPrompts } from './prompt.ts'

// So many segments in one request that an answer fits into what small models write at once.
const LIMITS = { items: 40, characters: 8000 }

const NAME = 'llm'

/** The segments of a request by the requests that a model is sent for them. */
export const llmBatches = ({ segments }: DraftRequest): RequestSegment[][] =>
  batchesOf(segments, ({ text }) => codePoints(text), LIMITS)

/**
 * A large language model behind any OpenAI-compatible endpoint. It sees the whole release, the terms in it and the
 * memory's nearest matches, and answers by segment id alone. An answer is judged, asked for once more with what was wrong
 * with it, and then refused: as a whole where segments were missing, merged or repeated, else by segment.
 */
export const llmEngine = (settings: LlmSettings): Engine => {
  const prompts = loadPrompts(settings.prompts)

  /** Asks once; what it took goes on the record with what came of it. */
  const ask = async (
    messages: Message[],
    schema: object,
    segments: RequestSegment[],
    signal: AbortSignal,
    watch?: Watch,
  ): Promise<Reply> => {
    const started = performance.now()
    const report = (outcome: 'answered' | FailureCode, reply?: Reply) =>
      watch?.report({
        engine: NAME,
        model: settings.model,
        segments: segments.length,
        characters: segments.reduce((sum, { text }) => sum + codePoints(text), 0),
        milliseconds: Math.round(performance.now() - started),
        outcome,
        ...(reply?.inputTokens !== undefined && { inputTokens: reply.inputTokens }),
        ...(reply?.outputTokens !== undefined && { outputTokens: reply.outputTokens }),
      })
    try {
      const reply = await complete(settings, messages, schema, signal)
      report('answered', reply)
      return reply
    } catch (error) {
      if (watch?.signal.aborted) throw error
      const failure =
        signal.aborted && !(error instanceof EngineFailure) ? new EngineFailure('deadline') : error
      report(failure instanceof EngineFailure ? failure.code : 'failed')
      throw failure
    }
  }

  /** Drafts one batch. @returns null where the answer was cut off and a smaller batch may fit */
  const draftBatch = async (
    request: DraftRequest,
    segments: RequestSegment[],
    signal: AbortSignal,
    watch?: Watch,
  ): Promise<Draft[] | null> => {
    const { messages, wanted } = await prompts.write(request, segments)
    const schema = answerSchema(wanted.map(({ id }) => id))
    const answer = async () => {
      const reply = await ask(messages, schema, segments, signal, watch)
      return reply.isCut && segments.length > 1
        ? null
        : { reply, verdict: judge(reply.content, wanted, request.target) }
    }
    let given = await answer()
    if (given && given.verdict.complaints.length > 0) {
      messages.push(
        { role: 'assistant', content: given.reply.content },
        { role: 'user', content: complain(given.verdict.complaints) },
      )
      given = await answer()
    }
    if (!given) return null
    const { targets, faults, refused } = given.verdict
    return segments.map((segment, at): Draft => {
      const { id } = wanted[at]!
      const text = targets.get(id)
      if (refused) return without(NAME, segment, new EngineFailure(refused))
      if (text === undefined) return without(NAME, segment, faults.get(id) ?? new EngineFailure('mixed-up'))
      return { segmentId: segment.id, score: null, text, details: { model: settings.model } }
    })
  }

  return {
    name: NAME,
    async draft(request, watch) {
      const deadline = AbortSignal.timeout(settings.deadlineSeconds * 1000)
      const signal = watch ? AbortSignal.any([watch.signal, deadline]) : deadline
      const drafts: Draft[] = []
      const left = llmBatches(request)
      while (left.length > 0) {
        const batch = left.shift()!
        try {
          const drafted = await draftBatch(request, batch, signal, watch)
          const middle = Math.ceil(batch.length / 2)
          if (drafted) drafts.push(...drafted)
          else left.unshift(batch.slice(0, middle), batch.slice(middle))
        } catch (error) {
          if (!(error instanceof EngineFailure)) throw error
          const lost = error.lasts ? [batch, ...left.splice(0)].flat() : batch
          drafts.push(...lost.map((segment) => without(NAME, segment, error)))
        }
      }
      return drafts
    },
  }
}

const complain = (complaints: string[]) =>
  `That answer cannot be used:\n${complaints.map((line) => `- ${line}`).join('\n')}\nAnswer again, completely: every segment of "translate" exactly once, by its id, each translated by itself.`
