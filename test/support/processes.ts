import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stageNames } from '../../src/pipeline.ts'
import { root } from './postgres.ts'

/** The installation's processes, as they are shipped; each carries a relay and a sweep. */
export const processNames = [...stageNames, 'web'] as const
export type ProcessName = (typeof processNames)[number]

const script = (name: ProcessName) => (name === 'web' ? ['src/cli/main.ts', 'web'] : [`workers/${name}.ts`])

/** What a process says when it has started. */
const atWork = /^(Working on|Bayon is at) /m

/** Of what a process said, so many characters are kept. */
const KEPT = 4000

/**
 * Starts every process, ends it once in good order, and starts it again, this time from compiled code, since it is
 * about to be killed and started many times.
 * @param ownOf what is set for one process alone
 */
export const startProcesses = async (
  env: Record<string, string>,
  ownOf: (name: ProcessName) => Record<string, string> = () => ({}),
) => {
  const cache = await mkdtemp(join(tmpdir(), 'bayon-compiled-'))
  const running = new Map<ProcessName, ChildProcess>()
  const up = new Set<ProcessName>()
  const said = new Map<ProcessName, string>()
  const kills = new Map<ProcessName, number>()
  const fallen: string[] = []
  let wanted: NodeJS.Signals = 'SIGTERM'
  let stopped = false

  const start = (name: ProcessName): Promise<unknown> => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...script(name)], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: cache, ...env, ...ownOf(name) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.set(name, child)
    const started = Promise.withResolvers<void>()
    const listen = (data: Buffer) => {
      said.set(name, `${said.get(name) ?? ''}${data}`.slice(-KEPT))
      if (!atWork.test(String(data))) return
      up.add(name)
      started.resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code, signal) => {
      up.delete(name)
      if (stopped) return
      const inOrder = wanted === 'SIGTERM' ? code === 0 : signal === wanted
      if (!inOrder) fallen.push(`${name} ended by itself (${code ?? signal}): ${said.get(name)}`)
      if (wanted === 'SIGKILL') start(name)
    })
    return started.promise
  }

  await Promise.all(processNames.map(start))
  for (const child of running.values()) child.kill('SIGTERM')
  await Promise.all([...running.values()].map((child) => once(child, 'exit')))
  wanted = 'SIGKILL'
  await Promise.all(processNames.map(start))

  return {
    /** Sends SIGKILL. The process starts again as soon as it is gone. */
    kill(name: ProcessName) {
      if (stopped || !running.get(name)?.kill('SIGKILL')) return
      kills.set(name, (kills.get(name) ?? 0) + 1)
    },
    kills,
    /** Those that have started and are at work. */
    up: up as ReadonlySet<ProcessName>,
    /** Processes that ended though nobody killed them. */
    fallen,
    said,
    async stop() {
      stopped = true
      const ended = [...running.values()]
        .filter((child) => child.exitCode === null && child.signalCode === null)
        .map((child) => once(child, 'exit'))
      for (const child of running.values()) child.kill('SIGKILL')
      await Promise.all(ended)
      await rm(cache, { recursive: true, force: true })
    },
  }
}

export type Processes = Awaited<ReturnType<typeof startProcesses>>
