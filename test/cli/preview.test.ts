import { type ChildProcess, spawn } from 'node:child_process'
import { cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { freshFolder } from '../support/cli.ts'
import { until } from '../support/office.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A copy of Bayon with a third set of templates, in which a test may break things. */
const ownCopy = async () => {
  const folder = await freshFolder()
  for (const part of ['src', 'templates', 'locales', 'package.json'])
    await cp(join(root, part), join(folder, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const set = join(folder, 'templates/sets/third')
  await cp(join(folder, 'templates/sets/newsroom'), set, { recursive: true })
  return { folder, set }
}

const preview = (folder: string): Promise<string> => {
  const args = [join(folder, 'src/cli/main.ts'), 'preview', 'third', '--edition', 'en', '--port', '0']
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGTERM'))
  return new Promise((resolve) => child.stdout!.once('data', (line) => resolve(String(line).trim())))
}

it('a third set is shown, again when it changes, and what is wrong with it has a line and a column', {
  timeout: 240_000,
}, async () => {
  const { folder, set } = await ownCopy()
  const url = await preview(folder)
  const ask = async (name: string) => (await fetch(url + name)).text()
  expect(await ask('pictures')).toContain('<svg')
  expect(await ask('email')).toContain('PRESS RELEASE')

  /** Breaks a file, waits until the preview says so, and mends it. */
  const broken = async (file: string, change: (source: string) => string) => {
    const path = join(set, file)
    const source = await readFile(path, 'utf8')
    await writeFile(path, change(source))
    const problem = await until(async () => (await ask('problem')) || undefined, `${file} is found broken`)
    await writeFile(path, source)
    await until(async () => (await ask('problem')) === '', `${file} is whole again`)
    return problem
  }
  const atLine = (n: number, text: string) => (source: string) =>
    source
      .split('\n')
      .toSpliced(n - 1, 0, text)
      .join('\n')
  expect(await broken('document.typ', atLine(3, '#let wrong = 1 + ['))).toMatch(/third\/document\.typ:3:\d+/)
  expect(await broken('email.mjml', atLine(4, '    <mj-nonsense />'))).toMatch(/third\/email\.mjml:4:5/)
  expect(await broken('email.mjml', atLine(4, '    {% nonsense %}'))).toMatch(/third\/email\.mjml:4:5/)
  expect(await broken('page.liquid', atLine(2, '  {{ part.title | nonsense }}'))).toMatch(
    /third\/page\.liquid:2:\d+/,
  )
  expect(await broken('set.json', (source) => source.replace('"size": 10,', '"size": 1000,'))).toMatch(
    /third\/set\.json:6:\d+.*size/,
  )
})
