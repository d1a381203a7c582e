import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import type { Queues } from '../jobs/queue.ts'
import { readiness } from './health.ts'
import { registerOfficeMetrics } from './office-metrics.ts'

const json = (response: ServerResponse, status: number, content: object) =>
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(status === 503 && { 'retry-after': '5' }),
    })
    .end(JSON.stringify(content))

/**
 * Answers whoever watches this process, a worker or HTTP, on an address of its own that the public does not reach:
 * /metrics, /health (the process goes round), /ready (it can do its work).
 * @throws Refusal 'port-taken'
 */
export const startMonitor = async (
  deps: Deps,
  queues: Queues,
  { host, port }: { host: string; port: number },
) => {
  registerOfficeMetrics(deps, queues)
  const { registry } = deps.metrics
  const answers: Record<string, (response: ServerResponse) => Promise<unknown>> = {
    '/metrics': async (response) =>
      response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics()),
    '/health': async (response) => json(response, 200, { status: 'ok' }),
    '/ready': async (response) => {
      const found = await readiness(deps, queues)
      json(response, found.ready ? 200 : 503, found)
    },
  }
  const server = createServer((request, response) => {
    const answer = request.method === 'GET' && answers[new URL(request.url ?? '', 'http://monitor').pathname]
    if (!answer) return json(response, 404, { status: 'not found' })
    return answer(response).catch((error) => {
      deps.log.warn({ error: String(error) }, 'the monitor could not answer')
      json(response, 503, { status: 'no answer' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Refusal('port-taken', { port }, { cause: error }) : error),
    )
    server.listen(port, host, resolve)
  })
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
