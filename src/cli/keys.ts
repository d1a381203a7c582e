import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { createDb, createPool } from '../db/client.ts'
import { makeKey } from '../newsroom/keys.ts'
import { openDatabase } from './database.ts'

export const keysCommand = new Command('keys')
  .description('the keys that publications are signed with')
  .addCommand(
    new Command('rotate')
      .description('signs with a new key from now on; what was signed before stays good')
      .action(async () => {
        const { config, close } = await openDatabase(loadConfig())
        const db = createDb(createPool(config.databaseUrl))
        process.stdout.write(`The new key is ${await makeKey({ config, db })}\n`)
        await db.destroy()
        await close()
      }),
  )
