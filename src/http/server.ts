import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { createApp } from './app.ts'
import { readerLocale } from './person.ts'

/** A port that is taken, before anything answers on it. */
export interface Socket {
  server: Server
  url: string
  close(): Promise<void>
}

/** Answers while the application is not there yet: a request must not wait for an answer that never comes. */
const answerStarting: RequestListener = (request, response) => {
  const refusal = new Refusal('starting')
  const { code, status } = refusal
  response
    .writeHead(status, {
      'content-type': 'application/problem+json',
      'retry-after': '1',
      connection: 'close',
    })
    .end(
      JSON.stringify({
        type: `/problems/${code}`,
        code,
        title: STATUS_CODES[status],
        status,
        detail: refusal.in(readerLocale(request)),
      }),
    )
}

/**
 * Takes a port; 0 takes any free one. First of all, because links carry the address.
 * @throws Refusal 'port-taken'
 */
export const openSocket = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const server = createServer(answerStarting)
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Refusal('port-taken', { port }, { cause: error }) : error),
    )
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo
      resolve({ server, url: `http://${host}:${taken}`, close: () => close(server) })
    })
  })

/** Ends a server once those whom it is answering have their answer. */
const close = async (server: Server) => {
  if (!server.listening) return
  server.closeIdleConnections()
  await new Promise((resolve) => server.close(resolve))
}

/** Answers HTTP on a socket. */
export const startServer = async (deps: Deps, { server }: Socket) => {
  let answer: RequestListener = answerStarting
  const app = await createApp(deps, (handler) => {
    answer = handler
    return server
  })
  await app.ready()
  server.off('request', answerStarting).on('request', answer)
  return {
    async close() {
      await close(server)
      await app.close()
    },
  }
}
