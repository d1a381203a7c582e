import { Command, Option } from 'commander'
import { personByEmail } from '../accounts/people.ts'
import { allow } from '../accounts/permissions.ts'
import { type WebhookEvent, webhookEvents } from '../webhooks/model.ts'
import { addWebhook, listWebhookDeliveries, listWebhooks, removeWebhook } from '../webhooks/webhooks.ts'
import { withDeps } from './exchange.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

const as = () => new Option('--as <email>', 'the administrator in whose name it is').makeOptionMandatory()
const json = () => new Option('--json', 'print JSON')

/** Works in an administrator's name. @throws Refusal 'person-unknown', 'not-allowed' */
const asAdministrator = <T>(
  email: string,
  work: (deps: Parameters<Parameters<typeof withDeps>[0]>[0], personId: string) => Promise<T>,
) =>
  withDeps(async (deps) => {
    const person = await personByEmail(deps.db, email)
    allow(person, ['administrator'])
    return work(deps, person.id)
  })

export const webhooksCommand = new Command('webhooks')
  .description('programs elsewhere that are told of each step by a signed request')
  .addCommand(
    new Command('list')
      .description('prints them')
      .addOption(json())
      .action(async (options: { json?: true }) => {
        const found = await withDeps(listWebhooks)
        if (options.json) say(JSON.stringify(found, null, 2))
        else for (const { id, url, events } of found) say(`${id} ${url} ${events.join(',')}`)
      }),
  )
  .addCommand(
    new Command('add')
      .description('tells a program of steps from now on, and prints the secret that requests are signed by')
      .argument('<url>')
      .addOption(new Option('--events <events...>', 'the steps; all by default').choices(webhookEvents))
      .addOption(as())
      .action(async (url: string, given: { as: string; events?: WebhookEvent[] }) => {
        const { events = webhookEvents } = given
        const made = await asAdministrator(given.as, (deps, id) => addWebhook(deps, id, { url, events }))
        say(`${made.id}\n${made.secret}`)
      }),
  )
  .addCommand(
    new Command('remove')
      .description('tells a program nothing more')
      .argument('<id>')
      .addOption(as())
      .action(async (webhook: string, given: { as: string }) =>
        asAdministrator(given.as, (deps, id) => removeWebhook(deps, id, webhook)),
      ),
  )
  .addCommand(
    new Command('log')
      .description('prints the last that a program was told, and what it answered')
      .argument('<id>')
      .addOption(json())
      .action(async (id: string, options: { json?: true }) => {
        const found = await withDeps((deps) => listWebhookDeliveries(deps, id, 50))
        if (options.json) say(JSON.stringify(found, null, 2))
        else
          for (const { createdAt, event, status, attempts, response } of found)
            say(`${createdAt.toISOString()} ${event} ${status}, ${attempts} attempts: ${response ?? ''}`)
      }),
  )
