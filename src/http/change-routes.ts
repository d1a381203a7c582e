import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { type Change, listenToChanges } from './changes.ts'
import { personOf } from './person.ts'
import { LocaleName, Nothing, Slug } from './schemas.ts'

/** In ms: proxies end what stays silent for a minute, and a browser that is gone shows only when it is written to. */
const HEARTBEAT = 20_000
/** In ms: whoever is waiting longer is asked to come back, so that nobody listens with a session that has ended. */
const LONGEST = 600_000
/** In bytes: who does not read is let go. */
const BACKLOG = 200_000

export const changeRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const changes = listenToChanges(deps)
    app.addHook('onClose', () => changes.close())

    app.get(
      '/api/changes',
      {
        config: { endless: true },
        schema: { summary: 'What changes, as server-sent events: look again at what they name' },
      },
      async (request, reply) => {
        allow(personOf(request), roles)
        await changes.start()
        reply.hijack()
        const { raw } = reply
        for (const [name, value] of Object.entries(reply.getHeaders())) raw.setHeader(name, value!)
        raw.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        const write = (text: string) => {
          raw.write(text)
          if (raw.writableLength > BACKLOG) raw.destroy()
        }
        const tell = (change: Change) => write(`data: ${JSON.stringify(change)}\n\n`)
        const missed = () => write('event: missed\ndata:\n\n')
        const end = () => raw.end()
        changes.heard.on('change', tell).on('missed', missed)
        deps.stopping.addEventListener('abort', end)
        const heartbeat = setInterval(() => write(':\n\n'), HEARTBEAT)
        const longest = setTimeout(end, LONGEST)
        raw.on('close', () => {
          changes.heard.off('change', tell).off('missed', missed)
          deps.stopping.removeEventListener('abort', end)
          clearInterval(heartbeat)
          clearTimeout(longest)
        })
        write('retry: 1000\n\n')
      },
    )

    app.post(
      '/api/releases/:slug/translations/:locale/presence',
      {
        schema: {
          summary:
            'Says that one is at work on a translation, and on which segment; to be said again every few seconds',
          params: z.object({ slug: Slug, locale: LocaleName }),
          body: z.object({ segment: z.uuid().nullable() }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const { id, name, ...person } = personOf(request)
        allow({ id, name, ...person }, roles)
        const change: Change = {
          kind: 'presence',
          ...request.params,
          ...request.body,
          person: { id, name },
        }
        await sql`select pg_notify('bayon_change', ${JSON.stringify(change)})`.execute(deps.db)
        return reply.code(204).send(null)
      },
    )
  }
