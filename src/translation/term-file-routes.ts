import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { sendFile } from '../http/download.ts'
import { personOf, readerLocale } from '../http/person.ts'
import { Line } from '../http/schemas.ts'
import { fileOf, fileRoute, takeFiles } from '../http/upload.ts'
import { importTermbase } from './interchange/import.ts'
import { previewTermbase } from './interchange/preview.ts'
import { readTbx, writeTbx } from './interchange/tbx.ts'
import { tellProblems } from './interchange/tell.ts'
import { readTermsCsv, writeTermsCsv } from './interchange/terms-csv.ts'
import { allConcepts } from './search-terms.ts'

const format = z.enum(['tbx', 'csv'])
const readers = { tbx: readTbx, csv: readTermsCsv }
const writers = { tbx: writeTbx, csv: writeTermsCsv }
const types = { tbx: 'application/xml', csv: 'text/csv' }

export const termFileRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    takeFiles(app)

    app.get(
      '/api/terms/export',
      { schema: { summary: 'The whole termbase as a file', querystring: z.object({ format }) } },
      async (request, reply) => {
        allow(personOf(request), roles)
        const { format } = request.query
        const file = { name: `terms.${format}`, type: types[format] }
        return sendFile(reply, file, writers[format](allConcepts(deps.db)))
      },
    )

    app.post(
      '/api/terms/imports/preview',
      {
        ...fileRoute,
        schema: {
          summary: 'What taking a termbase in would change, from its file as application/octet-stream',
          querystring: z.object({ format }),
        },
      },
      async (request) => {
        allow(personOf(request), ['administrator'])
        const entries = readers[request.query.format](fileOf(request.body))
        const preview = await previewTermbase(deps.db, entries)
        return { ...preview, problems: tellProblems(preview.problems, readerLocale(request)) }
      },
    )

    // The file says itself who confirmed what, which is for no reviewer of one language to bring in.
    app.post(
      '/api/terms/imports',
      {
        ...fileRoute,
        schema: {
          summary: 'Takes a termbase in, from its file as application/octet-stream',
          querystring: z.object({ format, name: Line.pipe(z.string().min(1).max(500)) }),
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['administrator'])
        const { format, name } = request.query
        const entries = readers[format](fileOf(request.body))
        const report = await importTermbase(deps.db, entries, name, person.id)
        reply.code(201)
        return { ...report, problems: tellProblems(report.problems, readerLocale(request)) }
      },
    )
  }
