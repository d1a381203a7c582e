import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import type { AppControllerRoute } from '@bull-board/api/typings/app'
import { FastifyAdapter } from '@bull-board/fastify'
import type { FastifyPluginAsync } from 'fastify'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { personOf } from '../http/person.ts'
import { openQueues, type Queues } from '../jobs/queue.ts'
import { stageNames } from '../pipeline.ts'

const PLACE = '/queues'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The hash is of the one style element that its scripts write.
  "style-src 'self' 'sha256-r2N1TB/gHbBtBZFKg7ejmq1acVSREzucTAEw6ga4hoU='",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Has the routes alone that look: what moves a row is the database's to say, never the queue's. Errors are ours to answer. */
class LookingAdapter extends FastifyAdapter {
  override setApiRoutes(routes: AppControllerRoute[]) {
    return super.setApiRoutes(routes.filter(({ method }) => method === 'get'))
  }
  override setErrorHandler() {
    return super.setErrorHandler((error) => {
      throw error
    })
  }
}

/** Its page without what our policy refuses: letters from elsewhere and the style of a picture that is gone in a moment. */
const withoutInline = (html: string) =>
  html
    .replace(/<link href="https:[^>]*>/g, '')
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/ style="[^"]*"/g, '')

/** The queues, as bull-board shows them, for administrators who signed in by themselves; a key does not open them. */
export const queueBoard =
  (deps: Deps): FastifyPluginAsync =>
  async (app) => {
    const adapter = new LookingAdapter().setBasePath(PLACE)
    const board = createBullBoard({
      queues: [],
      serverAdapter: adapter,
      options: { uiConfig: { boardTitle: 'Bayon', hideDocsLink: true, locale: { lng: 'en-US' } } },
    })
    let queues: Queues | undefined
    app.addHook('onClose', () => queues?.close())

    await app.register(
      async (scope) => {
        scope.addHook('onRequest', async (request) => {
          allow(personOf(request), ['administrator'])
          if (!request.sessionId) throw new Refusal('not-allowed')
          if (queues) return
          queues = openQueues(deps)
          const shown = { readOnlyMode: true, allowRetries: false }
          board.setQueues(stageNames.map((stage) => new BullMQAdapter(queues!.of(stage), shown)))
        })
        scope.addHook('onSend', async (_request, reply, payload) => {
          reply.header('content-security-policy', policy)
          return typeof payload === 'string' && String(reply.getHeader('content-type')).includes('html')
            ? withoutInline(payload)
            : payload
        })
        await scope.register(adapter.registerPlugin())
      },
      { prefix: PLACE },
    )
  }
