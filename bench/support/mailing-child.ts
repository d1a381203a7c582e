/**
 * One step of the benchmark `mailing` in a process of its own, for the sake of its memory. Prints what it took as JSON:
 * seconds, and megabytes at most and before it began.
 */
import { createReadStream } from 'node:fs'
import { loadConfig } from '../../src/config.ts'
import { createDeps } from '../../src/deps.ts'
import { deliverDispatch } from '../../src/mailing/deliver.job.ts'
import { importSubscribers, tables } from '../../src/mailing/exchange.ts'
import { collectGarbage } from '../../src/translation/interchange/collect.ts'

const [step = '', databaseUrl = '', smtpUrl = '', person = '', list = '', path = ''] = process.argv.slice(2)

const deps = createDeps({
  ...loadConfig({}),
  databaseUrl,
  smtpUrl,
  secret: 'a secret for benchmarks, 32 characters',
  logLevel: 'error',
})

const steps: Record<string, () => Promise<unknown>> = {
  import: () =>
    importSubscribers(
      deps,
      person,
      list,
      tables['text/csv'].read(createReadStream(path)),
      { edition: ['en'], locale: 'en' },
      'en',
    ),
  /** Here `list` is a dispatch, which is stopped when it has sent enough to tell. */
  deliver: () => deliverDispatch.run(deps, list),
}

const megabytes = () => process.memoryUsage().rss / 2 ** 20

let most = 0
const watch = setInterval(() => {
  most = Math.max(most, megabytes())
}, 50)
collectGarbage()
const before = megabytes()
const start = performance.now()
process.once('SIGTERM', () => deps.stop())
await steps[step]!()
const seconds = (performance.now() - start) / 1000
clearInterval(watch)
await deps.close()
process.stdout.write(JSON.stringify({ seconds, megabytes: Math.max(most, before), before }))
