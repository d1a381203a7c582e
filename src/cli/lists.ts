import { Command, Option } from 'commander'
import type { Answer } from '../http/json.ts'
import { locales, sourceLocale } from '../language/model.ts'
import type { previewImport } from '../mailing/exchange.ts'
import type { listLists } from '../mailing/lists.ts'
import { streamFile } from './exchange.ts'
import { print, tableOf } from './remote/print.ts'
import { serverOfSettings } from './remote/server.ts'

type Report = Answer<typeof previewImport>

/** As the server knows it. */
const typeOf = (file: string) =>
  file.toLowerCase().endsWith('.xlsx')
    ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    : 'text/csv'

interface Options {
  edition: string
  locale: string
  yes?: boolean
  json?: boolean
}

const tellLists = (lists: Answer<typeof listLists>) =>
  tableOf(
    ['list', 'name', 'subscribers', 'editions'],
    lists.map(({ slug, name, subscribers, byEdition }) => [
      slug,
      name,
      String(subscribers),
      byEdition.map(({ edition, count }) => `${edition} ${count}`).join(', '),
    ]),
  )

/** How many lines came to what, and each line that is not simply new or known. */
const tellReport = ({ counts, lines }: Report) =>
  [
    Object.entries(counts)
      .map(([fate, count]) => `${fate} ${count}`)
      .join(', '),
    ...lines
      .filter(({ fate }) => fate !== 'new' && fate !== 'known')
      .map(({ line, email, fate, words }) => `line ${line}: ${email}: ${words ?? fate}`),
  ].join('\n')

export const listsCommand = new Command('lists')
  .description('the mailing lists of a running Bayon')
  .addCommand(
    new Command('show')
      .description('prints the lists and how many subscribers want which edition')
      .option('--json', 'print the answer as JSON')
      .action(async ({ json }: { json?: boolean }) =>
        print(await serverOfSettings().call<Answer<typeof listLists>>('GET', '/api/lists'), json, tellLists),
      ),
  )
  .addCommand(
    new Command('import')
      .description(
        'tells line by line what a CSV file or Excel workbook would do to a list, or with --yes does it',
      )
      .argument('<list>', 'the list')
      .argument('<file>', 'columns: email, and if you like name, language, edition, tags')
      .option('--edition <edition>', 'for lines that name none', locales.join('+'))
      .addOption(
        new Option('--locale <locale>', 'the language of who names none')
          .choices(locales)
          .default(sourceLocale),
      )
      .option('--yes', 'take it in')
      .option('--json', 'print the report as JSON')
      .action(async (list: string, file: string, { edition, locale, yes, json }: Options) => {
        const what = yes ? 'imports' : 'imports/preview'
        const query = new URLSearchParams({ edition, locale })
        const path = `/api/lists/${encodeURIComponent(list)}/${what}?${query}`
        print(await serverOfSettings().send<Report>(path, typeOf(file), streamFile(file)), json, tellReport)
        if (!yes) process.stderr.write('Nothing was changed: add --yes to take it in.\n')
      }),
  )
