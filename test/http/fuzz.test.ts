import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openOffice } from '../support/office.ts'
import { submit } from '../support/release.ts'
import { openSession } from '../support/session.ts'

interface Schema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  format?: string
  [key: string]: unknown
}
interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

/** Requests of each route. */
const RUNS = 12
/** In ms: nobody waits longer for a refusal, on a slow machine. */
const LONGEST = 10_000

const hostile = fc.constantFrom<unknown>(
  null,
  '',
  ' ',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  `'; drop table person; --`,
  '<script>alert(1)</script>',
  '%00',
  'ក'.repeat(5000),
  '២០២៤-០៣-០៣',
  '9999999999999999999999',
  'constructor',
  '__proto__',
  { __proto__: { admin: true }, length: -1 },
  Array.from({ length: 3000 }, () => ({})),
)

/** Values that a schema allows, or nearly; one in six is something else altogether. */
const like = (schema: Schema | undefined, depth = 0): fc.Arbitrary<unknown> => {
  const good = (): fc.Arbitrary<unknown> => {
    if (!schema || depth > 6) return fc.jsonValue()
    if ('const' in schema) return fc.constant(schema.const)
    if (schema.enum) return fc.constantFrom(...schema.enum)
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => like(one, depth + 1)))
    if (schema.properties)
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties).map(([name, one]) => [name, like(one, depth + 1)]),
        ),
        { requiredKeys: fc.sample(fc.subarray(Object.keys(schema.properties)), 1)[0] as never },
      )
    if (schema.type === 'array') return fc.array(like(schema.items, depth + 1), { maxLength: 4 })
    if (schema.type === 'integer' || schema.type === 'number') return fc.oneof(fc.integer(), fc.double())
    if (schema.type === 'boolean') return fc.boolean()
    if (schema.format === 'uuid') return fc.uuid()
    if (schema.format === 'date-time')
      return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
    if (schema.format === 'email') return fc.emailAddress()
    if (schema.type === 'string')
      return fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('guests', 'km', 'en', 'en+km'))
    return fc.jsonValue()
  }
  return fc.oneof({ weight: 5, arbitrary: good() }, { weight: 1, arbitrary: hostile })
}

const written = (value: unknown) => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return encodeURIComponent(text.toWellFormed().slice(0, 2000))
}

/** What a request of a route may look like. */
const requestOf = (path: string, operation: Operation) => {
  const given = (place: string) => (operation.parameters ?? []).filter((one) => one.in === place)
  const inPath = fc.record(
    Object.fromEntries(
      given('path').map(({ name, schema }) => [
        name,
        // Often what is there, so that more than the address is looked at.
        name === 'slug' ? fc.oneof(fc.constant('guests'), like(schema)) : like(schema),
      ]),
    ),
  )
  const query = fc.record(
    Object.fromEntries(given('query').map(({ name, schema }) => [name, like(schema)])),
    { requiredKeys: [] },
  )
  const body = operation.requestBody
    ? fc.oneof(
        {
          weight: 6,
          arbitrary: like(operation.requestBody.content['application/json']?.schema).map((value) =>
            JSON.stringify(value),
          ),
        },
        { weight: 1, arbitrary: fc.constantFrom('', '{', '[]', 'null', '"\\ud800"', '['.repeat(20_000)) },
      )
    : fc.constantFrom(undefined, '{}', 'x')
  const type = fc.oneof(
    { weight: 8, arbitrary: fc.constant('application/json') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'text/plain',
        'multipart/form-data',
        'application/octet-stream',
        'application/json; charset=nonsense',
      ),
    },
  )
  return fc.record({ inPath, query, body, type }).map(({ inPath, query, body, type }) => ({
    url:
      path.replace(/\{(\w+)\}/g, (_, name) => written((inPath as Record<string, unknown>)[name]) || '%20') +
      `?${Object.entries(query)
        .map(([name, value]) => `${name}=${written(value)}`)
        .join('&')}`,
    body,
    type,
  }))
}

it('no route of the API breaks or hangs, whatever it is sent', { timeout: 600_000 }, async () => {
  const office = await openOffice()
  const everything = await office.person(
    ...(['press-officer', 'publisher', 'administrator'] as const).map((role) => ({ role, locale: null })),
    ...(['translator', 'reviewer'] as const).flatMap((role) =>
      (['en', 'km', 'ja'] as const).map((locale) => ({ role, locale })),
    ),
  )
  await submit(office, everything, { slug: 'guests' })
  const { paths } = (await office.app.inject('/api/openapi.json')).json() as {
    paths: Record<string, Record<string, Operation>>
  }
  const wrong: string[] = []
  let sent = 0
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      // Goes on for ever, as it should.
      if (path === '/api/changes') continue
      const seed = [...`${method} ${path}`].reduce(
        (sum, letter) => (sum * 31 + letter.codePointAt(0)!) | 0,
        7,
      )
      for (const { url, body, type } of fc.sample(requestOf(path, operation), { numRuns: RUNS, seed })) {
        const ask = await openSession(office, everything)
        const from = performance.now()
        const answer = await ask(method.toUpperCase() as 'GET', url, body, {
          ...(body !== undefined && { 'content-type': type }),
          // The limits on attempts are tested elsewhere.
          'x-request': String(sent++),
        })
        const took = performance.now() - from
        // What lies behind it, a mail server or an engine, does not answer here.
        const known =
          [502, 503].includes(answer.statusCode) && answer.headers['content-type']?.includes('problem')
        if ((answer.statusCode >= 500 && !known) || took > LONGEST)
          wrong.push(
            `${method} ${url.slice(0, 200)} ${body?.slice(0, 300)}: ${answer.statusCode} ${answer.body.slice(0, 200)} in ${Math.round(took)} ms`,
          )
        else if (answer.statusCode >= 400)
          expect(answer.headers['content-type'], `${method} ${url}`).toContain('application/problem+json')
      }
    }
  }
  expect(wrong).toEqual([])
  expect(sent).toBeGreaterThan(500)
})
