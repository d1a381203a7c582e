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

/**
 * What passes by itself: UNAVAILABLE, RESOURCE_EXHAUSTED (the quota of a minute), DEADLINE_EXCEEDED of one attempt and
 * INTERNAL; over REST the HTTP status and the socket's own codes stand in their place.
 */
export const passing = [14, 8, 4, 13, 429, 500, 503, 504, 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'] as const

// Exceeding a limit is answered as 403 too (https://cloud.google.com/translate/quotas); only the message tells.
const aboutQuota = /quota|rate ?limit|limit exceeded/i

/** An error of the client library as a failure. Its message stays behind: it may repeat what was sent. */
export const googleFailure = (error: unknown): EngineFailure => {
  if (error instanceof EngineFailure) return error
  const { code, message = '' } = error as { code?: unknown; message?: string }
  const told = (known: FailureCode, detail: string) =>
    new EngineFailure(known === 'permission' && aboutQuota.test(message) ? 'quota' : known, detail)
  if (typeof code === 'number' && grpc[code]) {
    const [name, known] = grpc[code]
    // The library calls it a deadline when the time for retries is over, and quotes what it retried.
    const retried = code === 4 ? /retrying error \w*:? ?(\d+) /.exec(message)?.[1] : undefined
    return retried && Number(retried) !== 4 && grpc[Number(retried)]
      ? told(grpc[Number(retried)]![1], grpc[Number(retried)]![0])
      : told(known, name)
  }
  if (typeof code === 'number' && http[code]) return told(http[code], `HTTP ${code}`)
  if (typeof code === 'string') return told('unreachable', code.slice(0, 40))
  return /could not load the default credentials/i.test(message)
    ? new EngineFailure('permission', 'no credentials')
    : new EngineFailure('failed')
}
