import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { text } from '../i18n.ts'
import { locales, sourceLocale } from '../language/model.ts'
import { conceptsFromJson } from '../quality/concepts.ts'
import { runChecks } from '../quality/run.ts'
import { readGivenJson } from './files.ts'
import { readTermRows } from './termbase-file.ts'

const Locale = z.enum(locales)
const Pairs = z.object({
  source: Locale,
  target: Locale,
  segments: z
    .array(z.object({ source: z.string(), target: z.string(), role: z.string().optional() }))
    .max(100_000),
})

const samples = fileURLToPath(new URL('../../samples/termbase.json', import.meta.url))

export const checkCommand = new Command('check')
  .description('runs the quality checks over pairs of segments and prints what they find, as JSON')
  .argument('<file>', 'JSON: { source, target, segments: [{ source, target }] }')
  .option('--terms <file>', 'a termbase in the form of samples/termbase.json', samples)
  .action(async (file: string, { terms }: { terms: string }) => {
    const pairs = Pairs.safeParse(await readGivenJson(file))
    if (!pairs.success)
      throw new Refusal('file-unreadable', { path: file, reason: z.prettifyError(pairs.error) })
    const concepts = conceptsFromJson(await readTermRows(terms))
    const findings = Map.groupBy(runChecks({ ...pairs.data, concepts }), (finding) => finding.segment)
    const segments = pairs.data.segments.map((_, index) => ({
      index,
      findings: (findings.get(index) ?? []).map(
        ({ check, severity, message, params, source, target, fix }) => ({
          check,
          severity,
          message: text(sourceLocale, message, params),
          source,
          target,
          fix,
        }),
      ),
    }))
    process.stdout.write(`${JSON.stringify({ segments }, null, 2)}\n`)
  })
