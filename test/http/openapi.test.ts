import { expect, it } from 'vitest'
import { refusals } from '../../src/errors.ts'
import { openOffice } from '../support/office.ts'
import { routesOf } from '../support/routes.ts'
import { openSession } from '../support/session.ts'

interface Operation {
  summary?: string
  tags: string[]
  parameters?: { name: string; in: string; required?: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
  security?: object[]
}

const load = async () => {
  const office = await openOffice()
  const answer = await (await openSession(office))('GET', '/api/openapi.json')
  return { office, document: answer.json() }
}

const operationsOf = (document: { paths: Record<string, Record<string, Operation>> }) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  )

/** Every object in a document that refers to another part of it. */
const referencesIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const { $ref } = value as { $ref?: string }
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(value).flatMap(referencesIn)]
}

it('the description lists every route of the API and no page', async () => {
  const { office, document } = await load()
  const documented = operationsOf(document).map(({ path, method }) => `${method.toUpperCase()} ${path}`)
  const routes = routesOf(office.app).map((route) => route.replace(/:(\w+)/g, '{$1}'))
  const api = routes.filter((route) => / \/api\//.test(route) && route !== 'GET /api/openapi.json')
  expect(documented.sort()).toEqual(api.sort())
})

it('each route says what it does, what it takes, what it answers and how it refuses', async () => {
  const { document } = await load()
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(document.info).toMatchObject({ title: 'Bayon', version: expect.any(String) })
  for (const { path, method, operation } of operationsOf(document)) {
    const where = `${method} ${path}`
    expect(operation.summary, where).toMatch(/^[A-Z].{10,}/)
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const told = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
    expect(told.map(({ name }) => name).sort(), where).toEqual(inPath.sort())
    for (const parameter of operation.parameters ?? []) {
      expect(parameter.schema, where).toHaveProperty('type')
      if (parameter.in === 'path') expect(parameter.required, where).toBe(true)
    }
    if (operation.requestBody)
      expect(Object.keys(operation.requestBody.content)).toEqual(['application/json'])
    const { default: refused, ...answers } = operation.responses
    expect(refused!.content, where).toHaveProperty(['application/problem+json', 'schema', '$ref'])
    expect(Object.keys(answers), where).not.toEqual([])
    for (const [status, { description }] of Object.entries(answers)) {
      expect(status).toMatch(/^[23]\d\d$/)
      expect(description, where).not.toMatch(/^(Default Response)?$/)
    }
  }
})

it('every reference leads somewhere, every operation’s security is defined, and no schema is empty', async () => {
  const { document } = await load()
  for (const reference of referencesIn(document)) {
    const target = reference
      .split('/')
      .slice(1)
      .reduce((part, name) => part?.[name], document)
    expect(target, reference).toBeDefined()
  }
  const schemes = Object.keys(document.components.securitySchemes)
  for (const { operation } of operationsOf(document)) {
    const asked = (operation.security ?? document.security).flatMap((one: object) => Object.keys(one))
    expect(schemes).toEqual(expect.arrayContaining(asked))
  }
  const open = operationsOf(document).filter(({ operation }) => operation.security?.length === 0)
  expect(open.map(({ path }) => path).sort()).toEqual([
    '/api/auth/callback/oidc',
    '/api/auth/password-reset',
    '/api/auth/password-reset/confirmation',
    '/api/auth/sign-in/email',
    '/api/auth/sign-in/oidc',
    '/api/auth/two-factor/verify',
    '/api/auth/ways',
    '/api/invitations/acceptance',
    '/api/invitations/lookup',
  ])
  expect(document.components.schemas.Problem.properties.code.enum).toEqual(Object.keys(refusals))
})

it('a refusal is as the description says', async () => {
  const { office, document } = await load()
  const { required, properties } = document.components.schemas.Problem
  const problem = (await (await openSession(office))('GET', '/api/me')).json()
  expect(Object.keys(problem).sort()).toEqual([...required].sort())
  for (const [name, value] of Object.entries(problem)) {
    expect(properties[name].type).toBe(typeof value === 'number' ? 'integer' : typeof value)
  }
})
