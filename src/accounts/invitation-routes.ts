import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Email, Line, LocaleName, Nothing } from '../http/schemas.ts'
import { sourceLocale } from '../language/model.ts'
import {
  acceptInvitation,
  lookAtInvitation,
  makeInvitation,
  openInvitations,
  revokeInvitation,
} from './invite.ts'
import { GrantBody, Password } from './model.ts'
import { allow, type Grant } from './permissions.ts'
import { roles } from './roles.ts'

/** What somebody who takes an invitation up says. */
export const Newcomer = z.object({
  token: z.string().max(1000),
  name: Line.pipe(z.string().min(1).max(200)),
  email: Email,
  password: Password,
  locale: LocaleName.default(sourceLocale),
})

/** Letting people in. */
export const invitationRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/invitations',
      {
        schema: {
          summary:
            'A one-time link that lets one person in with some roles, mailed where an address is given',
          body: z.object({
            grants: z.array(GrantBody).min(1).max(20),
            email: Email.optional(),
            locale: LocaleName.optional().describe(
              'The language of the mail; by default that of whoever invites',
            ),
          }),
          response: { 201: z.object({ id: z.uuid(), url: z.string() }) },
        },
      },
      async (request, reply) => {
        const administrator = personOf(request)
        allow(administrator, ['administrator'])
        const { grants, email, locale = administrator.locale } = request.body
        return reply.code(201).send(await makeInvitation(deps, administrator.id, { grants, email, locale }))
      },
    )

    app.get(
      '/api/invitations',
      {
        schema: {
          summary: 'The invitations that can still be taken up, the newest first',
          response: {
            200: z.array(
              z.object({
                id: z.uuid(),
                grants: z.array(z.object({ role: z.enum(roles), locale: LocaleName.nullable() })),
                email: z.string().nullable(),
                mail: z.enum(['pending', 'sent', 'failed', 'cancelled']).nullable().describe('Of its mail'),
                createdAt: z.date(),
                expiresAt: z.date(),
              }),
            ),
          },
        },
      },
      async (request) => {
        allow(personOf(request), ['administrator'])
        return (await openInvitations(deps.db)).map(({ roles: grants, mail, ...invitation }) => ({
          ...invitation,
          grants: grants as unknown as Grant[],
          mail: mail as 'pending' | null,
        }))
      },
    )

    app.delete(
      '/api/invitations/:id',
      {
        schema: {
          summary: 'Takes an invitation back',
          params: z.object({ id: z.uuid() }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const administrator = personOf(request)
        allow(administrator, ['administrator'])
        await revokeInvitation(deps, administrator.id, request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/api/invitations/lookup',
      {
        config: { public: true, rateLimit: { max: 60, timeWindow: '1 minute' } },
        schema: {
          summary: 'Where an invitation was mailed to, for whoever holds its link',
          body: Newcomer.pick({ token: true }),
          response: { 200: z.object({ email: z.string().nullable() }) },
        },
      },
      async (request) => lookAtInvitation(deps.db, request.body.token),
    )

    app.post(
      '/api/invitations/acceptance',
      {
        config: { public: true, rateLimit: { max: 60, timeWindow: '1 minute' } },
        schema: {
          summary: 'Takes an invitation up',
          body: Newcomer,
          response: { 201: z.object({ id: z.uuid() }) },
        },
      },
      async (request, reply) => reply.code(201).send(await acceptInvitation(deps, request.body)),
    )
  }
