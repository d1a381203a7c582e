import { randomUUID } from 'node:crypto'
import type { RequestListener, Server } from 'node:http'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyHttpOptions, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { createAuth } from '../accounts/auth.ts'
import { accountRoutes } from '../accounts/routes.ts'
import { auditRoutes } from '../audit/routes.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { listRoutes } from '../mailing/list-routes.ts'
import { mailingPages } from '../mailing/page-routes.ts'
import { returnRoutes } from '../mailing/return-routes.ts'
import { mailingRoutes } from '../mailing/routes.ts'
import { subscribePages } from '../mailing/subscribe-routes.ts'
import { newsroomRoutes } from '../newsroom/routes.ts'
import { siteRoutes } from '../newsroom/site-routes.ts'
import { verifyRoutes } from '../newsroom/verify-routes.ts'
import { healthRoutes } from '../operations/health-routes.ts'
import { queueBoard } from '../operations/queue-board.ts'
import { operationsRoutes } from '../operations/routes.ts'
import { publishingRoutes } from '../publishing/routes.ts'
import { styleRoutes } from '../publishing/style-routes.ts'
import { releaseRoutes } from '../releases/routes.ts'
import { commentRoutes } from '../review/comment-routes.ts'
import { fileRoutes } from '../review/file-routes.ts'
import { insightRoutes } from '../review/insight-routes.ts'
import { reviewRoutes } from '../review/routes.ts'
import { engineRoutes } from '../translation/engine-routes.ts'
import { memoryFileRoutes } from '../translation/memory-file-routes.ts'
import { memoryRoutes } from '../translation/memory-routes.ts'
import { termFileRoutes } from '../translation/term-file-routes.ts'
import { termRoutes } from '../translation/term-routes.ts'
import { webhookRoutes } from '../webhooks/routes.ts'
import { changeRoutes } from './change-routes.ts'
import { refuseCrossSite } from './cross-site.ts'
import { openapi } from './openapi.ts'
import { refuseOverload } from './overload.ts'
import { findPerson, personOf } from './person.ts'
import { problemRoutes } from './problem-routes.ts'
import { sendProblem } from './problems.ts'
import { screens } from './screens.ts'

/** In bytes. A route that takes more says so. */
const BODY_LIMIT = 2_000_000
const REQUESTS_A_MINUTE = 1200

/** The application: every route. It answers on the server that `serverFactory` gives its handler to, else only to `inject`. */
export const createApp = async (deps: Deps, serverFactory?: (handler: RequestListener) => Server) => {
  const options: FastifyHttpOptions<Server> = {
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    // An address that cannot be read gets as far as no route.
    frameworkErrors: sendProblem,
    routerOptions: { maxParamLength: 200 },
    trustProxy: deps.config.trustProxy,
    ...(serverFactory && { serverFactory }),
  }
  const app = Fastify(options).withTypeProvider<ZodTypeProvider>()
  const auth = createAuth(deps)
  const overTls = deps.config.baseUrl.startsWith('https:')

  // The API takes JSON alone, which no form of another site can send.
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(sendProblem)
  app.setNotFoundHandler(() => {
    throw new Refusal('not-found')
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: overTls,
  })
  refuseOverload(app)
  await app.register(rateLimit, { max: REQUESTS_A_MINUTE })
  await app.register(swagger, openapi)

  app.decorateRequest('person', null)
  app.decorateRequest('sessionId', null)
  app.decorateRequest('submitted', null)
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    // What the API answers is for who asked.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
    const { config } = request.routeOptions
    if (!config.crossSite) refuseCrossSite(request, deps.config.baseUrl)
    Object.assign(request, await findPerson(deps, auth, request))
    if (!config.public && !request.is404) personOf(request)
  })

  app.addHook('onResponse', async (request, reply) => {
    const { method, url = '' } = request.routeOptions
    const { statusCode: status } = reply
    const release = request.submitted ?? (request.params as { slug?: string }).slug
    deps.metrics.http.observe({ method: request.method, route: url, status }, reply.elapsedTime / 1000)
    const line = {
      request: request.id,
      method,
      route: url,
      status,
      release,
      ms: Math.round(reply.elapsedTime),
    }
    // What was asked to change something begins what the workers go on with.
    if (request.method === 'GET' || request.method === 'HEAD') deps.log.debug(line, 'answered')
    else {
      deps.log.info(line, 'answered')
      deps.trace
        .of(release, request.submitted !== null)
        .past(
          `${method} ${url}`,
          { 'bayon.request': request.id, 'bayon.release': release, 'http.response.status_code': status },
          reply.elapsedTime,
          status >= 500,
        )
    }
  })
  await app.register(healthRoutes(deps))
  app.get('/api/openapi.json', { config: { public: true }, schema: { hide: true } }, async () =>
    app.swagger(),
  )

  await app.register(accountRoutes(deps, auth))
  await app.register(releaseRoutes(deps))
  await app.register(reviewRoutes(deps))
  await app.register(commentRoutes(deps))
  await app.register(fileRoutes(deps))
  await app.register(engineRoutes(deps))
  await app.register(memoryRoutes(deps))
  await app.register(termRoutes(deps))
  await app.register(termFileRoutes(deps))
  await app.register(memoryFileRoutes(deps))
  await app.register(publishingRoutes(deps))
  await app.register(styleRoutes(deps))
  await app.register(newsroomRoutes(deps))
  await app.register(mailingRoutes(deps))
  await app.register(listRoutes(deps))
  await app.register(returnRoutes(deps))
  await app.register(auditRoutes(deps))
  await app.register(insightRoutes(deps))
  await app.register(operationsRoutes(deps))
  await app.register(webhookRoutes(deps))

  await app.register(changeRoutes(deps))

  await app.register(queueBoard(deps))
  await app.register(screens)
  await app.register(mailingPages(deps))
  await app.register(subscribePages(deps))
  await app.register(siteRoutes(deps))
  await app.register(verifyRoutes(deps))
  await app.register(problemRoutes)
  return app
}
