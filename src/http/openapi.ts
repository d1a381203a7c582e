import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { refusals } from '../errors.ts'

const Problem = {
  type: 'object',
  description: 'A refusal as RFC 9457 has it. `title` and `detail` are in the reader’s language.',
  required: ['type', 'code', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference', examples: ['/problems/four-eyes'] },
    code: { type: 'string', enum: Object.keys(refusals) },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'What is wrong, where, and what to do' },
    instance: { type: 'string', format: 'uri', description: 'This one request, as the log knows it' },
  },
} as const

const refused = {
  description: 'Refused, with the reason',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** What @fastify/swagger makes /api/openapi.json by: our schemas, and the refusal that every route may answer with. */
export const openapi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Bayon',
      version: '1',
      description: 'Releases in English, Khmer and Japanese, from draft to mail.',
    },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'bayon.session_token' },
        token: { type: 'http', scheme: 'bearer', description: 'As `set-auth-token` of the sign-in says' },
      },
    },
    security: [{ session: [] }, { token: [] }],
  },
  transform(given) {
    const { schema, url } = jsonSchemaTransform(given)
    const open = given.route.config?.public
    return { url, schema: { ...schema, tags: [url.split('/')[2] ?? ''], ...(open && { security: [] }) } }
  },
  transformObject(given) {
    const document = jsonSchemaTransformObject(given) as unknown as Document
    for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
      for (const response of Object.values(operation.responses)) {
        if (response.description === 'Default Response') response.description = 'Done'
      }
      operation.responses.default = refused
    }
    const { components } = document
    return {
      ...document,
      components: { ...components, schemas: { ...components.schemas, Problem } },
    } as never
  },
}

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { description: string }> }>>
  components: { schemas?: object }
}
