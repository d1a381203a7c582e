import { expect, it } from 'vitest'
import { administrator, officer, openDesk } from '../support/desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>
const by =
  ({ app }: Desk, key: string) =>
  (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
    app.inject({ method, url, headers: { authorization: `Bearer ${key}` }, ...(payload && { payload }) })

const openWithKey = async () => {
  const desk = await openDesk()
  const person = await desk.somebody('km', officer)
  const made = await person.ask('POST', '/api/me/api-keys', { name: 'The import' })
  expect(made.statusCode).toBe(201)
  const { key, ...told } = made.json()
  return { desk, person, key: key as string, told, program: by(desk, key) }
}

it('a program acts as its owner, with the roles that they have at the time', async () => {
  const { desk, person, program } = await openWithKey()
  expect((await program('GET', '/api/me')).json()).toMatchObject({ id: person.id, grants: [officer] })
  expect((await program('GET', '/api/releases')).statusCode).toBe(200)
  await desk.deps.db.deleteFrom('person_role').where('person_id', '=', person.id).execute()
  expect((await program('GET', '/api/releases')).json().code).toBe('not-allowed')
})

it('the key is shown once, and the database holds no word of it', async () => {
  const { desk, person, key, told, program } = await openWithKey()
  expect(key).toMatch(/^bayon_[\w-]{43}$/)
  expect(key.startsWith(told.prefix)).toBe(true)
  const list = async () => (await person.ask('GET', '/api/me/api-keys')).json()
  expect(await list()).toEqual([
    {
      id: told.id,
      name: 'The import',
      prefix: told.prefix,
      createdAt: told.createdAt,
      expiresAt: null,
      lastUsedAt: null,
    },
  ])
  await program('GET', '/api/me')
  expect(Date.now() - Date.parse((await list())[0].lastUsedAt)).toBeLessThan(60_000)
  const kept = await desk.deps.db.selectFrom('api_key').selectAll().execute()
  expect(JSON.stringify(kept)).not.toContain(key.slice(told.prefix.length))
})

it('ends when it is revoked, when it runs out, and with its owner', async () => {
  const { desk, person, told, program } = await openWithKey()
  expect((await person.ask('DELETE', `/api/me/api-keys/${told.id}`)).statusCode).toBe(204)
  expect((await program('GET', '/api/me')).statusCode).toBe(401)
  expect((await person.ask('GET', '/api/me/api-keys')).json()).toEqual([])
  expect((await person.ask('DELETE', `/api/me/api-keys/${told.id}`)).json().code).toBe('api-key-unknown')
  expect(await desk.decisions('api_key')).toEqual([
    ['api-key-created', person.id],
    ['api-key-revoked', person.id],
  ])

  const make = async (expiresAt: string | null) =>
    by(desk, (await person.ask('POST', '/api/me/api-keys', { name: 'Another', expiresAt })).json().key)
  const late = await make(new Date(Date.now() - 1000).toISOString())
  expect((await late('GET', '/api/me')).statusCode).toBe(401)
  const lasting = await make(null)
  expect((await lasting('GET', '/api/me')).statusCode).toBe(200)
  const boss = await desk.somebody('en', administrator)
  await boss.ask('POST', `/api/people/${person.id}/deactivation`)
  expect((await lasting('GET', '/api/me')).statusCode).toBe(401)
  await boss.ask('POST', `/api/people/${person.id}/reactivation`)
  expect((await lasting('GET', '/api/me')).statusCode).toBe(401)
})

it('makes no other keys and changes no password, and nobody ends the key of another', async () => {
  const { desk, told, program } = await openWithKey()
  expect((await program('POST', '/api/me/api-keys', { name: 'More' })).json()).toMatchObject({
    status: 403,
    code: 'session-needed',
  })
  const change = { currentPassword: 'a few words that I remember', newPassword: 'other words to remember' }
  expect((await program('POST', '/api/auth/change-password', change)).json().code).toBe('session-needed')
  const other = await desk.somebody('ja', administrator)
  expect((await other.ask('DELETE', `/api/me/api-keys/${told.id}`)).json().code).toBe('api-key-unknown')
  expect((await program('GET', '/api/me')).statusCode).toBe(200)
})
