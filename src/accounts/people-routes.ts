import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Line, LocaleName, Nothing } from '../http/schemas.ts'
import { GrantBody } from './model.ts'
import {
  changePerson,
  colleagues,
  everybody,
  resetTwoFactor,
  setActive,
  setGrants,
  unlinkOidc,
  waysIn,
} from './people.ts'
import { allow, has } from './permissions.ts'
import { roles } from './roles.ts'

const GrantTold = z.object({ role: z.enum(roles), locale: LocaleName.nullable() })
const Colleague = z.object({
  id: z.uuid(),
  name: z.string(),
  locale: LocaleName,
  grants: z.array(GrantTold),
})
const Id = z.object({ id: z.uuid() })

/** People and their roles. */
export const peopleRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/me',
      {
        schema: {
          summary: 'Who is signed in, with their roles',
          response: {
            200: Colleague.extend({
              email: z.string(),
              twoFactor: z.boolean().describe('Whether a second step is asked for'),
              password: z.boolean().describe('Whether they sign in by password'),
              oidc: z.boolean().describe('Whether they sign in by the identity provider'),
            }),
          },
        },
      },
      async (request) => {
        const person = personOf(request)
        return { ...person, ...(await waysIn(deps.db, person.id)) }
      },
    )

    app.patch(
      '/api/me',
      {
        schema: {
          summary: 'Changes one’s own name or language',
          body: z.object({ name: Line.pipe(z.string().min(1).max(200)), locale: LocaleName }).partial(),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        await changePerson(deps, personOf(request).id, request.body)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/api/me/oidc',
      {
        schema: {
          summary: 'Signs in by password alone: forgets who one is at the identity provider',
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        await unlinkOidc(deps, personOf(request).id)
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/api/people',
      {
        schema: {
          summary: 'Who works here; administrators see everything and those who are gone too',
          response: {
            200: z.array(
              Colleague.extend({
                email: z.string().optional(),
                twoFactor: z.boolean().optional(),
                createdAt: z.date().optional(),
                deactivatedAt: z.date().nullable().optional(),
              }),
            ),
          },
        },
      },
      async (request) => {
        const person = personOf(request)
        allow(person, roles)
        const people = await (has(person, 'administrator') ? everybody(deps.db) : colleagues(deps.db))
        return people as z.infer<typeof Colleague>[]
      },
    )

    app.put(
      '/api/people/:id/grants',
      {
        schema: {
          summary: 'Gives a person exactly these roles',
          params: Id,
          body: z.object({ grants: z.array(GrantBody).max(20) }),
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        const administrator = personOf(request)
        allow(administrator, ['administrator'])
        await setGrants(deps, administrator, request.params.id, request.body.grants)
        return reply.code(204).send(null)
      },
    )

    const acts = {
      deactivation: ['Shuts a person out; what they did stays theirs', setActive, false],
      reactivation: ['Lets a person in again', setActive, true],
      'two-factor-reset': ['Takes away the second step of who lost phone and codes', resetTwoFactor, false],
    } as const
    for (const [act, [summary, run, active]] of Object.entries(acts)) {
      app.post(
        `/api/people/:id/${act}`,
        { schema: { summary, params: Id, response: { 204: Nothing } } },
        async (request, reply) => {
          const administrator = personOf(request)
          allow(administrator, ['administrator'])
          await run(deps, administrator, request.params.id, active)
          return reply.code(204).send(null)
        },
      )
    }
  }
