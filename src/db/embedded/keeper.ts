import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { environment } from './account.ts'
import { signalServer } from './cluster.ts'
import type { Place } from './place.ts'

/**
 * Runs the server until its standard input ends: when we close it or when we are killed, however that happens. It leads a session of
 * its own, so Ctrl-C at a terminal reaches us alone. A shell starts background programs deaf to SIGINT and the server takes a moment
 * to listen for it, hence the repetition.
 */
const keeper = `
trap '' HUP INT TERM
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
{ while read -r _; do :; done; while kill -INT $server; do sleep 0.2; done; } <&3 2>/dev/null &
watcher=$!
wait $server
status=$?
kill -KILL $watcher
exit $status`

const settings = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  max_connections: '200',
  shared_buffers: '128MB',
  // Queries are short; compiling them costs more than it saves.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log is read by this module.
  lc_messages: 'C',
  log_checkpoints: 'off',
}

/** For data that nobody will miss after a power cut. */
const throwAway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}

/** How many lines of the server's log an error carries. */
const tailLength = 20

/** How long, in ms, clients have to leave before they are disconnected. */
const leaveTime = 1000

export interface Kept {
  /** Whether the server came to accept connections; false once it has ended without. */
  ready: Promise<boolean>
  /** Ends the server in order and waits for that. Clients have a moment to leave by themselves, then they are disconnected. */
  stop(): Promise<void>
  /** The last lines of its log. */
  tail(): string
}

/** Starts the server under its keeper. `log` gets each line of the server's log. */
export function keep(place: Place, socketDir: string, durable: boolean, log: (line: string) => void): Kept {
  const all = { ...settings, ...(durable ? {} : throwAway), unix_socket_directories: socketDir }
  const server = [join(place.binaries, 'bin/postgres'), '-D', place.dataDir]
  for (const [name, value] of Object.entries(all)) server.push('-c', `${name}=${value}`)
  const child = spawn('/bin/sh', ['-c', keeper, 'keeper', ...server], {
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    ...place.account,
  })
  const lines: string[] = []
  const ready = Promise.withResolvers<boolean>()
  const closed = Promise.withResolvers<void>()
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line)
    if (lines.length > tailLength) lines.shift()
    if (line.includes('database system is ready to accept connections')) ready.resolve(true)
    log(line)
  })
  child.stdin.on('error', () => {})
  child.on('error', (error) => lines.push(error.message))
  child.on('close', () => {
    ready.resolve(false)
    closed.resolve()
  })
  return {
    ready: ready.promise,
    stop: async () => {
      // pg's Pool.end() resolves before its connections are closed, and one that the server cuts then is an uncaught exception.
      signalServer(place.dataDir, 'SIGTERM')
      const grace = new AbortController()
      await Promise.race([closed.promise, sleep(leaveTime, null, { signal: grace.signal })])
      grace.abort()
      child.stdin.end()
      await closed.promise
    },
    tail: () => lines.join('\n'),
  }
}
