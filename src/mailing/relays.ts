import type { ServerOptions } from './connection.ts'
import { createSender, type Sender } from './smtp.ts'

/** As many as one process can have on their way: what is `sending` in the books never waits for a connection to be free. */
const MOST_CONNECTIONS = 40

/** The server that an address such as smtp://user:password@mail.example:587?weight=3 names, and its share of the mail. */
const readRelay = (address: string): ServerOptions & { weight: number } => {
  const { protocol, hostname, port, username, password, searchParams } = new URL(address)
  const secure = protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 25),
    weight: Math.max(1, Math.trunc(Number(searchParams.get('weight'))) || 1),
    ...(secure && { secure }),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  }
}

/**
 * Sends over several mail servers, to each its share by weight. Where one cannot be reached, the message goes by another:
 * nobody has heard of it yet.
 * @param addresses with blanks between them
 */
export const createRelays = (addresses: string): Sender => {
  const relays = addresses
    .split(/\s+/)
    .filter(Boolean)
    .map(readRelay)
    .map(({ weight, ...server }) => ({
      weight,
      turn: 0,
      sender: createSender({ ...server, maxConnections: MOST_CONNECTIONS }),
    }))
  const total = relays.reduce((sum, { weight }) => sum + weight, 0)
  /** Spread evenly: whoever has waited longest for their share is next. */
  const inTurn = () => {
    for (const relay of relays) relay.turn += relay.weight
    const order = relays.toSorted((one, other) => other.turn - one.turn)
    order[0]!.turn -= total
    return order
  }
  return {
    async send(message) {
      const [first, ...others] = inTurn()
      let outcome = await first!.sender.send(message)
      for (const { sender } of others) {
        if (outcome.state !== 'deferred' || outcome.reason !== 'no-session') break
        outcome = await sender.send(message)
      }
      return outcome
    },
    close: async () => void (await Promise.all(relays.map(({ sender }) => sender.close()))),
  }
}
