/**
 * Runs the benchmarks of this folder, or those that are named, and keeps what they found in results.md. Each file
 * beside this one is a benchmark: it exports `benchmark`, and its name is the file's.
 */
import { readdirSync } from 'node:fs'
import type { Benchmark } from './support/model.ts'
import { keep, sectionOf } from './support/results.ts'

const known = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'main.ts')
  .map((entry) => entry.name.slice(0, -'.ts'.length))
  .sort()

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`No benchmark named ${unknown.join(', ')}. There are: ${known.join(', ')}\n`)
  process.exit(2)
}

for (const name of asked.length > 0 ? asked : known) {
  process.stderr.write(`${name} …\n`)
  const { benchmark }: { benchmark: Benchmark } = await import(`./${name}.ts`)
  const section = sectionOf(name, benchmark, await benchmark.run())
  await keep(name, section)
  process.stdout.write(`\n${section}\n`)
}
