/** One step of an exchange in a process of its own, so that its memory can be measured. Prints JSON. */
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDb, createPool } from '../../src/db/client.ts'
import { allUnits, importMemory } from '../../src/translation/interchange/import.ts'
import { readTbx, writeTbx } from '../../src/translation/interchange/tbx.ts'
import { readTermsCsv, writeTermsCsv } from '../../src/translation/interchange/terms-csv.ts'
import { type MemoryPair, readTmx, writeTmx } from '../../src/translation/interchange/tmx.ts'
import { readUnitsCsv, writeUnitsCsv } from '../../src/translation/interchange/units-csv.ts'
import type { ConceptEntry } from '../../src/translation/termbase.ts'

const [step = '', format = '', count = '0', path = '', url = ''] = process.argv.slice(2)

async function* pairs(): AsyncGenerator<MemoryPair> {
  for (let n = 0; n < Number(count); n++)
    yield {
      target: 'km',
      sourceText: `On ${n % 28} May ${1900 + (n % 200)}, **SOK Chenda** met guest number ${n} in Phnom Penh.`,
      targetText: `នៅថ្ងៃទី${n % 28} ខែឧសភា **សុខ ចិន្តា** បានជួបភ្ញៀវលេខ ${n} នៅរាជធានីភ្នំពេញ។`,
    }
}

async function* concepts(): AsyncGenerator<ConceptEntry> {
  for (let n = 0; n < Number(count); n++)
    yield {
      kind: 'phrase',
      terms: [
        { locale: 'en', text: `term number ${n}`, status: 'preferred' },
        { locale: 'km', text: `ពាក្យទី${n}`, status: 'preferred' },
      ],
      confirmed: ['km'],
    }
}

async function* chunks(pieces: AsyncIterable<string>) {
  let chunk = ''
  for await (const piece of pieces) {
    chunk += piece
    if (chunk.length < 65_536) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

const formats = {
  'memory.tmx': { write: () => writeTmx(pairs()), read: readTmx },
  'memory.csv': { write: () => writeUnitsCsv(pairs()), read: readUnitsCsv },
  'terms.tbx': { write: () => writeTbx(concepts()), read: readTbx },
  'terms.csv': { write: () => writeTermsCsv(concepts()), read: readTermsCsv },
}
const { write, read } = formats[format as keyof typeof formats]

const steps: Record<string, () => Promise<number>> = {
  async write() {
    await pipeline(Readable.from(chunks(write())), createWriteStream(path))
    return Number(count)
  },
  async read() {
    let entries = 0
    for await (const entry of read(createReadStream(path))) if ('value' in entry) entries++
    return entries
  },
  async import() {
    const pool = createPool(url)
    const { taken } = await importMemory(createDb(pool), readTmx(createReadStream(path)), 'bench')
    await pool.end()
    return taken
  },
  async export() {
    const pool = createPool(url)
    let entries = 0
    for await (const _ of writeTmx(allUnits(createDb(pool)))) entries++
    await pool.end()
    return entries
  },
}

const start = performance.now()
const entries = await steps[step]!()
const seconds = (performance.now() - start) / 1000
process.stdout.write(JSON.stringify({ entries, seconds, megabytes: process.resourceUsage().maxRSS / 1024 }))
