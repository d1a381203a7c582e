import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, lstat, mkdtemp, readdir, rmdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, runAs } from './account.ts'

/**
 * When a process started, in clock ticks since boot (proc(5), field 22 of /proc/PID/stat), or null where it is gone or a zombie.
 * Where there is no /proc, '0' stands for every process that lives.
 */
function startOf(pid: number): string | null {
  if (process.platform !== 'linux') {
    try {
      process.kill(pid, 0)
      return '0'
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM' ? '0' : null
    }
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field, the command in brackets, may itself hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : fields[19]!
  } catch {
    return null
  }
}

/** Makes a folder of mode 700 for the account, whose name carries the process that made it, so that a later one can tell whether it is still wanted. */
export async function makeOwnedFolder(parent: string, prefix: string, account: Account | null) {
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-${startOf(process.pid)}-`))
  await chmod(folder, 0o700)
  if (account) await chown(folder, account.uid, account.gid)
  return folder
}

/** The process that made a folder by `makeOwnedFolder`, or null if the name is of another kind. */
export function ownerOf(folder: string): { pid: number; alive: boolean } | null {
  const [, pid, start] = /(\d+)-(\d+)-\w{6}$/.exec(basename(folder)) ?? []
  return pid === undefined ? null : { pid: Number(pid), alive: startOf(Number(pid)) === start }
}

/**
 * Removes what killed processes left in a folder: those of our own or the account's folders with this prefix whose maker is dead.
 * `inUse` may keep one for later.
 */
export async function sweep(
  parent: string,
  prefix: string,
  account: Account | null,
  inUse: (folder: string) => boolean = () => false,
) {
  for (const name of await readdir(parent)) {
    const folder = join(parent, name)
    if (!name.startsWith(prefix) || ownerOf(folder)?.alive !== false) continue
    const uid = await lstat(folder).then(
      (found) => (found.isDirectory() ? found.uid : null),
      () => null,
    )
    if (uid === null || (uid !== process.getuid?.() && uid !== account?.uid) || inUse(folder)) continue
    await remove(folder, uid === account?.uid ? account : null)
  }
}

/**
 * Removes a folder as the account that may write in it, so that root never follows what that account laid there. Where a program of a
 * killed process still writes, that fails at first and the program soon gives up.
 */
export async function remove(folder: string, account: Account | null) {
  for (let attempt = 0; attempt < 20; attempt++) {
    await runAs(account, 'rm', ['-rf', '--', folder]).catch(() => {})
    // The account may empty its folder, and not take it out of a parent that is not its own.
    await rmdir(folder).catch(() => {})
    if (!existsSync(folder)) return
    await sleep(50)
  }
}
