import { Command } from 'commander'
import { stageNames } from '../pipeline.ts'

export const startCommand = new Command('start')
  .description(
    'everything in one process: HTTP, all workers, and an embedded Postgres unless DATABASE_URL is set',
  )
  .action(async () => (await import('./serve.ts')).serve(stageNames, { own: true }))
