import type { FailureCode } from '../model.ts'
import { EngineFailure } from './failure.ts'

/** gRPC's status codes by number: https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const grpc: Record<number, [name: string, code: FailureCode]> = {
  3: ['INVALID_ARGUMENT', 'refused'],
  4: ['DEADLINE_EXCEEDED', 'deadline'],
  5: ['NOT_FOUND', 'refused'],
  7: ['PERMISSION_DENIED', 'permission'],
  8: ['RESOURCE_EXHAUSTED', 'quota'],
  9: ['FAILED_PRECONDITION', 'refused'],
  13: ['INTERNAL', 'busy'],
  14: ['UNAVAILABLE', 'unreachable'],
  16: ['UNAUTHENTICATED', 'permission'],
}

/** HTTP's, which are what an error carries where the library speaks REST. */
const http: Record<number, FailureCode> = {
  400: 'refused',
  401: 'permission',
  403: 'permission',
  404: 'refused',
  429: 'quota',
  500: 'busy',
  503: 'unreachable',
  504: 'deadline',
}

/** What passes by itself; RESOURCE_EXHAUSTED is the quota of a minute, DEADLINE_EXCEEDED that of one attempt. */
const passing = new Set([14, 8, 4, 13, 429, 500, 503, 504])

// Exceeding a limit is answered as 403 too (https://cloud.google.com/translate/quotas); only the message tells.
const aboutQuota = /quota|rate ?limit|limit exceeded/i

/** An error of the client library as a failure. Its message stays behind: it may repeat what was sent. */
export const googleFailure = (error: unknown): EngineFailure => {
  if (error instanceof EngineFailure) return error
  const given = error as { name?: string; code?: unknown; status?: number; message?: string }
  const { message = '' } = given
  if (given.name === 'TimeoutError') return new EngineFailure('deadline')
  // Cloud Storage's answers carry the HTTP status beside a code of their own.
  const code = given.status ?? given.code
  if (typeof code === 'number') {
    const [detail, known] = grpc[code] ?? [`HTTP ${code}`, http[code] ?? 'failed']
    const isQuota = known === 'permission' && aboutQuota.test(message)
    return new EngineFailure(isQuota ? 'quota' : known, { detail, passes: passing.has(code) })
  }
  // A socket's own code, such as ECONNREFUSED.
  if (typeof code === 'string')
    return new EngineFailure('unreachable', { detail: code.slice(0, 40), passes: true })
  return /could not load the default credentials/i.test(message)
    ? new EngineFailure('permission', { detail: 'no credentials' })
    : new EngineFailure('failed', { cause: error })
}
