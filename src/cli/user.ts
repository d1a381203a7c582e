import { Command, Option } from 'commander'
import { roles } from '../accounts/roles.ts'
import { locales, sourceLocale } from '../language/model.ts'
import { print } from './remote/print.ts'
import { serverOfSettings } from './remote/server.ts'

interface Options {
  role: (typeof roles)[number]
  for?: string
  email?: string
  locale: string
  json?: boolean
}

export const userCommand = new Command('user').description('the people of a running Bayon').addCommand(
  new Command('add')
    .description('prints a one-time link that lets one person in, and mails it where an address is given')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).makeOptionMandatory())
    .addOption(new Option('--for <locale>', 'the language of a translator or reviewer').choices(locales))
    .option('--email <address>', 'where to send it')
    .addOption(
      new Option('--locale <locale>', 'the language of the mail').choices(locales).default(sourceLocale),
    )
    .option('--json', 'print the answer as JSON')
    .action(async ({ role, for: language, email, locale, json }: Options) => {
      const invitation = { grants: [{ role, locale: language ?? null }], locale, ...(email && { email }) }
      const made = await serverOfSettings().call<{ id: string; url: string }>(
        'POST',
        '/api/invitations',
        invitation,
      )
      print(made, json, ({ url }) => url)
    }),
)
