import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { z } from 'zod'
import { Refusal } from '../errors.ts'
import { locales } from '../language/model.ts'
import { parseEdition } from '../publishing/model.ts'
import { renderEdition } from '../publishing/render.ts'
import { layouts, type OfficeStyle, papers } from '../publishing/style.ts'
import { bodyBlockTypes, releaseKinds } from '../releases/model.ts'
import { readGivenJson } from './files.ts'
import { readStyle } from './style-file.ts'

const Document = z.object({
  kind: z.enum(releaseKinds),
  letterhead: z.array(z.string()).max(20),
  unit: z.string().nullable(),
  reference: z.string().nullable(),
  kindText: z.string().optional(),
  title: z.string(),
  subtitle: z.string().optional(),
  blocks: z
    .array(
      z.object({
        type: z.enum(bodyBlockTypes),
        text: z.string(),
        level: z.int().min(0).max(9).optional(),
        number: z.int().optional(),
        marker: z.string().max(20).optional(),
      }),
    )
    .max(5000),
  dateline: z.object({ place: z.string(), date: z.iso.date(), text: z.string().optional() }).nullable(),
})

const Multilingual = z.object({
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  locales: z.partialRecord(z.enum(locales), Document),
  unofficial: z.boolean().optional(),
})

/** The artifacts of each format that can be asked for. */
const formats: Record<string, string[]> = {
  pdf: ['document.pdf', 'document-archive.pdf'],
  html: ['email.html'],
  text: ['email.txt'],
}

interface Options {
  edition: string
  format: string
  out: string
  style?: string
  set?: string
  layout?: OfficeStyle['layout']
  paper?: OfficeStyle['paper']
  cropMarks?: true
}

const oneOf = (flags: string, means: string, choices: readonly string[]) =>
  new Option(flags, means).choices(choices)

export const renderCommand = new Command('render')
  .description('renders a multilingual document into files')
  .argument('<file>', 'JSON: { slug, locales: { en: {…}, km: {…} } }, each as `parse` prints it')
  .requiredOption('--edition <locales>', 'the languages in their order, for example en+km')
  .option('--format <formats>', 'of pdf, html and text, divided by commas', 'pdf,html,text')
  .option('--style <file>', 'the style of an office, as JSON: letterhead, contact, colours and so on')
  .option('--set <name>', 'the set of templates: ministry or newsroom, or one of your own')
  .addOption(oneOf('--layout <layout>', 'how several languages share the pages', layouts))
  .addOption(oneOf('--paper <paper>', 'what it is printed on', papers))
  .option('--crop-marks', 'larger paper, with marks where it is cut')
  .option('--out <folder>', 'where the files go', 'out')
  .action(async (file: string, options: Options) => {
    const { edition, out, cropMarks } = options
    const document = Multilingual.safeParse(await readGivenJson(file))
    if (!document.success)
      throw new Refusal('file-unreadable', { path: file, reason: z.prettifyError(document.error) })
    const wanted = options.format.split(',').flatMap((format) => {
      const names = formats[format.trim()]
      if (!names) throw new Refusal('invalid-request', { detail: `--format ${format}` })
      return names
    })
    const { set, layout, paper } = options
    const own = await readStyle(options.style)
    const style = { ...own, ...(set && { set }), ...(layout && { layout }), ...(paper && { paper }) }
    const { files } = await renderEdition(document.data, parseEdition(edition), { style, cropMarks })
    await mkdir(out, { recursive: true })
    for (const { name, bytes } of files.filter((artifact) => wanted.includes(artifact.name))) {
      const path = join(out, `${document.data.slug}.${edition}.${name}`)
      await writeFile(path, bytes)
      process.stdout.write(`${path}\n`)
    }
  })
