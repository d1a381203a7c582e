import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** Leads to no server: what uses it has gone wrong. */
export const nowhere = 'postgresql://nobody@127.0.0.1:1/nothing'

interface Surroundings {
  env?: Record<string, string>
  cwd?: string
}

/** A folder of a test's own, gone afterwards. */
export const freshFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'bayon-cli-test-'))
  // mkdtemp makes it 700, which the account of an embedded Postgres cannot pass.
  chmodSync(folder, 0o755)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Starts a command as a person would, with nothing of this process's settings; ended when the test is. */
export const start = (args: string[], { env = {}, cwd }: Surroundings = {}) => {
  const child: ChildProcess = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout!.setEncoding('utf8').on('data', (text) => {
    said.out += text
  })
  child.stderr!.setEncoding('utf8').on('data', (text) => {
    said.err += text
  })
  const ended = once(child, 'close').then(([code]) => ({ ...said, code: code as number | null }))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
  })
  return {
    child,
    /** What it has said and its exit code, once it has ended. */
    ended,
    /** Waits until it has said something on standard output. @throws Error if it ends before */
    hears: async (pattern: RegExp): Promise<RegExpExecArray> => {
      for (;;) {
        const found = pattern.exec(said.out)
        if (found) return found
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`ended without saying ${pattern}: ${said.out}${said.err}`)
        await Promise.race([once(child.stdout!, 'data'), once(child, 'close')])
      }
    },
  }
}

/** Runs a command to its end. */
export const run = (args: string[], surroundings: Surroundings = {}) => start(args, surroundings).ended
