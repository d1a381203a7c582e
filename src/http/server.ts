import type { AddressInfo } from 'node:net'
import type { Deps } from '../deps.ts'
import { createApp } from './app.ts'

/** Listens for HTTP. Port 0 takes a free one. */
export const startServer = async (deps: Deps) => {
  const app = await createApp(deps)
  await app.listen({ host: deps.config.host, port: deps.config.port })
  const { port } = app.server.address() as AddressInfo
  return { url: `http://${deps.config.host}:${port}`, close: () => app.close() }
}
