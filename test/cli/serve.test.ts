import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startSink } from '../../src/mailing/sink.ts'
import { freshFolder, run, start } from '../support/cli.ts'
import { cloneDatabase } from '../support/database.ts'
import { until } from '../support/office.ts'
import { serverOf } from '../support/postgres.ts'

const address = /^Bayon is at (http:\S+)$/m
const link = /^The first administrator comes in, once, by (\S+)$/m
const password = 'a few words that I remember'

const post = (url: string | URL, body: object, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** Takes the invitation up and signs in. @returns headers to ask by */
const comeIn = async (invitation: string, email = 'first@office.example') => {
  const { origin, searchParams } = new URL(invitation)
  const token = searchParams.get('token')
  const accepted = await post(`${origin}/api/invitations/acceptance`, {
    token,
    name: 'First',
    email,
    password,
  })
  expect(accepted.status).toBe(201)
  const entered = await post(`${origin}/api/auth/sign-in/email`, { email, password })
  return { authorization: `Bearer ${entered.headers.get('set-auth-token')}` }
}

it('start prints the address and the first link, which works; keeps the data; and ends with all it started', async () => {
  const cwd = await freshFolder()
  const env = { PORT: '0', LOG_LEVEL: 'silent' }
  const first = start(['start'], { cwd, env })
  const [, invitation] = await first.hears(link)
  const [, url] = await first.hears(address)
  expect(new URL(invitation!).origin).toBe(url)
  expect((await fetch(invitation!)).status).toBe(200)

  const second = await run(['start'], { cwd, env })
  expect(second).toMatchObject({ code: 1, out: '' })
  expect(second.err).toMatch(
    new RegExp(`^A database already runs on \\S+, held by process ${first.child.pid}\\..*\\n$`),
  )

  const headers = await comeIn(invitation!)
  expect(await (await fetch(`${url}/api/me`, { headers })).json()).toMatchObject({ name: 'First' })
  const dataDir = join(cwd, '.bayon/postgres')
  expect(await serverOf(dataDir)).not.toBeNull()
  first.child.kill('SIGTERM')
  expect(await first.ended).toMatchObject({ code: 0, err: '' })
  expect(await serverOf(dataDir)).toBeNull()
  await expect(fetch(url!)).rejects.toThrow()
  expect(existsSync(dataDir)).toBe(true)

  const again = start(['start'], { cwd, env })
  const [, sameOffice] = await again.hears(address)
  expect((await fetch(`${sameOffice}/api/me`, { headers })).status).toBe(200)
  again.child.kill('SIGINT')
  const { out, code } = await again.ended
  expect(code).toBe(0)
  expect(out).not.toMatch(link)
})

it('a port that is taken is told, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => new Promise((resolve) => other.close(() => resolve(undefined))))
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, out, err } = await run(['start'], { cwd: await freshFolder(), env: { PORT: String(port) } })
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(new RegExp(`^Port ${port} is taken\\..*PORT.*\\n$`))
})

it('web and work run apart on one database: what one takes in the other drafts, and both end when asked', async () => {
  const sink = await startSink()
  onTestFinished(() => sink.close())
  const env = {
    DATABASE_URL: await cloneDatabase(),
    SECRET: 'a secret for tests alone, 32 characters',
    SMTP_URL: `smtp://${sink.host}:${sink.port}`,
    LOG_LEVEL: 'silent',
  }
  const web = start(['web'], { env: { ...env, PORT: '0' } })
  const work = start(['work', 'translate'], { env })
  const [, invitation] = await web.hears(link)
  const [, url] = await web.hears(address)
  await work.hears(/^Working on translate$/m)
  const administrator = await comeIn(invitation!)
  const grants = [{ role: 'press-officer', locale: null }]
  const invited = await post(`${url}/api/invitations`, { grants }, administrator)
  const officer = await comeIn(((await invited.json()) as { url: string }).url, 'officer@office.example')
  const release = { text: 'A title\n\nSome text.', locales: ['km'], slug: 'title' }
  expect((await post(`${url}/api/releases`, release, officer)).status).toBe(201)
  await until(async () => {
    const answer = await fetch(`${url}/api/releases/title/translations/km`, { headers: officer })
    return ((await answer.json()) as { status: string }).status === 'drafted'
  }, 'the worker has drafted')
  for (const { child, ended } of [web, work]) {
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  }
})
