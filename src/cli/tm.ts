import { basename } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Locale, locales, sourceLocale } from '../language/model.ts'
import { allUnits, importMemory } from '../translation/interchange/import.ts'
import { readTmx, writeTmx } from '../translation/interchange/tmx.ts'
import { readUnitsCsv, writeUnitsCsv } from '../translation/interchange/units-csv.ts'
import { byEnding, streamFile, tellImport, withDeps, writeStream } from './exchange.ts'

const readers = { '.tmx': readTmx, '.csv': readUnitsCsv }
const writers = { '.tmx': writeTmx, '.csv': writeUnitsCsv }

const penaltyOf = (written: string): number => {
  const points = Number(written)
  if (!Number.isInteger(points) || points < 0 || points > 30) throw new InvalidArgumentError('0 to 30.')
  return points
}

export const tmCommand = new Command('tm')
  .description('the translation memory')
  .addCommand(
    new Command('import')
      .description('brings a memory in (.tmx, .csv) as units that nobody here approved')
      .argument('<file>')
      .option('--name <name>', 'where it comes from, shown beside its matches; the file by default')
      .option(
        '--penalty <points>',
        'per cent off its matches, 0 to 30: 0 for what your office has reviewed',
        penaltyOf,
      )
      .action(async (file: string, { name, penalty }: { name?: string; penalty?: number }) => {
        const read = byEnding(readers, file)
        tellImport(
          await withDeps(({ db }) =>
            importMemory(db, read(streamFile(file)), name ?? basename(file), { penalty }),
          ),
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
