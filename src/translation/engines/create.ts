import type { Config } from '../../config.ts'
import type { Engine } from '../model.ts'

type Settings = Exclude<Config['engine'], { kind: 'memory' }>

const load = async (settings: Settings): Promise<Engine> =>
  settings.kind === 'google'
    ? (await import('./google.ts')).googleEngine(settings)
    : (await import('./llm.ts')).llmEngine(settings)

/** The engine that the settings name, beside the memory; null where the memory is all. It is loaded when it is first asked. */
export const createEngine = (settings: Config['engine']): Engine | null => {
  if (settings.kind === 'memory') return null
  let loaded: Promise<Engine> | undefined
  return {
    name: settings.kind,
    async draft(request, watch) {
      loaded ??= load(settings)
      return (await loaded).draft(request, watch)
    },
    close: async () => (await loaded)?.close?.(),
  }
}
