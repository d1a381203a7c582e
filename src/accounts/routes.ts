import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { apiKeyRoutes } from './api-key-routes.ts'
import type { Auth } from './auth.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { oidcRoutes } from './oidc-routes.ts'
import { passwordRoutes } from './password-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { twoFactorRoutes } from './two-factor-routes.ts'

/** Who may come in, how, and with which roles. */
export const accountRoutes =
  (deps: Deps, auth: Auth): FastifyPluginAsyncZod =>
  async (app) => {
    await app.register(sessionRoutes(deps, auth))
    await app.register(twoFactorRoutes(deps, auth))
    await app.register(passwordRoutes(deps, auth))
    await app.register(oidcRoutes(deps, auth))
    await app.register(peopleRoutes(deps))
    await app.register(invitationRoutes(deps))
    await app.register(apiKeyRoutes(deps))
  }
