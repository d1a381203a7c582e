import type { ClientOptions } from 'google-gax'
import { z } from 'zod'
import type { Config, GoogleSettings, LlmSettings } from '../../config.ts'
import { locales, sourceLocale } from '../../language/model.ts'
import { EngineFailure } from './failure.ts'
import { openGoogle } from './google-client.ts'
import { googleFailure } from './google-failure.ts'
import { glossaryName, parentOf } from './google-request.ts'
import { failureOfStatus } from './llm-http.ts'
import { loadPrompts } from './prompt.ts'
import { unlessAborted } from './retry.ts'

/** How long an engine has to say that it is there, in ms. */
const PATIENCE = 10_000

const targets = locales.filter((locale) => locale !== sourceLocale)

const probeGoogle = async (settings: GoogleSettings, options: ClientOptions): Promise<string> => {
  const client = await openGoogle(settings, options)
  const look = async () => {
    const [{ languages }] = await client.getSupportedLanguages({ parent: parentOf(settings) })
    const known = new Set((languages ?? []).map(({ languageCode }) => languageCode))
    const unknown = targets.filter((locale) => !known.has(locale))
    if (unknown.length > 0) throw new EngineFailure('refused', { detail: `no ${unknown.join(', ')}` })
    if (!settings.glossary) return
    for (const target of targets)
      await client.getGlossary({ name: glossaryName(settings, { source: sourceLocale, target }) })
  }
  try {
    await unlessAborted(look(), AbortSignal.timeout(PATIENCE))
  } catch (error) {
    throw googleFailure(error)
  } finally {
    await client.close()
  }
  return `google answers as project ${settings.project}`
}

const Models = z.object({ data: z.array(z.object({ id: z.string() })) })

const probeLlm = async ({ url, model, apiKey, prompts }: LlmSettings): Promise<string> => {
  loadPrompts(prompts)
  let response: Response
  try {
    response = await fetch(`${url}/models`, {
      headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
      signal: AbortSignal.timeout(PATIENCE),
      redirect: 'error',
    })
  } catch (error) {
    const isLate = (error as Error).name === 'TimeoutError'
    throw new EngineFailure(isLate ? 'deadline' : 'unreachable', { cause: error })
  }
  // Not every server lists its models.
  if (response.status === 404 || response.status === 405)
    return 'llm answers; whether it has the model, it does not say'
  if (!response.ok) throw failureOfStatus(response.status)
  const { data: listed } = Models.safeParse(await response.json().catch(() => null))
  if (listed && !listed.data.some(({ id }) => id === model))
    throw new EngineFailure('refused', { detail: `no model ${model}` })
  return `llm answers, with the model ${model}`
}

/**
 * Looks whether the engine of the settings can be used: reached, let in, and knowing what it will be asked for. No text is sent.
 * @returns what it says of itself
 * @throws EngineFailure
 */
export const probe = (settings: Config['engine'], options: ClientOptions = {}): Promise<string> => {
  if (settings.kind === 'google') return probeGoogle(settings, options)
  if (settings.kind === 'llm') return probeLlm(settings)
  return Promise.resolve('the memory alone drafts; ENGINE names another')
}
