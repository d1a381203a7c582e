import type { ClientOptions } from 'google-gax'
import type { GoogleSettings } from '../../config.ts'
import { isRunningText } from '../../quality/checks/first-mention.ts'
import type { Draft, DraftRequest, Engine, FailureCode, Watch } from '../model.ts'
import { batchesOf, codePoints } from './batches.ts'
import { EngineFailure, without } from './failure.ts'
import { openGoogle } from './google-client.ts'
import { googleFailure } from './google-failure.ts'
import { type Asked, adaptiveMtTranslate, hasReference, translateText } from './google-request.ts'
import { fromHtml, toHtml } from './html.ts'
import { retrying, unlessAborted } from './retry.ts'
import { cleanTarget } from './target.ts'

// Per request: 1,024 strings (translation_service.proto), 5,000 code points recommended and 30,000 at most
// (https://cloud.google.com/translate/quotas).
const LIMITS = { items: 1024, characters: 5000 }
const LONGEST = 30_000

/** How long one attempt may take, in ms. */
const ATTEMPT_MS = 30_000

const NAME = 'google'

/** Kinds whose term can stand in a sentence as it is, whatever the sentence's grammar. */
const selfStanding = new Set(['person', 'organisation', 'place', 'event', 'acronym'])

/**
 * Cloud Translation v3 by Google's own library, in HTML, so that bold stays where it belongs. Names of the termbase enter
 * by a glossary where one is set, else as spans that are not translated. Where an adaptive data set is set, each segment
 * goes with the memory's nearest match. Credentials are those that the library finds in the environment.
 * @param options for the library's client, to reach the service elsewhere than at its own address
 */
export const googleEngine = (settings: GoogleSettings, options: ClientOptions = {}): Engine => {
  let opened: ReturnType<typeof openGoogle> | undefined
  const timeout = Math.min(ATTEMPT_MS, settings.deadlineSeconds * 1000)
  const model = settings.dataset ? 'adaptive' : (settings.model ?? 'default')

  /** Asks for one batch. @returns the translations as HTML, in order */
  const ask = async (request: DraftRequest, batch: Asked[]): Promise<string[]> => {
    opened ??= openGoogle(settings, options)
    const client = await opened
    const [answer] = settings.dataset
      ? await client.adaptiveMtTranslate(adaptiveMtTranslate(settings, request, batch), { timeout })
      : await client.translateText(translateText(settings, request, batch), { timeout })
    const list = (settings.glossary ? answer.glossaryTranslations : answer.translations) ?? []
    if (list.length !== batch.length) throw new EngineFailure('malformed')
    return list.map(({ translatedText }) => translatedText ?? '')
  }

  /** One batch, with what it took on the record. A failure becomes the reason of each of its segments. */
  const draftBatch = async (request: DraftRequest, batch: Asked[], signal: AbortSignal, watch?: Watch) => {
    const started = performance.now()
    const report = (outcome: 'answered' | FailureCode) =>
      watch?.report({
        engine: NAME,
        model,
        segments: batch.length,
        characters: batch.reduce((sum, { html }) => sum + codePoints(html), 0),
        milliseconds: Math.round(performance.now() - started),
        outcome,
      })
    try {
      const answers = await retrying(
        () =>
          unlessAborted(ask(request, batch), signal).catch((error) => {
            throw googleFailure(error)
          }),
        signal,
      )
      report('answered')
      return batch.map(({ segment }, at): Draft => {
        try {
          const text = cleanTarget(fromHtml(answers[at]!, request.target), segment.text, request.target)
          return { segmentId: segment.id, score: null, text, details: { model } }
        } catch (error) {
          return without(NAME, segment, error)
        }
      })
    } catch (error) {
      if (watch?.signal.aborted) throw error
      const failure = googleFailure(error)
      report(failure.code)
      if (failure.code === 'failed') watch?.fault(failure.cause)
      if (failure.lasts) throw failure
      return batch.map(({ segment }) => without(NAME, segment, failure))
    }
  }

  return {
    name: NAME,
    async draft(request, watch) {
      const deadline = AbortSignal.timeout(settings.deadlineSeconds * 1000)
      const signal = watch ? AbortSignal.any([watch.signal, deadline]) : deadline
      const terms = settings.glossary ? new Map<string, ReadonlyMap<string, string>>() : spanTerms(request)
      const asked = request.segments.map((segment) => ({
        segment,
        html: toHtml(segment.text, terms.get(segment.id)),
      }))
      const drafts = asked
        .filter(({ html }) => codePoints(html) > LONGEST)
        .map(({ segment }) => without(NAME, segment, new EngineFailure('too-long')))
      const takable = asked.filter(({ html }) => codePoints(html) <= LONGEST)
      // References are for every segment of a request or for none.
      const kinds = settings.dataset
        ? Object.values(Object.groupBy(takable, ({ segment }) => String(hasReference(segment))))
        : [takable]
      const batches = kinds.flatMap((kind) => batchesOf(kind ?? [], ({ html }) => codePoints(html), LIMITS))
      for (const [at, batch] of batches.entries()) {
        try {
          drafts.push(...(await draftBatch(request, batch, signal, watch)))
        } catch (error) {
          if (watch?.signal.aborted) throw error
          const rest = batches.slice(at).flat()
          drafts.push(...rest.map(({ segment }) => without(NAME, segment, error)))
          break
        }
      }
      return drafts
    },
    async close() {
      if (opened) await (await opened).close()
    },
  }
}

/**
 * What stands for terms in each segment of a request without a glossary: confirmed names that need no inflection around
 * them; where the release has mentioned one before, its form for later mentions.
 */
const spanTerms = ({ terms = [], segments, context }: DraftRequest) => {
  const names = terms.filter(({ isConfirmed, kind }) => isConfirmed && selfStanding.has(kind))
  const mentioned = new Set<string>()
  return new Map(
    (context ?? segments.map((segment) => ({ ...segment, type: 'paragraph' }))).map(({ id, type, text }) => {
      const spans = new Map(
        names.map(({ source, target, later = target, conceptId }) => [
          source,
          mentioned.has(conceptId) ? later : target,
        ]),
      )
      if (isRunningText(type))
        for (const { source, conceptId } of names) if (text.includes(source)) mentioned.add(conceptId)
      return [id, spans] as const
    }),
  )
}
