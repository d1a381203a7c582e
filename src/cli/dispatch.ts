import { Command } from 'commander'
import type { Answer } from '../http/json.ts'
import type { Move } from '../mailing/dispatch.ts'
import type { dryRun } from '../mailing/order.ts'
import { print } from './remote/print.ts'
import { serverOfSettings } from './remote/server.ts'
import { type Dispatch, tellDispatch, watchDispatch } from './remote/watch.ts'

type Audience = Answer<typeof dryRun>

interface Options {
  list?: string[]
  tag?: string[]
  correction?: boolean
  withdrawal?: boolean
  at?: string
  recipients?: string
  watch?: boolean
}

const tellAudience = ({ candidates, recipients, excluded, byEdition }: Audience) =>
  [
    `${candidates} candidates = ${recipients} recipients + ${candidates - recipients} left out`,
    ...byEdition.map(({ edition, count }) => `  ${edition}: ${count}`),
    ...excluded.map(({ words, count }) => `  left out, ${words}: ${count}`),
  ].join('\n')

/** Lists, or those who have what is corrected or withdrawn: as the API wants it. */
const wheretoOf = ({ list, tag, correction, withdrawal }: Options, command: Command) => {
  const given = [
    list && { lists: list, ...(tag && { tags: tag }) },
    correction && { correction },
    withdrawal && { withdrawal },
  ]
  const [where, ...more] = given.filter((one) => one !== undefined)
  if (!where || more.length > 0)
    command.error('error: give --list, --correction or --withdrawal', { exitCode: 2 })
  if (tag && !list) command.error('error: give --tag with --list', { exitCode: 2 })
  return where
}

const whereto = (command: Command) =>
  command
    .argument('<slug>', 'the release')
    .option('--list <lists...>', 'the lists to send it to')
    .option('--tag <tags...>', 'of the lists, only to whoever has one of these tags')
    .option('--correction', 'to whoever has an earlier revision of it')
    .option('--withdrawal', 'to whoever has it: that it was withdrawn, and why')

const releasePath = (slug: string) => `/api/releases/${encodeURIComponent(slug)}`

const moves: Record<Move, string> = {
  pause: 'holds back what has not left yet',
  resume: 'goes on with a dispatch that was paused',
  cancel: 'ends a dispatch: what has not left yet never will',
}

export const dispatchCommand = new Command('dispatch')
  .description('sends a release of a running Bayon to mailing lists')
  .addCommand(
    whereto(new Command('count'))
      .description('tells whom an order would reach and whom it would leave out, and why; sends nothing')
      .option('--json', 'print the answer as JSON')
      .action(async (slug: string, options: Options & { json?: boolean }, command: Command) => {
        const given = Object.entries(wheretoOf(options, command)).map(([key, value]) => [key, String(value)])
        const path = `${releasePath(slug)}/audience?${new URLSearchParams(given)}`
        print(await serverOfSettings().call<Audience>('GET', path), options.json, tellAudience)
      }),
  )
  .addCommand(
    whereto(new Command('order'))
      .description('orders a release to be sent to exactly as many as `dispatch count` told')
      .requiredOption('--recipients <number>', 'how many you expect; refused where it is another number')
      .option('--at <moment>', 'not before, for example 2024-03-01T09:00+07:00; the embargo holds anyway')
      .option('--watch', 'tell how it goes until it ends')
      .action(async (slug: string, options: Options, command: Command) => {
        const server = serverOfSettings()
        const { id } = await server.call<{ id: string }>('POST', `${releasePath(slug)}/dispatches`, {
          ...wheretoOf(options, command),
          recipients: Number(options.recipients),
          ...(options.at && { scheduledAt: options.at }),
        })
        process.stdout.write(`${id}\n`)
        if (options.watch) await watchDispatch(server, id)
      }),
  )
  .addCommand(
    new Command('show')
      .description('tells where a dispatch stands')
      .argument('<id>', 'the dispatch')
      .option('--watch', 'go on telling until it ends')
      .option('--json', 'print the answer as JSON')
      .action(async (id: string, { watch, json }: { watch?: boolean; json?: boolean }) => {
        const server = serverOfSettings()
        if (watch) return void (await watchDispatch(server, id))
        print(
          await server.call<Dispatch>('GET', `/api/dispatches/${encodeURIComponent(id)}`),
          json,
          tellDispatch,
        )
      }),
  )

for (const [move, does] of Object.entries(moves))
  dispatchCommand.addCommand(
    new Command(move)
      .description(does)
      .argument('<id>', 'the dispatch')
      .action(async (id: string) => {
        const path = `/api/dispatches/${encodeURIComponent(id)}/${move}`
        const { status } = await serverOfSettings().call<{ status: string }>('POST', path)
        process.stdout.write(`${status}\n`)
      }),
  )
