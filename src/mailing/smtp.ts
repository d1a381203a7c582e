import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import {
  type Message,
  open,
  quit,
  reset,
  type ServerOptions,
  type Timeouts,
  transmit,
  usualTimeouts,
} from './connection.ts'
import type { Outcome } from './outcome.ts'

export interface SenderOptions extends ServerOptions {
  /** How many messages are under way at once. Default 5. */
  maxConnections?: number
  /** Default `usualTimeouts`. */
  timeouts?: Partial<Timeouts>
}

export interface Sender {
  /** Attempts to send one message, once; it never throws. */
  send(message: Message): Promise<Outcome>
  /** Lets the messages under way end, then takes leave of the server. Messages that wait for their turn are deferred. */
  close(): Promise<void>
}

/** A kept connection, and how many messages it has carried. */
interface Kept {
  connection: SMTPConnection
  carried: number
}

/** Servers limit it, and end the session without a word of warning. */
const mostMessages = 100

/**
 * Sends messages over SMTP and tells truthfully what became of each. Of the two mistakes that can be made when an answer is lost, to count
 * a message as sent or to send it again, it makes neither: it says `uncertain`.
 */
export function createSender(options: SenderOptions): Sender {
  const { maxConnections = 5, ...server } = options
  const timeouts = { ...usualTimeouts, ...options.timeouts }
  const idle = new Map<SMTPConnection, { kept: Kept; clock: NodeJS.Timeout }>()
  const pass = createGate(maxConnections)
  const pending = new Set<Promise<Outcome>>()
  let closing = false

  const keep = (kept: Kept) => {
    const clock = setTimeout(() => leave(kept.connection), kept.carried < mostMessages ? timeouts.idle : 0)
    idle.set(kept.connection, { kept, clock })
  }
  const forget = (connection: SMTPConnection) => {
    clearTimeout(idle.get(connection)?.clock)
    idle.delete(connection)
  }
  const leave = (connection: SMTPConnection) => {
    forget(connection)
    return quit(connection)
  }
  /** The connection that was used last, as the likeliest to live. */
  const takeIdle = (): Kept | undefined => {
    const last = [...idle.values()].filter(({ kept }) => kept.carried < mostMessages).at(-1)?.kept
    if (last) forget(last.connection)
    return last
  }

  const sendOver = async ({ connection, carried }: Kept, message: Message) => {
    const attempt = await transmit(connection, message, timeouts)
    const clean =
      attempt.reusable && (attempt.outcome.state === 'sent' || (await reset(connection, timeouts)))
    if (clean) keep({ connection, carried: carried + 1 })
    return attempt
  }

  const sendNow = async (message: Message): Promise<Outcome> => {
    if (closing) return { state: 'deferred', response: '', reason: 'closing' }
    const kept = takeIdle()
    if (kept) {
      const { outcome, unheard } = await sendOver(kept, message)
      // A server may end an unused session at any time. It heard nothing of this message, so this was no attempt.
      if (!unheard || outcome.state !== 'deferred' || outcome.reason !== 'lost') return outcome
    }
    const opened = await open(server, timeouts)
    if ('state' in opened) return opened
    opened.once('end', () => forget(opened))
    return (await sendOver({ connection: opened, carried: 0 }, message)).outcome
  }

  return {
    send: (message) => {
      const sending = pass(() => sendNow(message))
      pending.add(sending)
      return sending.finally(() => pending.delete(sending))
    },
    close: async () => {
      closing = true
      await Promise.allSettled(pending)
      await Promise.all([...idle.keys()].map(leave))
    },
  }
}

/** Lets no more than so many tasks run at once; the others wait in their order. */
function createGate(width: number) {
  let free = width
  const waiting: (() => void)[] = []
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
