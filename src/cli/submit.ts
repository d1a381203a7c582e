import { basename } from 'node:path'
import { Command, Option } from 'commander'
import type { Answer } from '../http/json.ts'
import { locales, sourceLocale } from '../language/model.ts'
import type { previewRelease } from '../releases/preview.ts'
import { readGivenFile } from './files.ts'
import { print } from './remote/print.ts'
import { serverOfSettings } from './remote/server.ts'

type Preview = Answer<typeof previewRelease>

interface Options {
  locale: string[]
  slug?: string
  embargo?: string
  due?: string
  preview?: boolean
  json?: boolean
}

const targets = locales.filter((locale) => locale !== sourceLocale)

const told = ({ document, warnings, suggestedSlug, earlier }: Preview) =>
  [
    `${document.title}`,
    `  ${document.kind}, ${document.blocks.length} blocks, dateline ${document.dateline?.text ?? 'none'}; would be named ${suggestedSlug}`,
    ...warnings.map(({ message }) => `  ${message}`),
    ...earlier.map(({ slug }) => `  The same text was submitted already: ${slug}`),
  ].join('\n')

export const submitCommand = new Command('submit')
  .description('submits a release to a running Bayon; what could not be placed goes to standard error')
  .argument('<file>', 'the release: Word, .odt, Markdown, HTML or text')
  .addOption(
    new Option('--locale <locales...>', 'the languages to publish it in').choices(targets).default(targets),
  )
  .option('--slug <slug>', 'what it is named in addresses; by default after its title and date')
  .option('--embargo <moment>', 'not before, for example 2024-03-01T09:00+07:00')
  .option('--due <moment>', 'until when people have to be done with it')
  .option('--preview', 'say how it would be understood, and submit nothing')
  .option('--json', 'print the answer as JSON')
  .action(async (path: string, { locale, slug, embargo, due, preview, json }: Options) => {
    const server = serverOfSettings()
    const text = {
      file: { filename: basename(path), base64: (await readGivenFile(path)).toString('base64') },
    }
    const understood = await server.call<Preview>('POST', '/api/releases/preview', text)
    if (preview) return print(understood, json, told)
    for (const { message } of understood.warnings) process.stderr.write(`${message}\n`)
    const submission = {
      ...text,
      locales: locale,
      ...(slug && { slug }),
      ...(embargo && { embargoAt: embargo }),
      ...(due && { dueAt: due }),
    }
    const release = await server.call<{ id: string; slug: string }>('POST', '/api/releases', submission)
    print(release, json, (submitted) => submitted.slug)
  })
