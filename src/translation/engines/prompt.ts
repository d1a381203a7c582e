import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Liquid } from 'liquidjs'
import { ConfigError } from '../../errors.ts'
import type { Locale } from '../../language/model.ts'
import type { ContextSegment, DraftRequest, RequestSegment } from '../model.ts'
import { codePoints } from './batches.ts'
import type { Wanted } from './llm-answer.ts'
import type { Message } from './llm-http.ts'

const shipped = fileURLToPath(new URL('../../../templates/prompts', import.meta.url))

/** How much of a release accompanies each request, in code points; of a longer one, what stands around its segments. */
const CONTEXT = 60_000
const AROUND = 20

/** Names as a model knows them, for the prompt; screens have their own. */
const languages: Record<Locale, string> = { en: 'English', km: 'Khmer', ja: 'Japanese' }

const checkTemplates = (liquid: Liquid, folder: string) => {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ConfigError(`LLM_PROMPTS: ${folder} is no folder`)
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.liquid'))) {
    try {
      liquid.parseFileSync(basename(file, '.liquid'))
    } catch (error) {
      throw new ConfigError(`LLM_PROMPTS: ${(error as Error).message}`, { cause: error })
    }
  }
}

/** A request for some segments, ready to be sent. */
export interface Prompt {
  messages: Message[]
  /** One a segment, in their order. */
  wanted: Wanted[]
}

const surroundings = (context: ContextSegment[], segments: RequestSegment[]): [number, number] => {
  const size = context.reduce((sum, { text }) => sum + codePoints(text), 0)
  if (size <= CONTEXT) return [0, context.length]
  const ids = new Set(segments.map(({ id }) => id))
  const places = context.flatMap(({ id }, at) => (ids.has(id) ? [at] : []))
  return [Math.max(0, (places[0] ?? 0) - AROUND), (places.at(-1) ?? 0) + AROUND + 1]
}

/**
 * The prompts of a folder: `system.liquid`, and the house style of each language in `<locale>.liquid`.
 * @param folder an office's own; files that it lacks are the shipped ones
 * @throws ConfigError if there is no such folder, or a file in it is no template: with its line and column
 */
export const loadPrompts = (folder?: string) => {
  const liquid = new Liquid({
    root: [...(folder ? [folder] : []), shipped],
    extname: '.liquid',
    strictVariables: true,
    lenientIf: true,
    // Read anew each time: what was edited counts from the next draft on.
    cache: false,
  })

  if (folder) checkTemplates(liquid, folder)

  /**
   * Writes the request for some segments of a release. Instructions are in the system message; the release, its terms and
   * matches are JSON between two lines of random letters that no text can foresee.
   */
  const write = async (request: DraftRequest, segments: RequestSegment[]): Promise<Prompt> => {
    const context: ContextSegment[] =
      request.context ?? request.segments.map((segment) => ({ ...segment, type: 'paragraph' }))
    const [from, to] = surroundings(context, segments)
    const shortIds = new Map(context.map(({ id }, at) => [id, `s${at + 1}`]))
    const release = context.slice(from, to)
    const written = release.map(({ text }) => text).join('\n')
    const material = {
      release: release.map(({ id, type, text, target }) => ({
        id: shortIds.get(id),
        type,
        text,
        ...(target && { target }),
      })),
      terms: (request.terms ?? [])
        .filter(({ source }) => written.includes(source))
        .map(({ source, target, later, admitted, forbidden, isConfirmed }) => ({
          source,
          target,
          ...(later && { later }),
          ...(admitted.length > 0 && { also: admitted }),
          ...(forbidden.length > 0 && { never: forbidden }),
          ...(!isConfirmed && { proposed: true }),
        })),
      similar: segments.flatMap(({ id, match }) => (match ? [{ id: shortIds.get(id), ...match }] : [])),
      translate: segments.map(({ id }) => shortIds.get(id)),
    }
    const boundary = randomBytes(16).toString('hex')
    const system: string = await liquid.renderFile('system', {
      locale: request.target,
      source: languages[request.source],
      target: languages[request.target],
      boundary,
    })
    return {
      messages: [
        { role: 'system', content: system.trim() },
        { role: 'user', content: `${boundary}\n${JSON.stringify(material, null, 1)}\n${boundary}` },
      ],
      wanted: segments.map(({ id, text }) => ({ id: shortIds.get(id)!, text })),
    }
  }
  return { write }
}
