import { z } from 'zod'
import type { LlmSettings } from '../../config.ts'
import type { FailureCode } from '../model.ts'
import { EngineFailure } from './failure.ts'
import { retrying } from './retry.ts'

export interface Message {
  role: 'system' | 'user' | 'assistant'
  content: string
}

/** What came back: the model's text, and whether it ended by itself. */
export interface Reply {
  content: string
  isCut: boolean
  inputTokens?: number
  outputTokens?: number
}

/** The largest answer that is read, in bytes. */
const LARGEST = 4_000_000

const passing = new Set([408, 429, 500, 502, 503, 504])
const failures: Record<number, FailureCode> = {
  401: 'permission',
  402: 'quota',
  403: 'permission',
  408: 'busy',
  429: 'quota',
  500: 'busy',
  502: 'unreachable',
  503: 'busy',
  504: 'busy',
}

/** What an HTTP status of an endpoint means. */
export const failureOfStatus = (status: number, options: { passes?: boolean; pauseMs?: number } = {}) =>
  new EngineFailure(failures[status] ?? 'refused', { detail: `HTTP ${status}`, ...options })

const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) }).nullish(),
})

const readBounded = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LARGEST) throw new EngineFailure('malformed', { detail: `more than ${LARGEST} bytes` })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Seconds or an HTTP date as ms to wait; undefined where the header says nothing. */
const retryAfter = (response: Response): number | undefined => {
  const header = response.headers.get('retry-after')
  if (!header) return undefined
  const ms = /^\d{1,6}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

const readReply = (body: string): Reply => {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch (error) {
    throw new EngineFailure('malformed', { cause: error })
  }
  const completion = Completion.safeParse(json)
  if (!completion.success) throw new EngineFailure('malformed')
  const { choices, usage } = completion.data
  const { message, finish_reason } = choices[0]!
  if (message.refusal || finish_reason === 'content_filter') throw new EngineFailure('declined')
  return {
    content: message.content ?? '',
    isCut: finish_reason === 'length',
    ...(usage && { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens }),
  }
}

/**
 * Asks an OpenAI-compatible endpoint for one completion that follows a JSON schema. What passes by itself (408, 429, 5xx,
 * a broken connection) is tried again, after as long as Retry-After says, until `signal` ends it.
 * @throws EngineFailure
 */
export const complete = async (
  settings: LlmSettings,
  messages: Message[],
  schema: object,
  signal: AbortSignal,
): Promise<Reply> => {
  const body = JSON.stringify({
    model: settings.model,
    messages,
    ...(settings.temperature !== undefined && { temperature: settings.temperature }),
    response_format: { type: 'json_schema', json_schema: { name: 'translation', strict: true, schema } },
  })
  const attempt = async (): Promise<Reply> => {
    let response: Response
    let answer: string
    try {
      response = await fetch(`${settings.url}/chat/completions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(settings.apiKey && { authorization: `Bearer ${settings.apiKey}` }),
        },
        body,
        signal,
        redirect: 'error',
      })
      answer = await readBounded(response)
    } catch (error) {
      if (signal.aborted || error instanceof EngineFailure) throw error
      throw new EngineFailure('unreachable', { passes: true, cause: error })
    }
    if (response.ok) return readReply(answer)
    const { status } = response
    const pauseMs = retryAfter(response)
    throw failureOfStatus(status, {
      // An empty account is answered as 429 too; waiting does not fill it.
      passes: passing.has(status) && !answer.includes('insufficient_quota'),
      ...(pauseMs !== undefined && { pauseMs }),
    })
  }
  return retrying(attempt, signal)
}
