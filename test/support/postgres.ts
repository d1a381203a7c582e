import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterEach, beforeEach } from 'vitest'

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Waits for what another process does, which nobody announces. */
export async function until(condition: () => boolean | Promise<boolean>) {
  while (!(await condition())) await sleep(10)
}

export const lives = (pid: number) => existsSync(`/proc/${pid}`)

/** The number of the living server on a data folder. */
export async function serverOf(dataDir: string): Promise<number | null> {
  const lock = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(lock.split('\n')[0])
  return pid && lives(pid) ? pid : null
}

export const socketDirOf = (url: string) => new URL(url).searchParams.get('host')!

/** Asks over a connection of its own. */
export async function ask(
  url: string,
  query: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query(query, values)).rows
  } finally {
    await client.end()
  }
}

/** The throw-away folders of a process. */
export const leftoversOf = async (pid: number) =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`bayon-${pid}-`))

interface Said {
  url?: string
  notes?: string[]
  log?: string
  refused?: string
  params?: Record<string, unknown>
  alive?: number
}

export async function kill(target: ChildProcess) {
  if (target.exitCode !== null || target.signalCode !== null) return
  const ended = new Promise((resolve) => target.once('exit', resolve))
  target.kill('SIGKILL')
  await ended
}

/** Gives each test a fresh folder, and ends its processes. */
export function setUp() {
  const context = {
    /** A folder that the server's account may pass. */
    folder: '',
    /** In it, for data; not made yet. */
    dataDir: '',
    children: [] as ChildProcess[],
    /** Starts postgres-child.ts. `heard` gives the first thing that it says for which a condition holds. */
    child(args: string[], options: { script?: string; env?: Record<string, string> } = {}) {
      const script = options.script ?? join(root, 'test/support/postgres-child.ts')
      const started = spawn(process.execPath, [script, ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
        env: { ...process.env, ...options.env },
      })
      context.children.push(started)
      const said: Said[] = []
      createInterface(started.stdout).on('line', (line) => said.push(JSON.parse(line)))
      const heard = async (condition: (said: Said) => unknown): Promise<Said> => {
        await until(() => said.some(condition) || started.exitCode !== null || started.signalCode !== null)
        const found = said.find(condition)
        if (!found) throw new Error(`The child ended after ${JSON.stringify(said)}`)
        return found
      }
      return { process: started, heard, running: () => heard((one) => one.url || one.refused) }
    },
  }
  beforeEach(async () => {
    context.folder = await mkdtemp(join(tmpdir(), 'embedded-test-'))
    // mkdtemp makes it 700.
    chmodSync(context.folder, 0o755)
    context.dataDir = join(context.folder, '.bayon/postgres')
    context.children = []
  })
  afterEach(async () => {
    await Promise.all(context.children.map(kill))
    await until(async () => (await serverOf(context.dataDir)) === null)
    await rm(context.folder, { recursive: true, force: true })
  })
  return context
}
