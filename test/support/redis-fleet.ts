import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import { freePort } from './books.ts'
import { until } from './office.ts'

export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0

const password = 'a secret'

/** A redis-server of its own on loopback, which the test ends. */
const startNode = async (settings: string[], ...mode: string[]) => {
  const folder = await mkdtemp(join(tmpdir(), 'bayon-redis-'))
  const port = await freePort()
  const file = join(folder, 'redis.conf')
  const own = [`port ${port}`, `dir ${folder}`, 'bind 127.0.0.1', 'save ""', `requirepass "${password}"`]
  await writeFile(file, [...own, ...settings].join('\n'))
  const server = spawn('redis-server', [file, ...mode], { stdio: 'ignore' })
  const ask = new Redis({ port, password, maxRetriesPerRequest: null })
  ask.on('error', () => {})
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  onTestFinished(async () => {
    ask.disconnect()
    await kill()
    await rm(folder, { recursive: true, force: true })
  })
  await ask.ping()
  return { port, ask, kill }
}

/** A server, a replica of it, and a Sentinel that watches both; each wants the password. */
export const startSentinel = async () => {
  const first = await startNode([`masterauth "${password}"`])
  const second = await startNode([`masterauth "${password}"`, `replicaof 127.0.0.1 ${first.port}`])
  await until(
    async () => (await second.ask.info('replication')).includes('master_link_status:up'),
    'the replica follows',
  )
  const sentinel = await startNode(
    [
      `sentinel monitor bayon 127.0.0.1 ${first.port} 1`,
      `sentinel auth-pass bayon "${password}"`,
      'sentinel down-after-milliseconds bayon 500',
      'sentinel failover-timeout bayon 3000',
    ],
    '--sentinel',
  )
  await until(
    async () => ((await sentinel.ask.call('sentinel', 'replicas', 'bayon')) as unknown[]).length === 1,
    'the Sentinel knows the replica',
  )
  return {
    url: `redis+sentinel://:${encodeURIComponent(password)}@127.0.0.1:${sentinel.port}/bayon`,
    killFirst: () => first.kill(),
    second: second.ask,
  }
}

/** Three servers that share the slots. */
export const startCluster = async () => {
  const nodes = await Promise.all(
    [0, 1, 2].map(async () => {
      const bus = await freePort()
      const node = await startNode(['cluster-enabled yes', `cluster-port ${bus}`])
      return { ...node, bus }
    }),
  )
  const bounds = [0, 5461, 10923, 16384]
  for (const [at, { ask }] of nodes.entries())
    await ask.call('cluster', 'addslotsrange', bounds[at]!, bounds[at + 1]! - 1)
  for (const { port, bus } of nodes.slice(1))
    await nodes[0]!.ask.call('cluster', 'meet', '127.0.0.1', port, bus)
  for (const { ask } of nodes)
    await until(async () => (await ask.cluster('INFO')).includes('cluster_state:ok'), 'the cluster is whole')
  const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`)
  return {
    url: `redis+cluster://:${encodeURIComponent(password)}@${hosts}`,
    nodes: nodes.map(({ ask }) => ask),
  }
}
