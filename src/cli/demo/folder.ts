import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../errors.ts'

const mark = '.bayon-demo'

/**
 * Makes an empty folder for what comes out of a demo. What an earlier demo left there goes; other people's files never.
 * @throws Refusal 'folder-taken'
 */
export const emptyFolder = async (folder: string): Promise<void> => {
  const inside = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[]
    throw new Refusal('folder-taken', { folder }, { cause: error })
  })
  if (inside.length > 0 && !inside.includes(mark)) throw new Refusal('folder-taken', { folder })
  // The mark last, so that a demo which is killed here can be followed by another.
  for (const name of inside.filter((name) => name !== mark))
    await rm(join(folder, name), { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, mark), '')
}
