import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { allow } from '../accounts/permissions.ts'
import { roles } from '../accounts/roles.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../http/person.ts'
import { Prose } from '../http/schemas.ts'
import { locales } from '../language/model.ts'
import { addConcept, changeConcept, confirmConcept, removeConcept } from './curate.ts'
import { getConceptCard, searchConcepts } from './search-terms.ts'
import { conceptKinds, genders, mentions, partsOfSpeech, termStatuses } from './term-fields.ts'

const line = (length: number) =>
  z
    .string()
    .trim()
    .max(length)
    .regex(/^[^\p{Cc}]*$/u)

const Note = Prose.pipe(z.string().trim().max(5000))

const Term = z.object({
  locale: z.enum(locales),
  text: line(500).min(1),
  status: z.enum(termStatuses),
  mention: z.enum(mentions).optional(),
  matchCase: z.boolean().optional(),
  partOfSpeech: z.enum(partsOfSpeech).optional(),
  gender: z.enum(genders).optional(),
  note: Note.optional(),
})

const Words = z.object({
  kind: z.enum(conceptKinds),
  note: Note.optional(),
  sources: z.array(line(2000)).max(50).optional(),
  validFrom: z.iso.date().nullish(),
  validTo: z.iso.date().nullish(),
  terms: z.array(Term).min(1).max(100),
})

const params = z.object({ id: z.uuid() })
const version = z.int().min(1)

const inOrder = ({ validFrom, validTo }: { validFrom?: string | null; validTo?: string | null }) =>
  !validFrom || !validTo || validFrom <= validTo
const order = { path: ['validTo'], message: 'is before validFrom' }

export const termRoutes =
  (deps: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/api/terms',
      {
        schema: {
          summary: 'Concepts with a term that holds `q`, in any script',
          querystring: z.object({
            q: z.string().max(200).default(''),
            locale: z.enum(locales).optional(),
            kind: z.enum(conceptKinds).optional(),
            unconfirmed: z.stringbool().default(false),
            limit: z.coerce.number().int().min(1).max(200).default(50),
            offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
          }),
        },
      },
      async (request) => {
        allow(personOf(request), roles)
        return searchConcepts(deps.db, request.query)
      },
    )

    app.get(
      '/api/terms/:id',
      { schema: { summary: 'A concept with its terms, and who vouches for them', params } },
      async (request) => {
        allow(personOf(request), roles)
        return getConceptCard(deps.db, request.params.id)
      },
    )

    app.post(
      '/api/terms',
      {
        schema: {
          summary: 'Adds a concept, a candidate until it is confirmed',
          body: Words.refine(inOrder, order),
        },
      },
      async (request, reply) => reply.code(201).send(await addConcept(deps, personOf(request), request.body)),
    )

    app.patch(
      '/api/terms/:id',
      {
        schema: {
          summary: 'Changes a concept; `terms` are all its terms afterwards',
          params,
          body: Words.partial().extend({ version }).refine(inOrder, order),
        },
      },
      async (request) => {
        const { version, ...change } = request.body
        return changeConcept(deps, personOf(request), request.params.id, version, change)
      },
    )

    app.delete(
      '/api/terms/:id',
      { schema: { summary: 'Takes a concept out', params } },
      async (request, reply) => {
        await removeConcept(deps, personOf(request), request.params.id)
        return reply.code(204).send()
      },
    )

    app.post(
      '/api/terms/:id/confirmations',
      {
        schema: {
          summary: "Vouches for a concept's terms in one's locale",
          params,
          body: z.object({ locale: z.enum(locales), version }),
        },
      },
      async (request, reply) => {
        const { locale, version } = request.body
        return reply
          .code(201)
          .send(await confirmConcept(deps, personOf(request), request.params.id, version, locale))
      },
    )
  }
