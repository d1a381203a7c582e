/** A process that takes jobs from the queue and does nothing. */
import { loadConfig } from '../../src/config.ts'
import { createDeps } from '../../src/deps.ts'
import { openWorker } from '../../src/jobs/queue.ts'

const { databaseUrl = '', secret = '', ...config } = loadConfig()
const worker = openWorker(createDeps({ ...config, databaseUrl, secret }), 'review', 4, async () => {})
await worker.ready()
process.once('SIGTERM', () => process.exit(0))
process.stdout.write('Working\n')
