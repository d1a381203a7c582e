import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { mkdir, readdir, watch, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startPostgres } from '../../../src/db/embedded.ts'
import { ask, kill, leftoversOf, lives, serverOf, setUp, until } from '../../support/postgres.ts'

const context = setUp()

describe('when a process is killed', () => {
  test('its server ends, and the next start finds all that was committed', async () => {
    const { process, running } = context.child([context.dataDir])
    const { url } = await running()
    await ask(url!, 'create table kept (id int)')
    const pid = (await serverOf(context.dataDir))!
    await kill(process)
    await until(() => !lives(pid))
    const again = await startPostgres({ dataDir: context.dataDir })
    expect(await ask(again.url, 'select count(*)::int from kept')).toEqual([{ count: 0 }])
    await again.stop()
    expect(await leftoversOf(process.pid!)).toEqual([])
  })

  test('a start at the very next moment works too, with clients still at work', async () => {
    const { process, running } = context.child([context.dataDir])
    const { url } = await running()
    const busy = ask(url!, 'select pg_sleep(600)').catch((error: Error) => error.message)
    await until(
      async () => (await ask(url!, "select from pg_stat_activity where query ~ 'sleep.600'")).length > 0,
    )
    await kill(process)
    const again = await startPostgres({ dataDir: context.dataDir })
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await busy).toMatch(/terminat/)
    await again.stop()
  })

  test('in the middle of making the cluster, nothing half-made stays', async () => {
    await mkdir(dirname(context.dataDir), { recursive: true })
    const { process } = context.child([context.dataDir])
    for await (const { filename } of watch(dirname(context.dataDir))) if (filename?.includes('.new-')) break
    await kill(process)
    expect(existsSync(context.dataDir)).toBe(false)
    const again = await startPostgres({ dataDir: context.dataDir })
    await again.stop()
    expect(await readdir(dirname(context.dataDir))).toEqual(['postgres'])
  })

  test('while the server comes up, the server ends and the next start works', async () => {
    const { process, heard } = context.child([context.dataDir])
    await heard((said) => said.log?.includes('starting PostgreSQL'))
    await kill(process)
    const again = await startPostgres({ dataDir: context.dataDir })
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })

  test('and the server with it, the next start works', async () => {
    const { process, running } = context.child([context.dataDir])
    await running()
    globalThis.process.kill((await serverOf(context.dataDir))!, 'SIGKILL')
    await kill(process)
    const again = await startPostgres({ dataDir: context.dataDir })
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })

  test('and its number goes to another process, the dead lock does not stop the next start', async () => {
    await (await startPostgres({ dataDir: context.dataDir })).stop()
    // Postgres heeds a process of its own account alone.
    const { uid, gid } = statSync(context.dataDir)
    const other = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid, gid, stdio: 'ignore' } : {})
    context.children.push(other)
    const stale = [other.pid, context.dataDir, 1, 5432, '/tmp/bayon-1-1-abcdef', '', '1 1', 'ready   ', '']
    await writeFile(join(context.dataDir, 'postmaster.pid'), stale.join('\n'))
    const again = await startPostgres({ dataDir: context.dataDir })
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.stop()
  })
})

test('Ctrl-C in the terminal leaves time to finish before the server ends', async () => {
  const { process, heard, running } = context.child([context.dataDir])
  await running()
  const pid = (await serverOf(context.dataDir))!
  globalThis.process.kill(-process.pid!, 'SIGINT')
  expect(await heard((said) => said.alive)).toEqual({ alive: 1 })
  expect(lives(pid)).toBe(false)
})
