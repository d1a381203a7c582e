import { Command } from 'commander'
import { verifyAudit } from '../audit/verify.ts'
import { loadConfig } from '../config.ts'
import { createDb, createPool } from '../db/client.ts'
import { openDatabase } from './database.ts'

export const auditCommand = new Command('audit').description('the record of every decision').addCommand(
  new Command('verify')
    .description('proves that no event was changed, taken out or cut off; exit code 1 if one was')
    .option('--json', 'print the verdict as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const database = await openDatabase(loadConfig())
      const db = createDb(createPool(database.config.databaseUrl))
      const verdict = await verifyAudit(db)
      await db.destroy()
      await database.close()
      const told = verdict.whole
        ? `The record is whole: ${verdict.events} events, head ${verdict.head}`
        : `The record is broken at event ${verdict.brokenAt}: ${verdict.why}`
      process.stdout.write(`${json ? JSON.stringify(verdict, null, 2) : told}\n`)
      if (!verdict.whole) process.exitCode = 1
    }),
)
