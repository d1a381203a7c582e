import type { Config } from '../config.ts'
import { openLease } from './lease.ts'
import type { Outcome } from './smtp.ts'

type Message = { envelope: { from: string; to: string }; raw: Uint8Array }

/** How this process sends mail. Opens nothing before the first message. */
export interface Mailer {
  /** The number that a row carries while this process sends its message. */
  worker(): Promise<number>
  send(message: Message): Promise<Outcome>
  close(): Promise<void>
}

/** A mailer on the configured SMTP server. */
export const createMailer = (config: Config & { databaseUrl: string }): Mailer => {
  let lease: ReturnType<typeof openLease> | undefined
  let sender: Promise<{ send(message: Message): Promise<Outcome>; close(): Promise<void> }> | undefined
  return {
    async worker() {
      lease ??= openLease(config.databaseUrl)
      return (await lease).worker
    },
    async send(message) {
      sender ??= import('./smtp.ts').then(({ createSender, parseSmtpUrl }) => createSender(parseSmtpUrl(config.smtpUrl)))
      return (await sender).send(message)
    },
    async close() {
      await (await sender)?.close()
      await (await lease)?.close()
    },
  }
}
