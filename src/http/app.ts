import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyHttpOptions, LogController } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { createAuth } from '../accounts/auth.ts'
import { accountRoutes } from '../accounts/routes.ts'
import { auditRoutes } from '../audit/routes.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { mailingRoutes } from '../mailing/routes.ts'
import { publishingRoutes } from '../publishing/routes.ts'
import { releaseRoutes } from '../releases/routes.ts'
import { fileRoutes } from '../review/file-routes.ts'
import { reviewRoutes } from '../review/routes.ts'
import { termRoutes } from '../translation/term-routes.ts'
import { findPerson, personOf } from './person.ts'
import { sendProblem } from './problems.ts'

/** The largest body that is read, in bytes: a release of 5 MB as JSON. */
const BODY_LIMIT = 7_500_000
const REQUESTS_A_MINUTE = 1200

/** The application: every route. It answers on `server` where one is given, else only to `inject`. */
export const createApp = async (deps: Deps, server?: Server) => {
  const options: FastifyHttpOptions<Server> = {
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    ...(server && { serverFactory: (handler) => server.on('request', handler) }),
  }
  const app = Fastify(options).withTypeProvider<ZodTypeProvider>()
  const auth = createAuth(deps)

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(sendProblem)
  app.setNotFoundHandler(() => {
    throw new Refusal('not-found')
  })
  await app.register(helmet, { contentSecurityPolicy: { directives: { 'form-action': ["'self'"] } } })
  await app.register(rateLimit, { max: REQUESTS_A_MINUTE })
  await app.register(formbody, { bodyLimit: 20_000 })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Bayon',
        version: '1',
        description: 'Releases in English, Khmer and Japanese, from draft to mail.',
      },
    },
    transform: jsonSchemaTransform,
  })

  app.decorateRequest('person', null)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    request.person = await findPerson(deps, auth, request)
    if (!request.routeOptions.config.public && !request.is404) personOf(request)
  })

  app.get('/health', { config: { public: true }, schema: { hide: true } }, async () => {
    await deps.pool.query('select 1')
    return { status: 'ok' }
  })
  app.get('/api/openapi.json', { config: { public: true }, schema: { hide: true } }, async () =>
    app.swagger(),
  )

  await app.register(accountRoutes(deps, auth))
  await app.register(releaseRoutes(deps))
  await app.register(reviewRoutes(deps))
  await app.register(fileRoutes(deps))
  await app.register(termRoutes(deps))
  await app.register(publishingRoutes(deps))
  await app.register(mailingRoutes(deps))
  await app.register(auditRoutes(deps))
  return app
}
