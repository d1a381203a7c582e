import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { sendFile } from '../http/download.ts'
import { personOf, readerLocale } from '../http/person.ts'
import { Line } from '../http/schemas.ts'
import { fileOf, fileRoute, takeFiles } from '../http/upload.ts'
import { locales, sourceLocale } from '../language/model.ts'
import { allUnits, importMemory } from './interchange/import.ts'
import { tellProblems } from './interchange/tell.ts'
import { readTmx, writeTmx } from './interchange/tmx.ts'
import { readUnitsCsv, writeUnitsCsv } from './interchange/units-csv.ts'

const format = z.enum(['tmx', 'csv'])
const readers = { tmx: readTmx, csv: readUnitsCsv }
const writers = { tmx: writeTmx, csv: writeUnitsCsv }
const types = { tmx: 'application/xml', csv: 'text/csv' }

export const memoryFileRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    takeFiles(app)

    app.get(
      '/api/memory/export',
      {
        schema: {
          summary: 'The translation memory as a file',
          querystring: z.object({ format, locale: z.enum(locales).exclude([sourceLocale]).optional() }),
        },
      },
      async (request, reply) => {
        allow(personOf(request), roles)
        const { format, locale } = request.query
        const file = { name: `memory${locale ? `-${locale}` : ''}.${format}`, type: types[format] }
        return sendFile(reply, file, writers[format](allUnits(deps.db, locale)))
      },
    )

    app.post(
      '/api/memory/imports',
      {
        ...fileRoute,
        schema: {
          summary: 'Takes a memory in, from its file as application/octet-stream, under a name',
          querystring: z.object({ format, name: Line.pipe(z.string().min(1).max(500)) }),
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        allow(person, ['administrator'])
        const { format, name } = request.query
        const report = await importMemory(deps.db, readers[format](fileOf(request.body)), name, {
          by: person.id,
        })
        reply.code(201)
        return { ...report, problems: tellProblems(report.problems, readerLocale(request)) }
      },
    )
  }
