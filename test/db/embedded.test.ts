import { existsSync, realpathSync, statSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { Client, Pool } from 'pg'
import { describe, expect, test } from 'vitest'
import {
  type RunningPostgres,
  runningPostgres,
  startPostgres,
  startTemporaryPostgres,
} from '../../src/db/embedded.ts'
import { ask, kill, leftoversOf, setUp, socketDirOf, until } from '../support/postgres.ts'

const context = setUp()

describe('a server on a data folder', () => {
  test('keeps what was committed from one start to the next, and leaves no socket behind', async () => {
    const first = await startPostgres({ dataDir: context.dataDir })
    await ask(first.url, 'create table kept (word text)')
    await ask(first.url, 'insert into kept values ($1)', ['បាយ័ន'])
    await first.stop()
    expect(existsSync(socketDirOf(first.url))).toBe(false)
    const second = await startPostgres({ dataDir: context.dataDir })
    expect(await ask(second.url, 'select word from kept')).toEqual([{ word: 'បាយ័ន' }])
    await second.stop()
  })

  test('is durable, speaks UTF-8, lets 200 in and listens nowhere but in a private folder', async () => {
    const postgres = await startPostgres({ dataDir: context.dataDir })
    const [settings] = await ask(
      postgres.url,
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('fsync') as fsync,
       current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit,
       current_setting('listen_addresses') as addresses, current_setting('max_connections') as connections,
       current_setting('timezone') as timezone, current_database() as database, encoding, datlocprovider, datlocale
       from pg_database where datname = current_database()`,
    )
    const socketDir = statSync(socketDirOf(postgres.url))
    const server = statSync(context.dataDir)
    await postgres.stop()
    expect(settings).toMatchObject({ version: 18, fsync: 'on', pages: 'on', commit: 'on', addresses: '' })
    expect(settings).toMatchObject({ connections: '200', timezone: 'UTC', database: 'bayon' })
    expect(settings).toMatchObject({ encoding: 6, datlocprovider: 'b', datlocale: 'C.UTF-8' })
    expect(socketDir.mode & 0o777).toBe(0o700)
    expect(socketDir.uid).toBe(server.uid)
    expect(postgres.notes.at(-1)).toContain(socketDirOf(postgres.url))
  })

  test('finds similar Khmer and Japanese by trigrams', async () => {
    const postgres = await startPostgres({ dataDir: context.dataDir, durable: false })
    await ask(postgres.url, 'create extension pg_trgm')
    const likeness = async (one: string, other: string) =>
      Number((await ask(postgres.url, 'select similarity($1, $2) as value', [one, other]))[0]!.value)
    const khmer = await likeness('ព្រះរាជាណាចក្រកម្ពុជា', 'ព្រះរាជាណាចក្រថៃ')
    const japanese = await likeness('外務国際協力大臣', '外務国際協力省')
    const unlike = await likeness('外務国際協力大臣', 'ព្រះរាជាណាចក្រកម្ពុជា')
    await postgres.stop()
    expect(khmer).toBeGreaterThan(0.3)
    expect(khmer).toBeLessThan(1)
    expect(japanese).toBeGreaterThan(0.3)
    expect(japanese).toBeLessThan(1)
    expect(unlike).toBe(0)
  })

  test('serves a pool and BullMQ from the one connection string', async () => {
    const postgres = await startPostgres({ dataDir: context.dataDir, durable: false })
    const pool = new Pool({ connectionString: postgres.url })
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    const options = { connection: { connectionString: postgres.url, migrate: true } }
    const queue = new Queue('tried', options, createPostgresBackend)
    const done = Promise.withResolvers<unknown>()
    const worker = new Worker('tried', async (job) => done.resolve(job.data), options, createPostgresBackend)
    await queue.add('one', { id: 7 })
    expect(await done.promise).toEqual({ id: 7 })
    await worker.close()
    await queue.close()
    await pool.end()
    await postgres.stop()
  })

  test('ends though a client stays, which is disconnected', async () => {
    const postgres = await startPostgres({ dataDir: context.dataDir, durable: false })
    const client = new Client(postgres.url)
    const lost = new Promise<Error>((resolve) => client.on('error', resolve))
    await client.connect()
    await postgres.stop()
    expect((await lost).message).toMatch(/terminat/)
  })

  test('does not heed Postgres variables of the environment', async () => {
    const strange = {
      PGPORT: '1',
      PGHOST: 'nowhere.invalid',
      PGDATA: '/nowhere',
      PGSSLMODE: 'require',
      PGUSER: 'x',
    }
    const { process, heard, running } = context.child([context.dataDir], { env: strange })
    await running()
    process.kill('SIGINT')
    expect(await heard((said) => said.alive)).toEqual({ alive: 1 })
  })

  test('is found by a second process while it runs, and only then', async () => {
    expect(await runningPostgres(context.dataDir)).toBeNull()
    const { process, running } = context.child([context.dataDir])
    const { url } = await running()
    expect(await runningPostgres(context.dataDir)).toBe(url)
    expect(await ask(url!, 'select 1 as one')).toEqual([{ one: 1 }])
    await kill(process)
    expect(await runningPostgres(context.dataDir)).toBeNull()
  })
})

describe('a second start on the same folder', () => {
  test('is refused, naming the process that has it, and does no harm', async () => {
    const { process, running } = context.child([context.dataDir])
    const { url } = await running()
    await expect(startPostgres({ dataDir: context.dataDir })).rejects.toMatchObject({
      code: 'already-running',
      params: { pid: process.pid, folder: realpathSync(context.dataDir) },
    })
    expect(await ask(url!, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('at the same moment on an empty folder: one runs, the others are refused', async () => {
    const said = await Promise.all([1, 2, 3].map(() => context.child([context.dataDir]).running()))
    const winners = said.filter((one) => one.url)
    expect(winners).toHaveLength(1)
    expect(said.filter((one) => one.refused).map((one) => one.refused)).toEqual([
      'already-running',
      'already-running',
    ])
    expect(await ask(winners[0]!.url!, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('a start that cannot succeed', () => {
  test('tells the end of the log', async () => {
    await (await startPostgres({ dataDir: context.dataDir })).stop()
    await writeFile(join(context.dataDir, 'PG_VERSION'), '12\n')
    await expect(startPostgres({ dataDir: context.dataDir })).rejects.toMatchObject({
      code: 'database-not-started',
      params: { log: expect.stringContaining('database files are incompatible with server') },
    })
    expect(await leftoversOf(process.pid!)).toEqual([])
  })

  test('leaves a folder with other files alone', async () => {
    await mkdir(context.dataDir, { recursive: true })
    await writeFile(join(context.dataDir, 'thesis.txt'), 'mine')
    await expect(startPostgres({ dataDir: context.dataDir })).rejects.toMatchObject({
      code: 'database-folder-taken',
    })
    expect(await readdir(context.dataDir)).toEqual(['thesis.txt'])
  })
})

describe('a temporary server', () => {
  const stopAll = (servers: RunningPostgres[]) => Promise.all(servers.map((server) => server.stop()))

  test('runs beside others and leaves nothing', async () => {
    const servers = await Promise.all([startTemporaryPostgres(), startTemporaryPostgres()])
    await ask(servers[0].url, 'create table mine (id int)')
    const [other] = await ask(
      servers[1].url,
      "select to_regclass('mine') as mine, current_setting('fsync') as fsync",
    )
    await stopAll(servers)
    expect(other).toEqual({ mine: null, fsync: 'off' })
    expect(await leftoversOf(process.pid)).toEqual([])
  })

  test('of a killed process is removed by the next start, and that of a living one is not', async () => {
    const [dead, alive] = [context.child([]), context.child([])]
    await dead.running()
    const { url } = await alive.running()
    await kill(dead.process)
    const ofDead = async () => leftoversOf(dead.process.pid!)
    expect(await ofDead()).toHaveLength(2)
    // The server that is still ending keeps its data for the start after.
    await until(async () => {
      await stopAll([await startTemporaryPostgres()])
      return (await ofDead()).length === 0
    })
    expect(await ask(url!, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})
