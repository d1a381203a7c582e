import { readFile, writeFile } from 'node:fs/promises'
import { describeMachine } from './machine.ts'
import type { Benchmark, Result } from './model.ts'

const file = new URL('../results.md', import.meta.url)

const intro = `# What it costs

Written by \`npm run bench\`, or \`npm run bench -- pdf smtp\` for some sections; the others stay as they were.

Read the ratios. Times are of one machine on one day, perhaps a busy one. Each section sets Bayon beside something else that ran in
the same minutes: a peer that does the same, or the bare minimum without which nothing would be done at all. They took turns, and
a figure is the median of its turns.
`

/** Aligned as the formatter has it. */
const tableOf = (rows: Result['rows']): string => {
  const columns = Object.keys(rows[0] ?? {})
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))]
  const widths = columns.map((_, at) => Math.max(3, ...lines.map((cells) => cells[at]!.length)))
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`
  const [head, ...body] = lines.map(line)
  return [head, line(widths.map((width) => '-'.repeat(width))), ...body].join('\n')
}

/** A section of the results, headed by the benchmark's name. */
export const sectionOf = (name: string, { title }: Benchmark, { rows, how }: Result): string =>
  `## ${name}: ${title}\n\n${tableOf(rows)}\n\n${how}\n\n${describeMachine()}\n`

/** Writes a section into results.md, in the place of an older one of the same name. */
export const keep = async (name: string, section: string): Promise<void> => {
  const old = await readFile(file, 'utf8').catch(() => '')
  const all = new Map(
    old
      .split(/^(?=## )/m)
      .slice(1)
      .map((section) => [/^## ([\w-]+)/.exec(section)?.[1] ?? '', `${section.trimEnd()}\n`]),
  )
  all.set(name, section)
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, section]) => section)
  await writeFile(file, [intro, ...sorted].join('\n'))
}
