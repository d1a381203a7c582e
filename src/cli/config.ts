import Table from 'cli-table3'
import { Command } from 'commander'
import { listSettings, loadConfig } from '../config.ts'

export const configCommand = new Command('config')
  .description('prints every setting, where it comes from and what it means; fails on a wrong one')
  .option('--json', 'as JSON')
  .action(({ json }: { json?: boolean }) => {
    const settings = listSettings()
    if (json) process.stdout.write(`${JSON.stringify(settings, null, 2)}\n`)
    else {
      const table = new Table({
        head: ['setting', 'value', 'from', 'means'],
        style: { head: [], border: [] },
      })
      for (const { name, value, from, means } of settings) table.push([name, value ?? '', from, means])
      process.stdout.write(`${table.toString()}\n`)
    }
    // Says which is wrong.
    loadConfig()
  })
