import { basename } from 'node:path'
import { Command } from 'commander'
import { text } from '../i18n.ts'
import { sourceLocale } from '../language/model.ts'
import { parseRelease } from '../releases/parse/parse.ts'
import { readGivenFile } from './files.ts'

export const parseCommand = new Command('parse')
  .description(
    'prints a release as Bayon understands it, as JSON; what it could not place goes to standard error',
  )
  .argument('<file>', 'a release in English')
  .action(async (file: string) => {
    const { document, warnings } = await parseRelease({
      bytes: await readGivenFile(file),
      filename: basename(file),
    })
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
    for (const { code, params } of warnings)
      process.stderr.write(`${text(sourceLocale, `parse:${code}`, params)}\n`)
  })
