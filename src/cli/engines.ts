import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { loadConfig } from '../config.ts'
import { createDb, createPool, type Db } from '../db/client.ts'
import { Refusal } from '../errors.ts'
import { type Locale, locales, sourceLocale } from '../language/model.ts'
import { toBlocks } from '../releases/blocks.ts'
import { parseRelease } from '../releases/parse/parse.ts'
import { syncGlossary } from '../translation/engines/google-glossary.ts'
import { previewPrompts } from '../translation/engines/preview.ts'
import { conceptsFor } from '../translation/termbase.ts'
import { openDatabase } from './database.ts'
import { readGivenFile } from './files.ts'

const targets = locales.filter((locale) => locale !== sourceLocale)
const localeOption = () =>
  new Option('--locale <locale>', 'the language to translate into').choices(targets).makeOptionMandatory()

const today = () => new Date().toISOString().slice(0, 10)

const withDatabase = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
  const database = await openDatabase(loadConfig())
  const db = createDb(createPool(database.config.databaseUrl))
  try {
    return await work(db)
  } finally {
    await db.destroy()
    await database.close()
  }
}

const promptCommand = new Command('prompt')
  .description(
    'prints what the language model would be sent for a release, with terms and matches; sends nothing',
  )
  .argument('<file>', 'a release in English')
  .addOption(localeOption())
  .option('--json', 'print the messages as JSON')
  .action(async (file: string, { locale, json }: { locale: Locale; json?: boolean }) => {
    const { document } = await parseRelease({ bytes: await readGivenFile(file), filename: basename(file) })
    const { engine } = loadConfig()
    const folder = engine.kind === 'llm' ? engine.prompts : undefined
    const about = { target: locale, kind: document.kind, day: document.dateline?.date ?? today() }
    const requests = await withDatabase((db) => previewPrompts(db, toBlocks(document), about, folder))
    const shown = requests.map((messages) =>
      messages.map(({ role, content }) => `----- ${role} -----\n${content}`).join('\n\n'),
    )
    process.stdout.write(`${json ? JSON.stringify(requests, null, 2) : shown.join('\n\n')}\n`)
  })

const glossaryCommand = new Command('sync-glossary')
  .description("makes Google's glossary from the confirmed terms, or brings it up to date")
  .addOption(localeOption())
  .option('--json', 'print the result as JSON')
  .action(async ({ locale, json }: { locale: Locale; json?: boolean }) => {
    const { engine } = loadConfig()
    if (engine.kind !== 'google') throw new Refusal('glossary-settings')
    const concepts = await withDatabase((db) => conceptsFor(db, null, locale, today()))
    const made = await syncGlossary(engine, concepts, locale)
    process.stdout.write(
      `${json ? JSON.stringify(made, null, 2) : `${made.name}: ${made.entries} entries`}\n`,
    )
  })

export const enginesCommand = new Command('engines')
  .description('what drafts translations')
  .addCommand(promptCommand)
  .addCommand(glossaryCommand)
