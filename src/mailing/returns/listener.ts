import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import type { Deps } from '../../deps.ts'
import { readReturnAddress } from './return-address.ts'
import { takeReturn } from './take.ts'

/** In bytes: a report that brings the whole message back. */
const LARGEST = 25_000_000
/** Connections at a time; others are asked to come again. */
const MOST_CLIENTS = 20

const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })

/** Whether an address is the return address, or one that was signed for a message. */
const isOurs = ({ config }: Deps, address: string): boolean =>
  address.toLowerCase() === config.bounces.address?.toLowerCase() ||
  readReturnAddress(config, address) !== null

/**
 * Listens for what comes back, by SMTP or LMTP, and takes nothing else. A message is accepted when it is in the database;
 * else its server is asked to come again.
 * @param listen smtp://host:port or lmtp://host:port; port 0 takes any free one
 */
export const openListener = async (deps: Deps, listen: string) => {
  const { protocol, hostname, port } = new URL(listen)
  const server = new SMTPServer({
    lmtp: protocol === 'lmtp:',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST,
    maxClients: MOST_CLIENTS,
    socketTimeout: 60_000,
    closeTimeout: 2000,
    logger: false,
    onRcptTo: ({ address }, _session, done) =>
      done(isOurs(deps, address) ? null : refusal(550, '5.1.1 nobody of that name here')),
    async onData(stream, { envelope }, done) {
      try {
        const raw = await buffer(stream)
        if (stream.sizeExceeded) return done(refusal(552, '5.3.4 the message is too large'))
        const recipients = envelope.rcptTo.map(({ address }) => address)
        const kind = await takeReturn(deps, 'listener', raw, recipients)
        deps.log.debug({ kind }, 'a mail came back')
        done()
      } catch (error) {
        deps.log.warn({ error: String(error) }, 'a mail that came back could not be kept')
        done(refusal(451, '4.3.0 try again later'))
      }
    },
  })
  server.on('error', (error) => deps.log.warn({ error: error.message }, 'the bounce listener met an error'))
  const listening = server.listen(Number(port), hostname.replace(/^\[|\]$/g, ''))
  await new Promise((resolve, reject) => {
    listening.once('listening', resolve)
    listening.once('error', reject)
  })
  return {
    port: (listening.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
