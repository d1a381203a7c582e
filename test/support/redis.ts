import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'

/** The Redis of REDIS_URL, else one of our own on a socket where `redis-server` is on the PATH, else null. */
export const startRedis = async (): Promise<{ url: string; stop(): Promise<void> } | null> => {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'bayon-redis-'))
  const path = join(folder, 'redis.sock')
  const server = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const missing = new Promise<boolean>((resolve) => server.once('error', () => resolve(true)))
  const ready = new Promise<boolean>((resolve) =>
    server.stdout.on(
      'data',
      (lines) => String(lines).includes('eady to accept connections') && resolve(false),
    ),
  )
  if (await Promise.race([missing, ready])) {
    await rm(folder, { recursive: true })
    return null
  }
  const client = new Redis(path)
  await client.ping()
  client.disconnect()
  return {
    url: path,
    async stop() {
      server.kill('SIGTERM')
      await once(server, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
