import { setTimeout as wait } from 'node:timers/promises'
import { EngineFailure } from './failure.ts'

const ATTEMPTS = 6
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 20_000

/**
 * Attempts something until it succeeds or fails in a way that does not pass by itself, six times at most. The waits between
 * double, each a random part shorter, so that many who were refused at once do not come back at once; a pause that the
 * service asked for is kept.
 * @throws the last EngineFailure, also when `signal` ends the waiting
 */
export const retrying = async <T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof EngineFailure && error.passes) || signal.aborted || tried === ATTEMPTS)
        throw error
      const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tried - 1))
      const pause = error.pauseMs ?? longest * (0.5 + Math.random() / 2)
      await wait(pause, undefined, { signal }).catch(() => {
        throw error
      })
    }
  }
}

/** Resolves with `work`, or throws the signal's reason as soon as it is aborted. */
export const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', abort))
}
