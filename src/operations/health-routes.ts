import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../deps.ts'
import { openQueues, type Queues } from '../jobs/queue.ts'
import { readiness } from './health.ts'

const open = { config: { public: true }, schema: { hide: true } }

/** For what stands in front of HTTP, and for what starts and ends processes. */
export const healthRoutes =
  (deps: Deps): FastifyPluginAsync =>
  async (app) => {
    // Opened by who asks first: most processes with HTTP have no other use for them.
    let queues: Queues | undefined
    app.addHook('onClose', () => queues?.close())

    // Says only that the process goes round: to start it anew mends nothing else.
    app.get('/health', open, async () => ({ status: 'ok' }))

    app.get('/ready', open, async (_request, reply) => {
      queues ??= openQueues(deps)
      const found = await readiness(deps, queues)
      return reply
        .code(found.ready ? 200 : 503)
        .headers({ 'cache-control': 'no-store', ...(!found.ready && { 'retry-after': '5' }) })
        .send(found)
    })
  }
