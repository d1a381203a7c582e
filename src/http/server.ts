import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { createApp } from './app.ts'

/** A port that is taken, before anything answers on it. */
export interface Socket {
  server: Server
  url: string
  close(): Promise<void>
}

/**
 * Takes a port; 0 takes any free one. First of all, because links carry the address.
 * @throws Refusal 'port-taken'
 */
export const openSocket = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const server = createServer()
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
  const app = await createApp(deps, server)
  await app.ready()
  return {
    async close() {
      await close(server)
      await app.close()
    },
  }
}
