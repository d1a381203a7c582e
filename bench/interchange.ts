/** What a memory of a million units and a large termbase cost on their way out and in: time, and memory of the process. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '../src/db/client.ts'
import { startTemporaryPostgres } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'

const units = Number(process.env.BENCH_UNITS ?? 1_000_000)
const concepts = units / 5
const stored = units / 20
const allowed = 300

const child = new URL('./support/exchange-child.ts', import.meta.url).pathname

const run = (...args: (string | number)[]): { entries: number; seconds: number; megabytes: number } =>
  JSON.parse(execFileSync(process.execPath, [child, ...args.map(String)], { encoding: 'utf8' }))

export const benchmark = {
  title: 'a million units out and in',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bayon-exchange-'))
    const server = await startTemporaryPostgres()
    const rows: Record<string, string | number>[] = []
    const step = (what: string, count: number, ...args: (string | number)[]) => {
      const { entries, seconds, megabytes } = run(...args)
      if (entries < count) throw new Error(`${what}: ${entries} of ${count}`)
      if (megabytes > allowed) process.exitCode = 1
      rows.push({
        what,
        entries: count,
        seconds: seconds.toFixed(1),
        'entries a second': Math.round(count / seconds),
        'memory, MB': Math.round(megabytes),
        [`within ${allowed} MB`]: megabytes <= allowed ? 'yes' : 'NO',
      })
    }
    try {
      for (const [format, count] of [
        ['memory.tmx', units],
        ['memory.csv', units],
        ['terms.tbx', concepts],
        ['terms.csv', concepts],
      ] as const) {
        const path = join(folder, format)
        step(`write ${format}`, count, 'write', format, count, path)
        const size = Math.round(statSync(path).size / 1_000_000)
        step(`read ${format}, ${size} MB`, count, 'read', format, count, path)
        rmSync(path)
      }
      const pool = createPool(server.url)
      await migrate(pool)
      await pool.end()
      const path = join(folder, 'stored.tmx')
      run('write', 'memory.tmx', stored, path)
      step('memory.tmx into Postgres, indexed', stored, 'import', 'memory.tmx', stored, path, server.url)
      step('Postgres into TMX', stored, 'export', 'memory.tmx', stored, path, server.url)
    } finally {
      await server.stop()
      rmSync(folder, { recursive: true })
    }
    return {
      rows,
      how: 'Each step in a process of its own; memory is the most that it ever held (maximum resident set).',
    }
  },
}

if (import.meta.main) console.table((await benchmark.run()).rows)
