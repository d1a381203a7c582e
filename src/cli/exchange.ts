import { createReadStream, createWriteStream } from 'node:fs'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { loadConfig } from '../config.ts'
import { createDeps, type Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { inChunks } from '../http/download.ts'
import { text } from '../i18n.ts'
import { sourceLocale } from '../language/model.ts'
import type { ImportReport } from '../translation/interchange/import.ts'
import { openDatabase } from './database.ts'

/** Runs a command's work with a database, closed afterwards. */
export const withDeps = async <T>(work: (deps: Deps) => Promise<T>): Promise<T> => {
  const database = await openDatabase(loadConfig())
  const deps = createDeps(database.config)
  try {
    return await work(deps)
  } finally {
    await deps.close()
    await database.close()
  }
}

/** What a table has for a file's ending. @throws Refusal 'invalid-request' naming the endings */
export const byEnding = <T>(table: Record<string, T>, path: string): T => {
  const found = table[extname(path).toLowerCase()]
  if (!found) throw new Refusal('invalid-request', { detail: `${path}: ${Object.keys(table).join(', ')}` })
  return found
}

/** A file's bytes in a stream. @throws Refusal 'file-unreadable' */
export async function* streamFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new Refusal('file-unreadable', { path, reason: error.message }, { cause: error })
  }
}

/** Writes a stream of text into a file. */
export const writeStream = (pieces: AsyncIterable<string>, path: string): Promise<void> =>
  pipeline(Readable.from(inChunks(pieces)), createWriteStream(path))

const say = (key: string, params = {}) => text(sourceLocale, `interchange:${key}`, params)

/** Prints what became of an import; what was left out goes to standard error, each with its line. */
export const tellImport = (report: ImportReport): void => {
  const { taken, known, left, problems } = report
  for (const { line, code, params } of problems)
    process.stderr.write(`${say('line', { line, problem: say(`problem.${code}`, params) })}\n`)
  if (left > problems.length) process.stderr.write(`${say('more', { count: left - problems.length })}\n`)
  process.stdout.write(`${say('imported', { taken, known, left })}\n`)
}
