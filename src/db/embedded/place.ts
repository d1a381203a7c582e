import { mkdir, mkdtemp, realpath, rmdir, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import { Refusal } from '../../errors.ts'
import type { Params } from '../../i18n.ts'
import { type Account, accountName, runAs, serverAccount } from './account.ts'
import { canRun, copyBinaries, packagedBinaries } from './binaries.ts'
import { makeOwnedFolder } from './owner.ts'

/** As whom a server runs and where its parts stand. */
export interface Host {
  /** null: our own account. */
  account: Account | null
  /** The folder that holds bin/, lib/ and share/ of Postgres. */
  binaries: string
  /** A folder for sockets and throw-away data, which the account can enter. */
  temporary: string
  notes: Note[]
}

export interface Place extends Host {
  dataDir: string
}

/** A key of locales/<locale>/database.json and what it speaks of. */
export interface Note {
  key: string
  params: Params
}

/** Where binaries and data stand if root keeps them in a folder that the server's account cannot enter. */
const outside = '/var/lib/bayon'

/** In bytes. A socket's path may have 103 (macOS) or 107 (Linux), and its folder's and its own name take up to 55. */
const longestTemporary = 45

/** What the throw-away folders' names begin with. */
export const temporaryPrefix = 'bayon-'

/**
 * Decides where the server for a data folder stands and, as root, under which account it runs.
 * @throws Refusal `database-not-yours`, `database-account`, `database-unreachable`, `database-no-binaries`.
 */
export async function choosePlace(dataDir: string): Promise<Place> {
  const asked = resolve(dataDir)
  const owner = await stat(asked).catch(() => null)
  const ourselves = process.getuid?.()
  if (owner && ourselves !== 0 && owner.uid !== ourselves)
    throw new Refusal('database-not-yours', { folder: asked })
  await mkdir(dirname(asked), { recursive: true })
  const host = await chooseHost(owner)
  const { folder, notes } = await reachableData(host.account, asked)
  return { ...host, dataDir: folder, notes: [...host.notes, ...notes] }
}

/** A place with fresh data in a throw-away folder: the parent of its `dataDir`. */
export async function temporaryPlace(): Promise<Place> {
  const host = await chooseHost(null)
  const folder = await makeOwnedFolder(host.temporary, temporaryPrefix, host.account)
  return { ...host, dataDir: join(folder, 'data') }
}

/** @param owner whom the data belong to, if there are any. */
async function chooseHost(owner: Account | null): Promise<Host> {
  const packaged = await packagedBinaries()
  if (process.getuid?.() !== 0) {
    return { account: null, binaries: packaged.folder, temporary: await temporaryFor(null), notes: [] }
  }
  const { account, notes } = await accountFor(owner)
  const temporary = await temporaryFor(account)
  if (await canRun(account, packaged.folder)) return { account, binaries: packaged.folder, temporary, notes }
  const wall = (await barrier(account, packaged.folder)) ?? packaged.folder
  const binaries = await copyBinaries(packaged, outside)
  notes.push({ key: 'binaries-outside', params: { folder: binaries, barrier: wall } })
  return { account, binaries, temporary, notes }
}

/** Postgres refuses to run as root: data that belong to somebody are served as that somebody, all else as an account of our own. */
async function accountFor(owner: Account | null): Promise<{ account: Account; notes: Note[] }> {
  if (owner && owner.uid !== 0) {
    return {
      account: { uid: owner.uid, gid: owner.gid },
      notes: [{ key: 'as-owner', params: { uid: owner.uid } }],
    }
  }
  const { made, ...account } = await serverAccount()
  return {
    account,
    notes: [{ key: made ? 'as-new-account' : 'as-account', params: { account: accountName } }],
  }
}

async function temporaryFor(account: Account | null) {
  const usual = await realpath(tmpdir())
  return Buffer.byteLength(usual) <= longestTemporary && (await barrier(account, usual)) === null
    ? usual
    : '/tmp'
}

/** The first folder on the way to a path, itself included, that the account may not enter; null if it may enter all. */
async function barrier(account: Account | null, path: string): Promise<string | null> {
  const steps = path.split(sep)
  for (let depth = 1; depth <= steps.length; depth++) {
    const step = steps.slice(0, depth).join(sep) || sep
    // Asking as the account is surer than reading modes: it heeds access lists and mounts too.
    const enters = await runAs(account, 'test', ['-x', step]).then(
      () => true,
      () => false,
    )
    if (!enters) return step
  }
  return null
}

/** The asked-for data folder where the account can reach it, and otherwise one outside. */
async function reachableData(
  account: Account | null,
  asked: string,
): Promise<{ folder: string; notes: Note[] }> {
  const real = await realpath(asked).catch(() => asked)
  if (!account) return { folder: real, notes: [] }
  const wall = await barrier(account, dirname(asked))
  const reachable = (await barrier(account, dirname(real))) === null
  const folder = reachable ? real : await linkOutside(asked, wall ?? dirname(real))
  return {
    folder,
    notes: wall === null ? [] : [{ key: 'data-outside', params: { folder, asked, barrier: wall } }],
  }
}

/**
 * Makes a folder outside, and in the asked-for place a symbolic link to it: the link shows where the data are, goes with the clone
 * when that moves, and a new clone in the same place does not inherit them.
 */
async function linkOutside(asked: string, wall: string): Promise<string> {
  await rmdir(asked).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw new Refusal('database-unreachable', { folder: asked, barrier: wall })
  })
  await mkdir(outside, { recursive: true, mode: 0o755 })
  const folder = await mkdtemp(join(outside, 'data-'))
  try {
    await symlink(folder, asked)
  } catch (error) {
    await rmdir(folder)
    // A start at the same time was quicker; its link holds.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return realpath(asked)
}
