import { createHmac } from 'node:crypto'
import { context, type Span, type SpanContext, type SpanOptions, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, RandomIdGenerator, TracerProvider } from '@opentelemetry/sdk-trace'

export interface Place {
  release?: string
  begins?: boolean
  parent?: Span
}

/** What a tracer of OpenTelemetry has to do for it. */
export interface Tracer {
  /** Begins a span within `parent`, or in the trace of a release, or in one of its own. */
  start(name: string, options: SpanOptions, place: Place): Span
  close(): Promise<void>
}

/** In hex digits. */
const [TRACE, SPAN] = [32, 16]
const SAMPLED = 1
/** In ms: how long an ending process waits for its last spans to be taken. */
const LAST = 5000

/** The trace of a release, and the span that it begins with. Keyed, since installations may share a collector. */
const placeOf = (secret: string, release: string): SpanContext => {
  const digest = createHmac('sha256', secret).update(`trace of ${release}`).digest('hex')
  return {
    traceId: digest.slice(0, TRACE),
    spanId: digest.slice(TRACE, TRACE + SPAN),
    traceFlags: SAMPLED,
    isRemote: true,
  }
}

/** Random ids, but for a span that is told what it is called. */
class Ids extends RandomIdGenerator {
  next: SpanContext | undefined
  override generateTraceId() {
    return this.next?.traceId ?? super.generateTraceId()
  }
  override generateSpanId() {
    return this.next?.spanId ?? super.generateSpanId()
  }
}

/** A tracer whose spans go to `<endpoint>/v1/traces`, in batches. */
export const openTracer = (endpoint: string, secret: string): Tracer => {
  const ids = new Ids()
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'bayon' }),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: LAST })],
  })
  const tracer = provider.getTracer('bayon')
  return {
    start(name, options, { parent, release, begins }) {
      const known = release === undefined ? undefined : placeOf(secret, release)
      ids.next = begins ? known : undefined
      const around = parent?.spanContext() ?? (begins ? undefined : known)
      const place = context.active()
      const span = tracer.startSpan(name, options, around ? trace.setSpanContext(place, around) : place)
      ids.next = undefined
      return span
    },
    close: () => provider.shutdown(),
  }
}
