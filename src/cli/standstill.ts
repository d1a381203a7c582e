import { Command } from 'commander'
import { personByEmail } from '../accounts/people.ts'
import { currentStandstill, endStandstill } from '../operations/standstill.ts'
import { withDeps } from './exchange.ts'

export const standstillCommand = new Command('standstill')
  .description('whether mail is held back, as in a copy that was restored from a backup')
  .addCommand(
    new Command('show').description('says whether mail is held back, and since when').action(async () => {
      const found = await withDeps(({ db }) => currentStandstill(db))
      process.stdout.write(
        found
          ? `Nothing leaves since ${found.beganAt.toISOString()} (${found.reason})\n`
          : 'Mail goes out as usual.\n',
      )
    }),
  )
  .addCommand(
    new Command('end')
      .description('lets mail out again; dispatches that were under way stay paused for their publisher')
      .requiredOption('--as <email>', 'the administrator in whose name it is')
      .action(async ({ as }: { as: string }) => {
        await withDeps(async ({ db }) => endStandstill(db, await personByEmail(db, as)))
        process.stdout.write('Mail goes out again.\n')
      }),
  )
