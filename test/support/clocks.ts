import { globSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { ProcessName } from './processes.ts'

const [library] = globSync('/usr/lib/*/faketime/libfaketime.so.1')

/**
 * Clocks of processes that can be set while they run, each by itself (Debian's libfaketime); null where it is not installed. As
 * where a clock is set in earnest, what counts from the start of the machine goes on unmoved: timers do not jump.
 */
export const openClocks = async () => {
  if (!library) return null
  const folder = await mkdtemp(join(tmpdir(), 'bayon-clocks-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const fileOf = (name: ProcessName) => join(folder, name)
  const set = (name: ProcessName, seconds: number) =>
    writeFile(fileOf(name), `${seconds < 0 ? '' : '+'}${seconds}`)
  return {
    set,
    environmentOf: (name: ProcessName): Record<string, string> => ({
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: fileOf(name),
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    }),
  }
}
