import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openQueues, openWorker } from '../../src/jobs/queue.ts'
import { openOffice, until } from '../support/office.ts'
import { hasRedisServer, startCluster, startSentinel } from '../support/redis-fleet.ts'

/** A queue and its worker; `run` hands a job over and waits until it has come. */
const openPost = async (redisUrl: string) => {
  const { deps } = await openOffice({ settings: { redisUrl } })
  const queues = openQueues(deps)
  const came: string[] = []
  const worker = openWorker(deps, 'review', 1, async (_, data) => {
    came.push((data as { id: string }).id)
  })
  onTestFinished(async () => {
    await worker.close()
    await queues.close()
  })
  await worker.ready()
  return {
    prefix: deps.config.queuePrefix,
    async run() {
      const id = randomUUID()
      await queues.add([{ job: 'open-review', id }])
      await until(async () => came.includes(id), 'the job has come')
    },
  }
}

describe.skipIf(!hasRedisServer)('the queue', () => {
  it('goes on at the server that the Sentinels put in the place of one that died', async () => {
    const { url, killFirst, second } = await startSentinel()
    const { run } = await openPost(url)
    await run()
    expect(await second.info('replication')).toContain('role:slave')
    await killFirst()
    await run()
    expect(await second.info('replication')).toContain('role:master')
  })

  it('stands on a cluster, all of its keys in one place', async () => {
    const { url, nodes } = await startCluster()
    const { run, prefix } = await openPost(url)
    await run()
    await run()
    const keys = await Promise.all(nodes.map((node) => node.keys('*')))
    expect(keys.filter((some) => some.length > 0)).toHaveLength(1)
    expect(keys.flat().every((key) => key.startsWith(`{${prefix}}:`))).toBe(true)
  })
})
