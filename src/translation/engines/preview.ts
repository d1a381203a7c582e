import type { Db } from '../../db/client.ts'
import type { Locale } from '../../language/model.ts'
import { memoryEngine } from '../memory.ts'
import { draftByChain } from './chain.ts'
import { llmBatches } from './llm.ts'
import type { Message } from './llm-http.ts'
import { loadPrompts } from './prompt.ts'
import { requestFor } from './request.ts'

/**
 * What a language model would be sent for a release, one list of messages a request: the very prompts, with the terms and
 * matches that are known now. Nothing is sent.
 * @param folder an office's own prompts
 */
export const previewPrompts = async (
  db: Db,
  blocks: { type: string; segments: string[] }[],
  about: { target: Locale; kind: string; day: string },
  folder?: string,
): Promise<Message[][]> => {
  const release = blocks
    .flatMap(({ type, segments }) => segments.map((text) => ({ type, text })))
    .map((segment, at) => ({ id: `00000000-0000-0000-0000-${String(at).padStart(12, '0')}`, ...segment }))
  const prompts = loadPrompts(folder)
  const requests: Message[][] = []
  const watch = {
    signal: new AbortController().signal,
    report: () => {},
    fault(error: unknown) {
      throw error
    },
  }
  await draftByChain(
    memoryEngine(db),
    {
      name: 'preview',
      async draft(request) {
        for (const batch of llmBatches(request)) requests.push((await prompts.write(request, batch)).messages)
        return []
      },
    },
    await requestFor(db, about.target, about, release, release),
    watch,
  )
  return requests
}
