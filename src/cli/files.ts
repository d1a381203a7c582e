import { readFile, stat } from 'node:fs/promises'
import { Refusal } from '../errors.ts'

const LIMIT = 20 * 1024 * 1024

/** Reads a file that somebody named. @throws Refusal 'file-unreadable' with the reason */
export const readGivenFile = async (path: string): Promise<Buffer> => {
  try {
    const { size } = await stat(path)
    if (size > LIMIT) throw new Error(`${size} bytes are more than ${LIMIT}`)
    return await readFile(path)
  } catch (error) {
    throw new Refusal('file-unreadable', { path, reason: (error as Error).message }, { cause: error })
  }
}

/** Reads a JSON file that somebody named. @throws Refusal 'file-unreadable' with the place of the mistake */
export const readGivenJson = async (path: string): Promise<unknown> => {
  const content = await readGivenFile(path)
  try {
    return JSON.parse(content.toString('utf8'))
  } catch (error) {
    throw new Refusal('file-unreadable', { path, reason: (error as Error).message }, { cause: error })
  }
}
