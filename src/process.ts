import type { Deps } from './deps.ts'
import { openQueues } from './jobs/queue.ts'
import { startRelay } from './jobs/relay.ts'
import { sweep } from './jobs/sweep.ts'
import { startStage } from './jobs/work.ts'
import { recoverLost } from './mailing/lease.ts'
import { startReturns } from './mailing/returns/start.ts'
import { raiseAlerts } from './operations/alerts.ts'
import { startMonitor } from './operations/monitor.ts'
import type { Stage } from './pipeline.ts'
import { loadJobs } from './registry.ts'

/** Looks again and again for work that was left lying, by whichever process finds it. */
const startSweep = (deps: Deps) => {
  let running = Promise.resolve()
  const tick = () => {
    running = running
      .then(async () => {
        const lost = await recoverLost(deps.db)
        const left = await sweep(deps)
        await raiseAlerts(deps)
        if (lost + left > 0) deps.log.info({ lost, left }, 'the sweep found work')
      })
      .catch((error) => deps.log.warn({ error: String(error) }, 'the sweep failed'))
  }
  tick()
  const timer = setInterval(tick, deps.config.recoverySeconds * 1000)
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

/** Starts working on stages in this process, with a relay and a sweep of its own. */
export const startWorking = async (deps: Deps & { stop(): void }, stages: readonly Stage[]) => {
  const queues = openQueues(deps)
  const monitor = deps.config.monitor && (await startMonitor(deps, queues, deps.config.monitor))
  const relay = startRelay(deps, queues)
  const sweeper = startSweep(deps)
  const workers = await Promise.all(
    stages.map(async (stage) => startStage(deps, stage, await loadJobs[stage]())),
  )
  const returns = stages.includes('mail') ? await startReturns(deps) : null
  return {
    async close() {
      deps.stop()
      await monitor?.close()
      await returns?.close()
      await sweeper.close()
      await relay.close()
      await Promise.all(workers.map((worker) => worker.close()))
      await queues.close()
    },
  }
}

/** Resolves when the process is asked to end. To be called first, so that no ending is out of order. */
export const untilAskedToStop = (): Promise<unknown> => {
  const asked = Promise.withResolvers<void>()
  process.once('SIGTERM', () => asked.resolve())
  process.once('SIGINT', () => asked.resolve())
  return asked.promise
}
