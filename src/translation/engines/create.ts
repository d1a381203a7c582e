import type { Config } from '../../config.ts'
import type { Engine } from '../model.ts'

const kinds = {
  google: async (settings: Extract<Config['engine'], { kind: 'google' }>) =>
    (await import('./google.ts')).googleEngine(settings),
  llm: async (settings: Extract<Config['engine'], { kind: 'llm' }>) =>
    (await import('./llm.ts')).llmEngine(settings),
}

/** The engine that the settings name, beside the memory; null where the memory is all. It is loaded when it is first asked. */
export const createEngine = (settings: Config['engine']): Engine | null => {
  if (settings.kind === 'memory') return null
  let loaded: Promise<Engine> | undefined
  const load = () => {
    loaded ??= settings.kind === 'google' ? kinds.google(settings) : kinds.llm(settings)
    return loaded
  }
  return {
    name: settings.kind,
    draft: async (request, watch) => (await load()).draft(request, watch),
    close: async () => (await loaded)?.close?.(),
  }
}
