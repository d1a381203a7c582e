import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { type Locale, locales, sourceLocale } from '../language/model.ts'
import { allUnits, importMemory } from '../translation/interchange/import.ts'
import { readTmx, writeTmx } from '../translation/interchange/tmx.ts'
import { readUnitsCsv, writeUnitsCsv } from '../translation/interchange/units-csv.ts'
import { byEnding, streamFile, tellImport, withDeps, writeStream } from './exchange.ts'

const readers = { '.tmx': readTmx, '.csv': readUnitsCsv }
const writers = { '.tmx': writeTmx, '.csv': writeUnitsCsv }

export const tmCommand = new Command('tm')
  .description('the translation memory')
  .addCommand(
    new Command('import')
      .description('brings a memory in (.tmx, .csv) as units that nobody here approved')
      .argument('<file>')
      .option('--name <name>', 'where it comes from, shown beside its matches; the file by default')
      .action(async (file: string, { name }: { name?: string }) => {
        const read = byEnding(readers, file)
        tellImport(
          await withDeps(({ db }) => importMemory(db, read(streamFile(file)), name ?? basename(file))),
        )
      }),
  )
  .addCommand(
    new Command('export')
      .description('writes the memory into a file (.tmx, .csv)')
      .argument('<file>')
      .addOption(
        new Option('--locale <locale>', 'only units into this language').choices(
          locales.filter((locale) => locale !== sourceLocale),
        ),
      )
      .action(async (file: string, { locale }: { locale?: Locale }) => {
        const write = byEnding(writers, file)
        await withDeps(({ db }) => writeStream(write(allUnits(db, locale)), file))
      }),
  )
