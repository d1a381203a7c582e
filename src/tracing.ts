import type { Place, Tracer } from './tracing-otlp.ts'

/** Ids, names and counts of ours; never a text, a name or an address of a person. */
type Attributes = Record<string, string | number | undefined>

/** Work that is going on: what is done within it, and what it came to. */
export interface Within {
  trace: Trace
  /** Says more of it. */
  tell(attributes: Attributes): void
}

/** Where spans go: what was done, when, and within what. */
export interface Trace {
  /**
   * The trace of a release, the same in every process: its id is made of the release's name, so that nothing has to carry
   * it. `begins` says that what comes first is what the release began with. Without a release it is this one.
   */
  of(release: string | undefined, begins?: boolean): Trace
  /** Does work as a span; one that throws is told as failed. */
  span<T>(name: string, attributes: Attributes, work: (within: Within) => Promise<T>): Promise<T>
  /** Tells of work that is over now, and began so many ms ago. */
  past(name: string, attributes: Attributes, ms: number, failed?: boolean): void
}

const nowhere: Trace = {
  of: () => nowhere,
  span: (_name, _attributes, work) => work({ trace: nowhere, tell: () => {} }),
  past: () => {},
}

/** In the enumeration of OpenTelemetry: 2, an error. */
const FAILED = { code: 2 } as const

/**
 * Traces to an endpoint that takes OTLP over HTTP; without one, to nowhere and at no cost. What traces is loaded with the
 * first span; a collector that does not answer loses spans and holds nothing up.
 */
export const createTracing = (endpoint: string | undefined, secret: string) => {
  if (!endpoint) return { trace: nowhere, close: async () => {} }
  let loaded: Promise<Tracer> | undefined
  const load = () =>
    (loaded ??= import('./tracing-otlp.ts').then(({ openTracer }) => openTracer(endpoint, secret)))

  const at = (place: Place): Trace => ({
    of: (release, begins = false) => (release ? at({ release, begins }) : at(place)),
    async span(name, attributes, work) {
      const span = (await load()).start(name, { attributes }, place)
      try {
        return await work({ trace: at({ parent: span }), tell: (more) => void span.setAttributes(more) })
      } catch (error) {
        span.setStatus(FAILED)
        throw error
      } finally {
        span.end()
      }
    },
    past(name, attributes, ms, failed) {
      const end = Date.now()
      load()
        .then((tracer) => {
          const span = tracer.start(name, { attributes, startTime: end - ms }, place)
          if (failed) span.setStatus(FAILED)
          span.end(end)
        })
        .catch(() => {})
    },
  })
  return { trace: at({}), close: async () => (await loaded)?.close() }
}
