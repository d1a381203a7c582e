import { readFileSync, readlinkSync, unlinkSync } from 'node:fs'
import { readdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../errors.ts'
import { runAs } from './account.ts'
import { makeOwnedFolder, remove, sweep } from './owner.ts'
import type { Place } from './place.ts'

/**
 * Makes the cluster unless there is one. initdb works in a folder beside, which takes its place whole: a killed start leaves no half
 * cluster, and of two at once one wins.
 * @throws Refusal `database-folder-taken`, `database-not-started`.
 */
export async function createCluster(place: Place, durable: boolean): Promise<void> {
  const { account, dataDir } = place
  const [parent, prefix] = [dirname(dataDir), `${basename(dataDir)}.new-`]
  await sweep(parent, prefix, account)
  const content = await readdir(dataDir).catch((): string[] => [])
  if (content.includes('PG_VERSION')) return
  if (content.length > 0) throw new Refusal('database-folder-taken', { folder: dataDir })
  const fresh = await makeOwnedFolder(parent, prefix, account)
  try {
    await runAs(account, join(place.binaries, 'bin/initdb'), [
      ...[
        '--pgdata',
        fresh,
        '--username=postgres',
        '--auth-local=trust',
        '--auth-host=reject',
        '--encoding=UTF8',
      ],
      // pg_trgm finds no trigrams in Khmer or Japanese under a plain C locale.
      ...['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ...(durable ? [] : ['--no-sync']),
    ])
    await rename(fresh, dataDir)
  } catch (error) {
    await remove(fresh, account)
    const { code, stderr } = error as { code?: unknown; stderr?: string }
    if (code === 'ENOTEMPTY') return
    throw new Refusal(
      'database-not-started',
      { folder: dataDir, log: stderr || String(error) },
      { cause: error },
    )
  }
}

/** A server that lives, as its postmaster.pid tells. `socketDir` is null until it listens. */
export interface Server {
  pid: number
  socketDir: string | null
  /** `starting`, `stopping`, `ready` or `standby`; '' before it says. */
  status: string
}

/** The server that runs on a data folder, or null. */
export function readServer(dataDir: string): Server | null {
  const lines = readLock(dataDir)
  const pid = Number(lines?.[0])
  if (!lines || !pid || !isServer(pid, dataDir)) return null
  return { pid, socketDir: lines[4] || null, status: (lines[7] ?? '').trim() }
}

/** Tells the server of a data folder to end: by SIGTERM once its clients have left, by SIGINT at once. */
export function signalServer(dataDir: string, signal: 'SIGTERM' | 'SIGINT'): void {
  const server = readServer(dataDir)
  try {
    if (server) process.kill(server.pid, signal)
  } catch {
    // It ended by itself.
  }
}

/**
 * Removes the lock of a dead server whose process number some other process has since got: Postgres would take that one for the
 * server and refuse to start. All other dead locks Postgres clears itself.
 */
export function clearStaleLock(dataDir: string): void {
  const pid = Number(readLock(dataDir)?.[0])
  // No step between the look and the removal gives way to another task.
  if (pid && isAlive(pid) && !isServer(pid, dataDir)) unlinkSync(join(dataDir, 'postmaster.pid'))
}

function readLock(dataDir: string): string[] | null {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A postmaster works in its data folder; a process that has only inherited its number does not. */
function isServer(pid: number, dataDir: string): boolean {
  if (process.platform !== 'linux') return isAlive(pid)
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataDir
  } catch {
    return false
  }
}
