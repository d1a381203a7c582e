/** What became of one attempt to send one message. `response` is the mail server's answer, or what the system said in its stead. */
export type Outcome =
  /** The server took the message. */
  | { state: 'sent'; response: string }
  /** Nothing was delivered; a later attempt may succeed. */
  | { state: 'deferred'; response: string; reason: Delay }
  /** The server knows no such recipient, for good. */
  | { state: 'bounced'; response: string }
  /** The server will not have this message, for good. */
  | { state: 'failed'; response: string }
  /** The server may have taken the message; its answer never came. To send again might be to send twice. */
  | { state: 'uncertain'; response: string; reason: Doubt }

/**
 * - `refused-for-now`: a reply of the 400s
 * - `no-session`: no connection, no TLS, a greeting or login refused: it is about the server and us, not about this message
 * - `lost`: the connection ended before the message did
 * - `timeout`: it took too long before the message's end
 * - `closing`: this sender is being closed
 */
export type Delay = 'refused-for-now' | 'no-session' | 'lost' | 'timeout' | 'closing'

/**
 * - `lost`: the connection ended after the message's end was on its way
 * - `timeout`: no answer to it in time
 * - `unclear`: an answer that is neither yes nor no, or that came before its time
 */
export type Doubt = 'lost' | 'timeout' | 'unclear'

/**
 * How far a message is: its envelope (MAIL FROM, RCPT TO, DATA), its bytes, or the wait for the server's word on it. The line that ends
 * the message, without which a server must throw it away (RFC 5321, 4.1.1.4), goes out at the very end of `body` and not before.
 */
export type Phase = 'envelope' | 'body' | 'reply'

/** What nodemailer tells of a failure. */
export interface Failure extends Error {
  code?: string
  command?: string
  response?: string
  responseCode?: number
}

/** In characters: enough for any server's words, little enough to keep. */
const longestResponse = 2000

/** The server's words, or those of the error. */
export const responseOf = ({ response, message }: Pick<Failure, 'response' | 'message'>): string =>
  (response ?? message).slice(0, longestResponse)

/** What a failure in a phase means for the message. */
export function judge(phase: Phase, failure: Failure): Outcome {
  const response = responseOf(failure)
  const kind = Math.floor((failure.responseCode ?? 0) / 100)
  const cause = failure.code === 'ETIMEDOUT' ? 'timeout' : 'lost'
  if (kind === 4) return { state: 'deferred', response, reason: 'refused-for-now' }
  if (phase === 'envelope') {
    if (isImpossible(failure)) return { state: 'failed', response }
    if (kind !== 5 || failure.command === 'CONN') return { state: 'deferred', response, reason: cause }
    // 530 "authentication required" (RFC 4954) is about our login, whichever command it answers.
    if (failure.responseCode === 530) return { state: 'deferred', response, reason: 'no-session' }
    return { state: failure.command === 'RCPT TO' ? 'bounced' : 'failed', response }
  }
  if (kind === 5) return { state: 'failed', response }
  if (phase === 'body') return { state: 'deferred', response, reason: cause }
  return { state: 'uncertain', response, reason: failure.code === 'EMESSAGE' ? 'unclear' : cause }
}

/** What nodemailer itself refuses before it asks the server: a malformed address, more bytes than the server takes. */
const isImpossible = ({ code, command, responseCode }: Failure) =>
  (code === 'EENVELOPE' && command === 'API') || (code === 'EMESSAGE' && responseCode === undefined)
