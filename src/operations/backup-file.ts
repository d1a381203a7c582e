import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { Refusal } from '../errors.ts'
import type { BackupHead } from './backup.ts'

const Head = z.object({
  bayon: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()).min(1),
  settings: z.record(z.string(), z.string()),
})

/** Says why a file is no backup, or no whole one. */
export const broken = (path: string, reason: string, cause?: unknown) =>
  new Refusal('backup-broken', { path, reason }, { cause })

/** The lines of a backup. @throws Refusal 'backup-broken'; the system's error where the file cannot be read */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const plain = createGunzip()
  // A stream that is piped does not hand its errors on.
  file.on('error', (error) => plain.destroy(error))
  file.pipe(plain)
  const lines = createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY })
  const failed = new Promise<never>((_, reject) => plain.on('error', reject))
  failed.catch(() => {})
  const each = lines[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await Promise.race([each.next(), failed])
      if (next.done) break
      yield next.value
    }
    // The end of the lines may come before the word that the file is damaged.
    await Promise.race([failed, Promise.resolve()])
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error
    throw broken(path, (error as Error).message, error)
  } finally {
    lines.close()
    file.destroy()
  }
}

/** What a backup says of itself. @throws Refusal 'backup-broken' */
export const readHead = async (path: string): Promise<BackupHead> => {
  for await (const line of linesOf(path)) return headOf(path, line)
  throw broken(path, 'it is empty')
}

const headOf = (path: string, line: string): BackupHead => {
  try {
    return Head.parse(JSON.parse(line))
  } catch (error) {
    throw broken(path, 'it does not begin as a backup', error)
  }
}
