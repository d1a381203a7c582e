import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What may be answered otherwise. `BODY` is asked when the first bytes of a message come, `END` when its last line has come. */
export type Moment = 'CONNECT' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'BODY' | 'END' | 'RSET' | 'QUIT'

/** A reply, or to end the connection, or to say nothing at all. */
export type Answer = string | { drop: true } | { silence: true }

export const drop = { drop: true } as const
export const silence = { silence: true } as const

const usual: Record<Moment, Answer> = {
  CONNECT: '220 ready',
  EHLO: '250 at your service',
  AUTH: '235 welcome',
  MAIL: '250 sender ok',
  RCPT: '250 recipient ok',
  DATA: '354 go on',
  BODY: silence,
  END: '250 taken',
  RSET: '250 forgotten',
  QUIT: '221 goodbye',
}

/**
 * A mail server on the loopback that misbehaves as a test asks: `answer` may give another answer than the usual one, at once or later,
 * knowing which connection (from 0) and what line it answers.
 */
export async function startMailServer(
  answer: (
    moment: Moment,
    connection: number,
    line: string,
  ) => Answer | undefined | Promise<Answer | undefined> = () => undefined,
  options: { extensions?: string[] } = {},
) {
  /** Messages whose last line has come, whatever was answered. */
  const taken: string[] = []
  const log: string[] = []
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    const connection = sockets.push(socket) - 1
    let inBody = false
    let received = ''
    let message = ''
    let recipients = 0
    const say = async (moment: Moment, line = '', before = '') => {
      log.push(`${connection} ${moment}`)
      const said = (await answer(moment, connection, line)) ?? usual[moment]
      if (typeof said === 'string') socket.write(`${before}${said}\r\n`)
      else if ('drop' in said) socket.destroy()
      return said
    }
    const command = async (line: string) => {
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO') {
        await say(
          'EHLO',
          line,
          (options.extensions ?? []).map((extension) => `250-${extension}\r\n`).join(''),
        )
      } else if (verb === 'QUIT') {
        await say('QUIT', line)
        socket.end()
      } else if (verb === 'RCPT') {
        const said = await say('RCPT', line)
        if (typeof said === 'string' && said.startsWith('250')) recipients++
      } else if (verb === 'DATA' && recipients === 0) {
        socket.write('503 5.5.1 nobody to send it to\r\n')
      } else if (verb === 'DATA') {
        const said = await say('DATA', line)
        inBody = typeof said === 'string' && said.startsWith('354')
        message = ''
      } else if (verb in usual) await say(verb as Moment, line)
      else socket.write('500 what?\r\n')
    }
    const readLines = async () => {
      for (
        let end = received.indexOf('\r\n');
        end >= 0 && !socket.destroyed;
        end = received.indexOf('\r\n')
      ) {
        const line = received.slice(0, end)
        received = received.slice(end + 2)
        if (!inBody) await command(line)
        else if (line === '.') {
          inBody = false
          recipients = 0
          taken.push(message)
          await say('END')
        } else {
          if (message === '') await say('BODY')
          message += `${line.replace(/^\./, '')}\r\n`
        }
      }
    }
    let reading = say('CONNECT').then(() => {})
    socket.setEncoding('utf8')
    socket.on('error', () => {})
    socket.on('data', (data: string) => {
      received += data
      reading = reading.then(readLines)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    taken,
    /** What happened, as "<connection> <moment>". */
    log,
    /** Ends a connection from the server's side, and waits until it is gone. */
    hangUp: async (connection: number) => {
      const socket = sockets[connection]!
      socket.end()
      if (!socket.closed) await once(socket, 'close')
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
