import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, inject, it, onTestFinished } from 'vitest'
import { listSettings, loadConfig } from '../../src/config.ts'
import { freePort } from '../support/books.ts'
import { emptyDatabase } from '../support/database.ts'
import { until } from '../support/office.ts'
import { root } from '../support/postgres.ts'

const known = new Set(listSettings({}).map(({ name }) => name))
const compose = await readFile(join(root, 'docker-compose.yml'), 'utf8')

/** The settings of compose's processes, with what `.env` has. */
const composeSettings = (env: Record<string, string>): Record<string, string> => {
  const block = /environment: &settings\n((?: {4}.*\n)+)/.exec(compose)![1]!
  return Object.fromEntries(
    [...block.matchAll(/^ {4}(\w+): (.*)$/gm)].map(([, name, value]) => [
      name,
      value!.replace(/\$\{(\w+):[-?]([^}]*)\}/g, (_, variable, otherwise) => env[variable] ?? otherwise),
    ]),
  )
}

/** What each process of compose is told to do, by the name of its service. */
const commands = Object.fromEntries(
  [...compose.matchAll(/^ {2}(\w+):\n {4}<<: \*\w+\n {4}command: \[(.*)\]$/gm)].map(([, name, list]) => [
    name!,
    list!.split(', '),
  ]),
)

it('the processes of docker-compose.yml start on an empty database by its settings alone, and end in good order', {
  timeout: 180_000,
}, async () => {
  const settings = {
    ...composeSettings({ SECRET: 'the secret of an office, 32 characters' }),
    // Other places than in containers.
    DATABASE_URL: await emptyDatabase(),
    REDIS_URL: inject('redisUrl') ?? '',
    METRICS_HOST: '127.0.0.1',
  }
  expect(Object.keys(settings).filter((name) => !known.has(name))).toEqual([])
  expect(Object.keys(commands)).toEqual(['web', 'translate', 'review', 'render', 'mail'])
  const processes = await Promise.all(
    Object.entries(commands).map(async ([name, command]) => {
      const port = String(await freePort())
      const child = spawn(process.execPath, ['src/cli/main.ts', ...command], {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          ...settings,
          METRICS_PORT: port,
          PORT: String(await freePort()),
          QUEUE_PREFIX: 'deploy',
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      onTestFinished(() => void child.kill('SIGKILL'))
      return { name, child, ready: `http://127.0.0.1:${port}/ready` }
    }),
  )
  for (const { name, ready } of processes)
    await until(
      () =>
        fetch(ready).then(
          ({ ok }) => ok,
          () => false,
        ),
      `${name} is ready`,
      120,
    )
  for (const { name, child } of processes) {
    child.kill('SIGTERM')
    expect([name, ...(await once(child, 'exit'))]).toEqual([name, 0, null])
  }
})

it('the example of settings for systemd is taken as it stands, and its units start what compose starts', async () => {
  const env = parseEnv(await readFile(join(root, 'ops/systemd/bayon.env.example'), 'utf8'))
  expect(Object.keys(env).filter((name) => !known.has(name))).toEqual([])
  expect(loadConfig(env).mailFrom).toMatchObject({ name: 'Press Office', address: 'press@example.org' })

  const read = (name: string) => readFile(join(root, 'ops/systemd', name), 'utf8')
  const wanted = /^Wants=(.*)$/m.exec(await read('bayon.target'))![1]!.split(' ')
  const started = await Promise.all(
    wanted.map(async (unit) => {
      const [, name, instance] = /^(.*?@?)([^@]*)\.service$/.exec(unit)!
      const file = name!.endsWith('@') ? `${name}.service` : unit
      const line = /^ExecStart=.*main\.ts (.*)$/m.exec(await read(file))![1]!
      return line.replace('%i', instance!).split(' ')
    }),
  )
  expect(started.sort()).toEqual(Object.values(commands).sort())
})

const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0

it.skipIf(!has('systemd-analyze', '--version'))('systemd finds no fault with the units', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bayon-units-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp(join(root, 'ops/systemd'), folder, { recursive: true })
  for (const [from, to] of [
    ['bayon-web.service', 'bayon-web.service'],
    ['bayon-worker@.service', 'bayon-worker@mail.service'],
  ] as const) {
    const unit = await readFile(join(folder, from), 'utf8')
    await writeFile(join(folder, to), unit.replaceAll('/opt/bayon/node_modules/.bin/node', process.execPath))
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', join(folder, to)], {
      encoding: 'utf8',
    })
    expect([to, stderr, status]).toEqual([to, '', 0])
  }
})

const composers = [['docker', 'compose'], ['docker-compose']].filter(([command, ...rest]) =>
  has(command!, ...rest, 'version'),
)

it.skipIf(composers.length === 0)('compose takes its file, and asks for SECRET', () => {
  const [command, ...rest] = composers[0]!
  const ask = (env: Record<string, string>) =>
    spawnSync(command!, [...rest, 'config', '-q'], {
      cwd: root,
      env: { PATH: process.env.PATH!, ...env },
      encoding: 'utf8',
    })
  expect(ask({ SECRET: 'x'.repeat(32) })).toMatchObject({ status: 0 })
  expect(ask({}).stderr).toMatch(/SECRET.*set it to 32 characters or more/s)
})
