import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Moment } from '../http/schemas.ts'
import { engineQuality, engineUsage } from './engines/usage.ts'

const DAY_MS = 86_400_000

const querystring = z.object({
  since: Moment.optional().describe('From this moment on; the last 30 days where absent'),
})
const from = (since: Date | undefined) => since ?? new Date(Date.now() - 30 * DAY_MS)

export const engineRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/engines/usage',
      { schema: { summary: 'What the engines were asked, and what it took', querystring } },
      async (request) => {
        allow(personOf(request), ['administrator'])
        return engineUsage(deps.db, from(request.query.since))
      },
    )

    app.get(
      '/api/engines/quality',
      { schema: { summary: "How far each engine's drafts were from what was approved", querystring } },
      async (request) => {
        allow(personOf(request), ['administrator'])
        return engineQuality(deps.db, from(request.query.since))
      },
    )
  }
