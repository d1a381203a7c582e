import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Refusal } from '../../errors.ts'

const exec = promisify(execFile)

/** The system account that a server runs as where Bayon itself runs as root. */
export interface Account {
  uid: number
  gid: number
}

export const accountName = 'bayon'

/** What programs of the server see of our environment: nothing that could change how Postgres behaves. */
export const environment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' }

/** Runs a program to its end as the account (null: as ourselves), from a folder that every account may enter. */
export const runAs = (account: Account | null, program: string, args: string[]) =>
  exec(program, args, { cwd: '/', env: environment, ...account })

const lookUp = async (name: string): Promise<Account | null> => {
  const id = async (flag: string) => Number((await exec('id', [flag, name])).stdout)
  return Promise.all([id('-u'), id('-g')]).then(
    ([uid, gid]) => ({ uid, gid }),
    () => null,
  )
}

/**
 * The account of its own that the server runs as under root, made if it is missing.
 * @throws Refusal `database-account` if it cannot be made.
 */
export async function serverAccount(): Promise<Account & { made: boolean }> {
  const known = await lookUp(accountName)
  if (known) return { ...known, made: false }
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent']
  const failure = await exec('useradd', [...options, '--shell', '/usr/sbin/nologin', accountName]).then(
    () => null,
    (error: Error) => error,
  )
  // Another start may have been quicker, and useradd then fails although the account is there.
  const made = await lookUp(accountName)
  if (made) return { ...made, made: failure === null }
  throw new Refusal(
    'database-account',
    { account: accountName, reason: failure?.message ?? '' },
    { cause: failure },
  )
}
