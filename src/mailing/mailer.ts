import type { Config } from '../config.ts'
import type { Message } from './connection.ts'
import { openLease } from './lease.ts'
import type { Outcome } from './outcome.ts'
import type { Sender } from './smtp.ts'

/** How this process sends mail. Opens nothing before the first message. */
export interface Mailer {
  /** Makes ready to send; the number that a row carries while this process sends its message. */
  worker(): Promise<number>
  send(message: Message): Promise<Outcome>
  close(): Promise<void>
}

/** A message's Message-ID: the same for every attempt, so that a server or a reader can tell a copy. */
export const messageIdOf = ({ config }: { config: Config }, id: string): string =>
  `<${id}@${config.mailFrom.address.split('@')[1]}>`

/** A mailer on the configured SMTP server. */
export const createMailer = (config: Config & { databaseUrl: string }): Mailer => {
  let lease: ReturnType<typeof openLease> | undefined
  let sender: Promise<Sender> | undefined
  const openSender = () =>
    (sender ??= import('./relays.ts').then(({ createRelays }) => createRelays(config.smtpUrl)))
  return {
    async worker() {
      await openSender()
      lease ??= openLease(config.databaseUrl)
      try {
        return (await lease).worker
      } catch (error) {
        lease = undefined
        throw error
      }
    },
    send: async (message) => (await openSender()).send(message),
    async close() {
      await (await sender)?.close()
      await (await lease)?.close()
    },
  }
}
