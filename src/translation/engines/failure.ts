import { text } from '../../i18n.ts'
import type { Locale } from '../../language/model.ts'
import type { Draft, FailureCode, Reason, RequestSegment } from '../model.ts'

interface FailureOptions extends ErrorOptions {
  /** What the service called it, in a word or two: its own sentences may repeat a credential or a text. */
  detail?: string
  /** Whether it may be otherwise in a moment. */
  passes?: boolean
  /** How long the service asks to be left alone, in ms. */
  pauseMs?: number
}

const lasting = new Set<FailureCode>(['permission', 'quota', 'deadline', 'unreachable', 'busy', 'failed'])

/** A service that did not do what it was asked. */
export class EngineFailure extends Error {
  override name = 'EngineFailure'
  readonly code: FailureCode
  readonly detail: string | undefined
  readonly passes: boolean
  readonly pauseMs: number | undefined

  constructor(code: FailureCode, { detail, passes = false, pauseMs, ...options }: FailureOptions = {}) {
    super(detail ? `${code} (${detail})` : code, options)
    this.code = code
    this.detail = detail
    this.passes = passes
    this.pauseMs = pauseMs
  }

  /** Whether the next request would fare no better. */
  get lasts(): boolean {
    return lasting.has(this.code)
  }
}

/** An error as the reason that a segment keeps. Whatever is not an EngineFailure is a fault of ours: `failed`. */
export const reasonOf = (engine: string, error: unknown): Reason =>
  error instanceof EngineFailure
    ? { engine, code: error.code, ...(error.detail && { detail: error.detail }) }
    : { engine, code: 'failed' }

/** The draft of a segment that an engine failed at. */
export const without = (engine: string, { id }: RequestSegment, error: unknown): Draft => ({
  segmentId: id,
  score: null,
  text: '',
  details: { reason: reasonOf(engine, error) },
})

/** A reason in the reader's language. */
export const tellReason = ({ engine, code, detail }: Reason, reader: Locale): string => {
  const told = text(reader, `engines:reason.${code}`, { engine: text(reader, `engines:name.${engine}`) })
  return detail ? text(reader, 'engines:reason-detail', { reason: told, detail }) : told
}
