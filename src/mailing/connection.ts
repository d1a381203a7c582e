import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { type Failure, judge, type Outcome, type Phase, responseOf } from './outcome.ts'
import { type RawMessage, sizeOf, streamOf } from './wire.ts'

export interface ServerOptions {
  host: string
  port: number
  /** TLS from the first byte; default for port 465. Otherwise STARTTLS where offered, and demanded where a password would cross a network. */
  secure?: boolean
  auth?: { user: string; pass: string }
}

/** Longest times, in ms. */
export interface Timeouts {
  /** Name lookup, connection, greeting, TLS and login together. */
  connect: number
  /** From MAIL FROM to the leave to send the message's bytes. */
  envelope: number
  /** The message's bytes. */
  body: number
  /** From the end of the message to the server's answer. */
  reply: number
  /** How long an unused connection is kept. */
  idle: number
}

/** A short wait for the last answer would make doubt where patience makes certainty: RFC 5321, 4.5.3.2.6 asks for ten minutes. */
export const usualTimeouts: Timeouts = {
  connect: 30_000,
  envelope: 60_000,
  body: 180_000,
  reply: 600_000,
  idle: 15_000,
}

export interface Message {
  envelope: { from: string; to: string }
  raw: RawMessage
}

/** In bytes; no honest reply comes near. */
const largestReply = 64 * 1024

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

const timedOut = (): Failure => Object.assign(new Error('No answer in time'), { code: 'ETIMEDOUT' })

/** Opens a session with the server: a connection that is greeted, encrypted and logged in, or the outcome that this failed. */
export function open(server: ServerOptions, timeouts: Timeouts): Promise<SMTPConnection | Outcome> {
  const { host, port, secure = port === 465, auth } = server
  const connection = new SMTPConnection({
    host,
    port,
    secure,
    requireTLS: auth !== undefined && !secure && !isLoopback(host),
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    // Our own clocks are stricter, and know what a silence means.
    socketTimeout: 2 * Math.max(...Object.values(timeouts)),
    socketCloseTimeout: 1000,
    maxResponseSize: largestReply,
  })
  return new Promise((resolve) => {
    const settle = (failure?: Failure | null) => {
      clearTimeout(clock)
      if (failure) connection.close()
      resolve(
        failure ? { state: 'deferred', response: responseOf(failure), reason: 'no-session' } : connection,
      )
    }
    const clock = setTimeout(() => settle(timedOut()), timeouts.connect)
    // Stays for the connection's life: a failure between two messages has nobody else to hear it.
    connection.on('error', settle)
    connection.connect((failure) => {
      if (failure || !auth) settle(failure)
      else connection.login({ ...auth }, settle)
    })
  })
}

export interface Attempt {
  outcome: Outcome
  /** Whether the session is in order for another message. */
  reusable: boolean
  /** Whether the server never said a word to this message, nor got any byte of its body. */
  unheard: boolean
}

/** Sends one message over an open session, once. */
export function transmit(
  connection: SMTPConnection,
  { raw, envelope: { from, to } }: Message,
  timeouts: Timeouts,
): Promise<Attempt> {
  const envelope = {
    from: asciiDomain(from),
    to: asciiDomain(to),
    size: sizeOf(raw),
  }
  let phase: Phase = 'envelope'
  connection.lastServerResponse = false
  return new Promise((resolve) => {
    let settled = false
    const settle = (outcome: Outcome, reusable: boolean) => {
      settled = true
      clearTimeout(clock)
      if (!reusable) connection.close()
      resolve({ outcome, reusable, unheard: phase === 'envelope' && connection.lastServerResponse === false })
    }
    const startClock = () => setTimeout(() => settle(judge(phase, timedOut()), false), timeouts[phase])
    let clock = startClock()
    const enter = (next: Phase) => {
      if (settled) return
      phase = next
      clearTimeout(clock)
      clock = startClock()
    }
    // nodemailer begins to read only when the server has given leave, and ends the message only when this has ended.
    const message = streamOf(
      raw,
      () => enter('body'),
      () => enter('reply'),
    )
    connection.send(envelope, message, (failure, info) => {
      const response = responseOf(failure ?? { response: info?.response, message: '' })
      if (failure) settle(judge(phase, failure), phase === 'envelope' && isAnswer(failure))
      else if (phase === 'reply') settle({ state: 'sent', response }, true)
      else settle({ state: 'uncertain', response, reason: 'unclear' }, false)
    })
  })
}

/** Whether the server answered a command, and did not just end the session. */
const isAnswer = ({ responseCode, command }: Failure) =>
  responseCode !== undefined && responseCode !== 421 && command !== 'CONN'

/** An address whose domain is in Khmer or Japanese goes over the wire in its ASCII form (IDNA). */
function asciiDomain(address: string): string {
  const at = address.lastIndexOf('@') + 1
  return address.slice(0, at) + (domainToASCII(address.slice(at)) || address.slice(at))
}

/** Clears what a refused envelope left in the session. Resolves to false, and closes it, if it does not answer well in time. */
export function reset(connection: SMTPConnection, timeouts: Timeouts): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (failure?: Error | null) => {
      clearTimeout(clock)
      connection.off('end', lost)
      if (failure) connection.close()
      resolve(!failure)
    }
    const lost = () => settle(timedOut())
    const clock = setTimeout(lost, timeouts.envelope)
    connection.once('end', lost)
    connection.reset(settle)
  })
}

/** Says goodbye, and closes at the latest after a second. */
export function quit(connection: SMTPConnection): Promise<void> {
  if (connection.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const clock = setTimeout(() => connection.close(), 1000)
    connection.once('end', () => {
      clearTimeout(clock)
      resolve()
    })
    connection.quit()
  })
}
