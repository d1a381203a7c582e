import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { createPool } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from './database.ts'

export const migrateCommand = new Command('migrate')
  .description('brings the database to the newest schema')
  .action(async () => {
    const database = await openDatabase(loadConfig())
    const pool = createPool(database.config.databaseUrl)
    const ran = await migrate(pool)
    await pool.end()
    await database.close()
    process.stdout.write(ran.length > 0 ? `${ran.join('\n')}\n` : 'The schema is up to date.\n')
  })
