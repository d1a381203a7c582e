import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { openDatabase } from './database.ts'

export const migrateCommand = new Command('migrate')
  .description('brings the database to the newest schema')
  .action(async () => {
    const { migrated, close } = await openDatabase(loadConfig())
    await close()
    process.stdout.write(migrated.length > 0 ? `${migrated.join('\n')}\n` : 'The schema is up to date.\n')
  })
