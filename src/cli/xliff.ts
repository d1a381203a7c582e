import { writeFile } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { personByEmail } from '../accounts/people.ts'
import { text } from '../i18n.ts'
import { type Locale, locales, sourceLocale } from '../language/model.ts'
import { sendOut } from '../review/send-out.ts'
import { previewReturn, takeBack } from '../review/take-back.ts'
import { readXliff } from '../translation/interchange/read-xliff.ts'
import { localeOf } from '../translation/interchange/tmx.ts'
import { withDeps } from './exchange.ts'
import { readGivenFile } from './files.ts'

const say = (key: string, params = {}) => `${text(sourceLocale, `interchange:${key}`, params)}\n`

const locale = () =>
  new Option('--locale <locale>', 'the language of the translation').choices(
    locales.filter((one) => one !== sourceLocale),
  )

interface Given {
  release?: string
  locale?: Locale
  as: string
  take?: string
  json?: boolean
}

export const xliffCommand = new Command('xliff')
  .description('a translation as XLIFF, for people who work in OmegaT, Trados and their like')
  .addCommand(
    new Command('export')
      .description('writes a translation into a file and prints its name')
      .argument('<slug>', 'the release')
      .addOption(locale().makeOptionMandatory())
      .addOption(new Option('--version <version>', 'of XLIFF').choices(['2.1', '1.2']).default('2.1'))
      .option('--out <file>', 'the file; by default the name of release and language')
      .action(async (slug: string, given: { locale: Locale; version: string; out?: string }) => {
        const format = given.version === '1.2' ? 'xliff-1' : 'xliff'
        const file = await withDeps(({ db }) => sendOut(db, slug, given.locale, format, sourceLocale))
        await writeFile(given.out ?? file.name, file.bytes)
        process.stdout.write(`${given.out ?? file.name}\n`)
      }),
  )
  .addCommand(
    new Command('import')
      .description('shows what a file that came back would change; with --take, takes it')
      .argument('<file>')
      .option('--release <slug>', 'the release; by default the one that the file names')
      .addOption(locale())
      .requiredOption('--as <email>', 'the person in whose name it is taken')
      .option('--take <sha256>', 'what the preview printed')
      .option('--json', 'print the preview as JSON')
      .action(async (path: string, { release, locale: wanted, as, take, json }: Given) => {
        const returned = { format: 'xliff' as const, bytes: await readGivenFile(path) }
        const { original, target } = await readXliff(returned.bytes)
        const slug = release ?? original?.split('/')[0] ?? ''
        const locale = wanted ?? localeOf(target ?? '') ?? sourceLocale
        await withDeps(async (deps) => {
          const person = await personByEmail(deps.db, as)
          if (take) {
            const { taken, comments } = await takeBack(deps, person, slug, locale, returned, take)
            process.stdout.write(say('taken', { count: taken, comments }))
            return
          }
          const preview = await previewReturn(deps, person, slug, locale, returned)
          if (json) {
            process.stdout.write(`${JSON.stringify(preview, null, 2)}\n`)
            return
          }
          for (const { source, before, after } of preview.changes)
            process.stdout.write(`  ${source}\n- ${before}\n+ ${after}\n\n`)
          for (const { text } of preview.notes) process.stdout.write(say('note', { text }))
          for (const { severity, message } of preview.findings)
            process.stdout.write(`${severity}: ${message}\n`)
          const errors = preview.findings.filter(({ severity }) => severity === 'error').length
          const counts = {
            changed: preview.changes.length,
            unchanged: preview.unchanged,
            open: preview.open,
            errors,
            warnings: preview.findings.length - errors,
          }
          process.stdout.write(say('preview', counts) + say('not-taken', { sha256: preview.sha256 }))
        })
      }),
  )
