import { Command } from 'commander'
import { givenSettings, loadConfig } from '../config.ts'
import { backUp } from '../operations/backup.ts'
import { openDatabase } from './database.ts'

export const backupCommand = new Command('backup')
  .description('writes the whole database, its keys and the settings into one file; keep it as safe as both')
  .argument('<file>')
  .action(async (file: string) => {
    // As it is: a backup is made before an upgrade, by the program that is upgraded to.
    const { config, close } = await openDatabase(loadConfig(), { asIs: true })
    try {
      await backUp(config.databaseUrl, { ...givenSettings(), SECRET: config.secret }, file)
    } finally {
      await close()
    }
    process.stdout.write(`Backed up into ${file}\n`)
  })
