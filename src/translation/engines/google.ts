import type { ClientOptions } from 'google-gax'
import type { GoogleSettings } from '../../config.ts'
import type { Draft, DraftRequest, Engine, FailureCode, RequestSegment, Watch } from '../model.ts'
import { batchesOf, codePoints } from './batches.ts'
import { EngineFailure, reasonOf } from './failure.ts'
import { googleFailure, passing } from './google-failure.ts'
import { fromHtml, toHtml } from './html.ts'
import { cleanTarget } from './target.ts'

// Per request: 1,024 strings (translation_service.proto), 5,000 code points recommended and 30,000 at most
// (https://cloud.google.com/translate/quotas).
const LIMITS = { items: 1024, characters: 5000 }
const LONGEST = 30_000
/** Of each side of an adaptive reference pair: https://cloud.google.com/translate/docs/advanced/adaptive-translation */
const LONGEST_REFERENCE = 512

/** How long one attempt may take, in ms, and how long the first wait before another is at most. */
const ATTEMPT_MS = 30_000
const FIRST_WAIT_MS = 500

const NAME = 'google'

/** Kinds whose term can stand in a sentence as it is, whatever the sentence's grammar. */
const selfStanding = new Set(['person', 'organisation', 'place', 'event', 'acronym'])

interface Asked {
  segment: RequestSegment
  html: string
}

const open = async (settings: GoogleSettings, options: ClientOptions) => {
  const [{ v3 }, gax] = await Promise.all([import('@google-cloud/translate'), import('google-gax')])
  const client = new v3.TranslationServiceClient({
    projectId: settings.project,
    fallback: settings.transport === 'rest',
    ...options,
  })
  return { client, RetryOptions: gax.RetryOptions }
}

/** The failures after which the next batch would fare no better. */
const lasting = new Set<FailureCode>(['permission', 'quota', 'deadline', 'unreachable', 'busy', 'failed'])

const withoutMarks = (text: string) => text.replace(/\*+/g, '')

const isReference = ({ match }: RequestSegment) =>
  match !== undefined && [match.source, match.target].every((side) => codePoints(side) <= LONGEST_REFERENCE)

/** Resolves with `work`, or throws as soon as the process is asked to stop. */
const unlessStopped = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (!signal) return work
  signal.throwIfAborted()
  const stopped = Promise.withResolvers<never>()
  const stop = () => stopped.reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  return Promise.race([work, stopped.promise]).finally(() => signal.removeEventListener('abort', stop))
}

/**
 * Cloud Translation v3 by Google's own library, in HTML, so that bold stays where it belongs. Names of the termbase enter
 * by a glossary where one is set, else as spans that are not translated. Where an adaptive data set is set, each segment
 * goes with the memory's nearest match. Credentials are those that the library finds in the environment.
 * @param options for the library's client, to reach the service elsewhere than at its own address
 */
export const googleEngine = (settings: GoogleSettings, options: ClientOptions = {}): Engine => {
  let opened: ReturnType<typeof open> | undefined
  const parent = `projects/${settings.project}/locations/${settings.location}`
  const model = settings.dataset ? 'adaptive' : (settings.model ?? 'default')

  /** Asks for one batch. @returns the translations as HTML, in order */
  const ask = async (request: DraftRequest, batch: Asked[], end: number): Promise<string[]> => {
    opened ??= open(settings, options)
    const { client, RetryOptions } = await opened
    const left = end - performance.now()
    if (left <= 0) throw new EngineFailure('deadline')
    const attempt = Math.min(ATTEMPT_MS, left)
    const pair = `${request.source}-${request.target}`
    const retry = new RetryOptions(passing as unknown as number[], {
      initialRetryDelayMillis: Math.min(FIRST_WAIT_MS, left / 8),
      retryDelayMultiplier: 2,
      maxRetryDelayMillis: 10_000,
      initialRpcTimeoutMillis: attempt,
      rpcTimeoutMultiplier: 1,
      maxRpcTimeoutMillis: attempt,
      totalTimeoutMillis: left,
    })
    const glossaryConfig = settings.glossary
      ? { glossary: `${parent}/glossaries/${settings.glossary}-${pair}`, ignoreCase: true }
      : undefined
    const contents = batch.map(({ html }) => html)
    const [answer] = settings.dataset
      ? await client.adaptiveMtTranslate(
          {
            parent,
            dataset: `${parent}/adaptiveMtDatasets/${settings.dataset}-${pair}`,
            content: contents,
            mimeType: 'text/html',
            ...(batch.every(({ segment }) => isReference(segment)) && {
              referenceSentenceConfig: {
                sourceLanguageCode: request.source,
                targetLanguageCode: request.target,
                referenceSentencePairLists: batch.map(({ segment: { match } }) => ({
                  referenceSentencePairs: [
                    {
                      sourceSentence: withoutMarks(match!.source),
                      targetSentence: withoutMarks(match!.target),
                    },
                  ],
                })),
              },
            }),
            ...(glossaryConfig && { glossaryConfig }),
          },
          { retry, timeout: attempt },
        )
      : await client.translateText(
          {
            parent,
            contents,
            mimeType: 'text/html',
            sourceLanguageCode: request.source,
            targetLanguageCode: request.target,
            ...(settings.model && { model: `${parent}/models/${settings.model}` }),
            ...(glossaryConfig && { glossaryConfig }),
          },
          { retry, timeout: attempt },
        )
    const list = (glossaryConfig ? answer.glossaryTranslations : answer.translations) ?? []
    if (list.length !== batch.length) throw new EngineFailure('malformed')
    return list.map(({ translatedText }) => translatedText ?? '')
  }

  /** One batch, with what it took on the record. A failure becomes the reason of each of its segments. */
  const draftBatch = async (request: DraftRequest, batch: Asked[], end: number, watch?: Watch) => {
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
      const answers = await unlessStopped(ask(request, batch, end), watch?.signal)
      report('answered')
      return batch.map(({ segment }, at): Draft => {
        try {
          const text = cleanTarget(fromHtml(answers[at]!, request.target), segment.text, request.target)
          return { segmentId: segment.id, score: null, text, details: { model } }
        } catch (error) {
          return without(segment, error)
        }
      })
    } catch (error) {
      if (watch?.signal.aborted) throw error
      const failure = googleFailure(error)
      report(failure.code)
      if (lasting.has(failure.code)) throw failure
      return batch.map(({ segment }) => without(segment, failure))
    }
  }

  return {
    name: NAME,
    async draft(request, watch) {
      const end = performance.now() + settings.deadlineSeconds * 1000
      const terms = settings.glossary ? new Map<string, string>() : spanTerms(request)
      const asked = request.segments.map((segment) => ({ segment, html: toHtml(segment.text, terms) }))
      const drafts = asked
        .filter(({ html }) => codePoints(html) > LONGEST)
        .map(({ segment }) => without(segment, new EngineFailure('too-long')))
      const takable = asked.filter(({ html }) => codePoints(html) <= LONGEST)
      // References are for every segment of a request or for none.
      const kinds = settings.dataset
        ? Object.values(Object.groupBy(takable, ({ segment }) => String(isReference(segment))))
        : [takable]
      const batches = kinds.flatMap((kind) => batchesOf(kind ?? [], ({ html }) => codePoints(html), LIMITS))
      for (const [at, batch] of batches.entries()) {
        try {
          drafts.push(...(await draftBatch(request, batch, end, watch)))
        } catch (error) {
          if (watch?.signal.aborted) throw error
          const rest = batches.slice(at).flat()
          drafts.push(...rest.map(({ segment }) => without(segment, error)))
          break
        }
      }
      return drafts
    },
    async close() {
      if (opened) await (await opened).client.close()
    },
  }
}

/** What stands for terms in a request without a glossary: confirmed names that need no inflection around them. */
const spanTerms = ({ terms = [] }: DraftRequest): Map<string, string> =>
  new Map(
    terms
      .filter(({ isConfirmed, kind }) => isConfirmed && selfStanding.has(kind))
      .map(({ source, target }) => [source, target]),
  )

const without = ({ id }: RequestSegment, error: unknown): Draft => ({
  segmentId: id,
  score: null,
  text: '',
  details: { reason: reasonOf(NAME, error) },
})
