import { join } from 'node:path'
import { expect, inject, it, onTestFinished } from 'vitest'
import { startSink } from '../../src/mailing/sink.ts'
import { freshFolder, nowhere, run } from '../support/cli.ts'
import { cloneDatabase } from '../support/database.ts'
import { startModelList } from '../support/models.ts'
import { openOffice } from '../support/office.ts'
import { ask } from '../support/postgres.ts'
import { openTeam, submit } from '../support/release.ts'

const SECRET = 'a secret for tests alone, 32 characters'

it('migrate names what it did, and does nothing the second time', async () => {
  const name = `empty_${Date.now()}`
  await ask(inject('postgresUrl'), `create database ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  const env = { DATABASE_URL: url.href, SECRET }
  const first = await run(['migrate'], { env })
  expect(first.out).toMatch(/^0001-ground\n(\d{4}-[a-z-]+\n)+$/)
  expect(await run(['migrate'], { env })).toEqual({ code: 0, out: 'The schema is up to date.\n', err: '' })
})

it('audit verify proves the record whole, and finds the row that was changed', async () => {
  const office = await openOffice()
  const team = await openTeam(office)
  await submit(office, team.officer)
  const env = { DATABASE_URL: office.deps.config.databaseUrl, SECRET }
  const whole = await run(['audit', 'verify', '--json'], { env })
  expect(whole.code).toBe(0)
  const verdict = JSON.parse(whole.out)
  expect(verdict).toMatchObject({ whole: true, head: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(verdict.events).toBeGreaterThan(3)
  const tamper = `update audit_event set details = details || '{"slug": "another"}' where seq = 2`
  await ask(env.DATABASE_URL, `alter table audit_event disable trigger all`)
  await ask(env.DATABASE_URL, tamper)
  const broken = await run(['audit', 'verify'], { env })
  expect(broken).toMatchObject({ code: 1, err: '' })
  expect(broken.out).toMatch(/broken at event 2: /)
})

it('doctor finds a healthy installation well, and says what to do where one is not', async () => {
  const sink = await startSink()
  onTestFinished(() => sink.close())
  const env = { DATABASE_URL: await cloneDatabase(), SECRET, SMTP_URL: `smtp://${sink.host}:${sink.port}` }
  const healthy = await run(['doctor'], { env })
  expect(healthy.out).not.toContain('✗')
  expect(healthy).toMatchObject({ code: 0, err: '' })
  const noMail = await run(['doctor', '--json'], { env: { ...env, SMTP_URL: 'smtp://127.0.0.1:1' } })
  expect(noMail.code).toBe(1)
  const unwell = JSON.parse(noMail.out).filter((one: { well: boolean }) => !one.well)
  expect(unwell).toMatchObject([{ what: 'Mail server', mend: expect.stringContaining('Set SMTP_URL') }])
  const llm = {
    ENGINE: 'llm',
    LLM_MODEL: 'm',
    LLM_API_KEY: 'sk-very-secret',
    LLM_URL: await startModelList(401),
  }
  const noEngine = await run(['doctor'], { env: { ...env, ...llm } })
  expect(noEngine.out).toMatch(/✗ Engine: llm does not accept the credentials \(HTTP 401\)\n {2}Check ENGINE/)
  expect(noEngine.out + noEngine.err).not.toContain('secret')
  const noDatabase = await run(['doctor'], { env: { ...env, DATABASE_URL: nowhere } })
  expect(noDatabase.code).toBe(1)
  expect(noDatabase.out).toMatch(/✗ Database: .*\n {2}Mend DATABASE_URL/)
})

it('a database that does not answer is told in one sentence, without its password', async () => {
  const url = new URL(nowhere)
  url.password = 'hunter2'
  const env = { DATABASE_URL: url.href, SECRET, PORT: '0', DATA_DIR: join(await freshFolder(), 'data') }
  for (const args of [['migrate'], ['audit', 'verify'], ['start'], ['web'], ['work', 'mail']]) {
    const { code, out, err } = await run(args, { env })
    expect({ args, code, out }).toEqual({ args, code: 1, out: '' })
    expect(err).toMatch(/^The database that DATABASE_URL names cannot be opened \(.*\)\. .*\n$/)
    expect(err).not.toContain('hunter2')
  }
  const { code, err } = await run(['migrate'], { env: { DATABASE_URL: url.href } })
  expect(code).toBe(1)
  expect(err).toMatch(/^SECRET: set it beside DATABASE_URL.*\n$/)
})
