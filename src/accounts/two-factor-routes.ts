import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { asker } from '../http/person.ts'
import { Nothing } from '../http/schemas.ts'
import type { Auth } from './auth.ts'
import { askAuth, withSession } from './sessions.ts'

const Password = z.object({ password: z.string().max(200) })
/** As an app shows it, blanks and all, or a backup code. */
const Code = z
  .string()
  .max(40)
  .transform((code) => code.replace(/\s/g, ''))

/** The second step of signing in: a code of an app on the person's phone, or a backup code, each good once. */
export const twoFactorRoutes =
  (deps: Deps, auth: Auth): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/auth/two-factor/enable',
      {
        schema: {
          summary: 'Begins to set a second step up: what the app is told, and the backup codes',
          body: Password,
          response: { 200: z.object({ uri: z.string(), backupCodes: z.array(z.string()) }) },
        },
      },
      async (request) => {
        const answer = await askAuth(deps, auth, {
          path: '/two-factor/enable',
          ...asker(request),
          body: request.body,
        })
        const { totpURI: uri, backupCodes } = (await answer.json()) as {
          totpURI: string
          backupCodes: string[]
        }
        return { uri, backupCodes }
      },
    )

    app.post(
      '/api/auth/two-factor/confirm',
      {
        schema: {
          summary: 'Ends the set-up by a code of the app: from now on it is asked for',
          body: z.object({ code: Code }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) =>
        withSession(
          reply,
          await askAuth(deps, auth, {
            path: '/two-factor/verify-totp',
            ...asker(request),
            body: request.body,
          }),
        )
          .code(204)
          .send(null),
    )

    app.post(
      '/api/auth/two-factor/backup-codes',
      {
        schema: {
          summary: 'New backup codes; the earlier ones end',
          body: Password,
          response: { 200: z.object({ backupCodes: z.array(z.string()) }) },
        },
      },
      async (request) => {
        const answer = await askAuth(deps, auth, {
          path: '/two-factor/generate-backup-codes',
          ...asker(request),
          body: request.body,
        })
        return (await answer.json()) as { backupCodes: string[] }
      },
    )

    app.post(
      '/api/auth/two-factor/disable',
      {
        schema: {
          summary: 'Signs in by password alone again',
          body: Password,
          response: { 204: Nothing },
        },
      },
      async (request, reply) =>
        withSession(
          reply,
          await askAuth(deps, auth, {
            path: '/two-factor/disable',
            ...asker(request),
            body: request.body,
          }),
        )
          .code(204)
          .send(null),
    )

    app.post(
      '/api/auth/two-factor/verify',
      {
        config: { public: true },
        schema: {
          summary: 'The second step of signing in, by a code of the app or a backup code',
          body: z.object({
            code: Code,
            trustDevice: z.boolean().optional().describe('Asks for no code on this device for 30 days'),
          }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const kind = /^\d{6}$/.test(request.body.code) ? 'totp' : 'backup-code'
        return withSession(
          reply,
          await askAuth(deps, auth, {
            path: `/two-factor/verify-${kind}`,
            ...asker(request),
            body: request.body,
          }),
        )
          .code(204)
          .send(null)
      },
    )
  }
