import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { type Config, loadConfig } from '../config.ts'
import { createPool } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import { readHead } from '../operations/backup-file.ts'
import { restore } from '../operations/restore.ts'
import { openDatabase } from './database.ts'

/** The keys in the backup are encrypted with its secret: this installation has it, or takes it over if it has none. */
const agreeOnSecret = async (config: Config, secret: string) => {
  const file = join(config.dataDir, 'secret')
  const own =
    config.secret ?? (config.databaseUrl ? undefined : await readFile(file, 'utf8').catch(() => undefined))
  if (own !== undefined && own.trim() !== secret) throw new Refusal('backup-other-secret')
  if (own !== undefined || config.databaseUrl) return
  await mkdir(config.dataDir, { recursive: true })
  await writeFile(file, secret, { mode: 0o600, flag: 'wx' })
}

export const restoreCommand = new Command('restore')
  .description('puts a backup into an empty database; nothing is sent from it until an administrator says so')
  .argument('<file>')
  .option('--settings', 'print the settings of the backup as a file for the environment, and do nothing else')
  .action(async (file: string, options: { settings?: true }) => {
    const { settings, madeAt } = await readHead(file)
    if (options.settings) {
      for (const [name, value] of Object.entries(settings)) process.stdout.write(`${name}=${value}\n`)
      return
    }
    const given = loadConfig()
    await agreeOnSecret(given, settings.SECRET ?? '')
    const { config, close } = await openDatabase(given, { asIs: true, own: true })
    const pool = createPool(config.databaseUrl)
    try {
      const { rows, sha256 } = await restore(pool, file)
      process.stdout.write(
        `Restored ${rows} rows as of ${madeAt}, checksum ${sha256}\nNothing is sent from here until an administrator runs: bayon standstill end --as EMAIL\n`,
      )
    } finally {
      await pool.end()
      await close()
    }
  })
