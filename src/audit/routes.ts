import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import type { Deps } from '../deps.ts'
import { sendFile } from '../http/download.ts'
import { personOf } from '../http/person.ts'
import { Moment, Slug } from '../http/schemas.ts'
import { findAbout } from './about.ts'
import { listChoices, listEvents } from './queries.ts'
import { verifyAudit } from './verify.ts'
import { writeCsv, writeJsonLines } from './write.ts'

const readers = ['administrator', 'publisher'] as const

const Filter = z.object({
  action: z
    .string()
    .regex(/^[a-z_-]{1,60}$/)
    .optional(),
  actor: z.uuid().optional(),
  release: Slug.optional(),
  since: Moment.optional(),
  until: Moment.optional(),
})

const files = {
  csv: { name: 'activity.csv', type: 'text/csv', write: writeCsv },
  jsonl: { name: 'activity.jsonl', type: 'application/jsonl', write: writeJsonLines },
} as const

export const auditRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/audit',
      {
        schema: {
          summary: 'Every decision on the record, newest first, with what it is about',
          querystring: Filter.extend({
            limit: z.coerce.number().int().min(1).max(500).default(100),
            before: z.coerce.number().int().min(1).optional(),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), readers)
        const { limit, before, ...filter } = request.query
        const events = await listEvents(deps.db, filter, { limit, before })
        const about = await findAbout(deps.db, events)
        return events.map((event, at) => ({ ...event, about: about[at]! }))
      },
    )

    app.get(
      '/api/audit/choices',
      { schema: { summary: 'The actions that are on the record, and the people who acted' } },
      async (request) => {
        allow(personOf(request), readers)
        return listChoices(deps.db)
      },
    )

    app.get(
      '/api/audit/export',
      {
        schema: {
          summary: 'The record, or what a filter leaves of it, as a file',
          querystring: Filter.extend({ format: z.enum(['csv', 'jsonl']) }),
        },
      },
      async (request, reply) => {
        allow(personOf(request), readers)
        const { format, ...filter } = request.query
        const { write, ...file } = files[format]
        return sendFile(reply, file, write(deps.db, filter))
      },
    )

    app.get(
      '/api/audit/verification',
      { schema: { summary: 'Whether the record is whole' } },
      async (request) => {
        allow(personOf(request), readers)
        return verifyAudit(deps.db)
      },
    )
  }
