import { basename } from 'node:path'
import { Command } from 'commander'
import { importTermbase } from '../translation/interchange/import.ts'
import type { Entry } from '../translation/interchange/model.ts'
import { readTbx, writeTbx } from '../translation/interchange/tbx.ts'
import { readTermsCsv, writeTermsCsv } from '../translation/interchange/terms-csv.ts'
import { entriesFromJson } from '../translation/interchange/terms-json.ts'
import { allConcepts } from '../translation/search-terms.ts'
import type { ConceptEntry } from '../translation/termbase.ts'
import { byEnding, streamFile, tellImport, withDeps, writeStream } from './exchange.ts'
import { readTermRows } from './termbase-file.ts'

async function* readJson(file: string): AsyncGenerator<Entry<ConceptEntry>> {
  for (const value of entriesFromJson(await readTermRows(file))) yield { line: 1, value }
}

const readers: Record<string, (file: string) => AsyncIterable<Entry<ConceptEntry>>> = {
  '.tbx': (file) => readTbx(streamFile(file)),
  '.csv': (file) => readTermsCsv(streamFile(file)),
  '.json': readJson,
}
const writers = { '.tbx': writeTbx, '.csv': writeTermsCsv }

export const termsCommand = new Command('terms')
  .description('the termbase')
  .addCommand(
    new Command('import')
      .description('brings a termbase in (.tbx, .csv, or .json as samples/termbase.json)')
      .argument('<file>')
      .action(async (file: string) => {
        const read = byEnding(readers, file)
        tellImport(await withDeps(({ db }) => importTermbase(db, read(file), basename(file))))
      }),
  )
  .addCommand(
    new Command('export')
      .description('writes the termbase into a file (.tbx, .csv)')
      .argument('<file>')
      .action(async (file: string) => {
        const write = byEnding(writers, file)
        await withDeps(({ db }) => writeStream(write(allConcepts(db)), file))
      }),
  )
