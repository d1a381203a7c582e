import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Moment } from '../http/schemas.ts'
import { engineUsage } from '../translation/engines/usage.ts'
import { distancesByWeek, originsSince } from '../translation/insight.ts'
import { approvalTimes, standingNow } from './insight.ts'

/** How the work goes, since a moment; where it stands, now. */
export const lookAtWork = async ({ db }: Pick<Deps, 'db'>, since: Date) => {
  const [origins, distances, usage, times, standing] = await Promise.all([
    originsSince(db, since),
    distancesByWeek(db, since),
    engineUsage(db, since),
    approvalTimes(db, since),
    standingNow(db),
  ])
  return { since, origins, distances, usage, times, standing }
}

export const insightRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/insight',
      {
        schema: {
          summary:
            'Where drafts come from, how far they are from what is approved, how long it takes and what waits',
          querystring: z.object({ since: Moment }),
        },
      },
      async (request) => {
        allow(personOf(request), ['administrator', 'publisher'])
        return lookAtWork(deps, request.query.since)
      },
    )
  }
