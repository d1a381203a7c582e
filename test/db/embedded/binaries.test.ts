import { lstatSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyBinaries, packagedBinaries } from '../../../src/db/embedded/binaries.ts'
import { setUp } from '../../support/postgres.ts'

const context = setUp()

test('a copy of the binaries is whole, once, and nobody else can write in it', async () => {
  const packaged = await packagedBinaries()
  const parent = join(context.folder, 'copies')
  const [one, other] = await Promise.all([copyBinaries(packaged, parent), copyBinaries(packaged, parent)])
  expect(other).toBe(one)
  expect(await readdir(parent)).toHaveLength(1)
  const names = (await readdir(packaged.folder, { recursive: true })).sort()
  expect((await readdir(one, { recursive: true })).sort()).toEqual(names)
  for (const name of names) {
    const copied = lstatSync(join(one, name))
    if (!copied.isSymbolicLink()) expect(copied.mode & 0o777 & ~0o755).toBe(0)
    if (copied.isFile()) expect(copied.size).toBe(lstatSync(join(packaged.folder, name)).size)
  }
  const { ino } = lstatSync(one)
  expect(lstatSync(await copyBinaries(packaged, parent)).ino).toBe(ino)
})

test('what a killed copying left is removed by the next', async () => {
  const packaged = await packagedBinaries()
  const parent = join(context.folder, 'copies')
  // A process that started at boot with the highest number lives nowhere.
  await mkdir(join(parent, 'copy-4194304-1-abcdef'), { recursive: true })
  const copy = await copyBinaries(packaged, parent)
  expect((await readdir(parent)).map((name) => join(parent, name))).toEqual([copy])
  await rm(parent, { recursive: true })
})
