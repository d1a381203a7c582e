import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { verifyAudit } from './verify.ts'

export const auditRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/audit',
      {
        schema: {
          summary: 'Every decision on the record, newest first',
          querystring: z.object({
            limit: z.coerce.number().int().min(1).max(500).default(100),
            before: z.coerce.number().int().min(1).optional(),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), ['administrator', 'publisher'])
        const { limit, before } = request.query
        return deps.db
          .selectFrom('audit_event')
          .leftJoin('person', 'person.id', 'audit_event.actor_id')
          .select([
            'seq',
            'at',
            'person.name as actor',
            'database_role as databaseRole',
            'action',
            'entity',
            'entity_id as entityId',
            'details',
          ])
          .$if(before !== undefined, (query) => query.where('seq', '<', before!))
          .orderBy('seq', 'desc')
          .limit(limit)
          .execute()
      },
    )

    app.get(
      '/api/audit/verification',
      { schema: { summary: 'Whether the record is whole' } },
      async (request) => {
        allow(personOf(request), ['administrator', 'publisher'])
        return verifyAudit(deps.db)
      },
    )
  }
