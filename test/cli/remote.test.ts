import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createApiKey } from '../../src/accounts/api-keys.ts'
import type { Person } from '../../src/accounts/permissions.ts'
import { startSink } from '../../src/mailing/sink.ts'
import { freshFolder, run } from '../support/cli.ts'
import { openOffice } from '../support/office.ts'
import { openTeam, publishable, releaseText } from '../support/release.ts'

/** A running Bayon with its people, and the command line of each. */
const openRemote = async () => {
  const sink = await startSink()
  onTestFinished(() => sink.close())
  const office = await openOffice({ settings: { smtpUrl: `smtp://${sink.host}:${sink.port}` } })
  await office.app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(office.app.server.address() as AddressInfo).port}`
  const team = await openTeam(office)
  const as = async ({ id }: Person) => {
    const { key } = await createApiKey(office.deps, id, { name: 'terminal', expiresAt: null })
    return (...args: string[]) => run(args, { env: { BASE_URL: url, API_KEY: key } })
  }
  return { sink, office, team, url, as }
}

it('a release goes from a file to sent mail by commands, and is never sent to others than were counted', async () => {
  const { sink, office, team, as } = await openRemote()
  await office.work('translate', 'review', 'render', 'mail')
  const readers = () => sink.messages.flatMap(({ to }) => (to.endsWith('@reader.example') ? [to] : [])).sort()
  const folder = await freshFolder()
  const [officer, publisher] = [await as(team.officer), await as(team.publisher)]

  const file = join(folder, 'guests.txt')
  await writeFile(file, releaseText('Guests'))
  const understood = await officer('submit', file, '--preview', '--json')
  expect(JSON.parse(understood.out).document.title).toContain('Guests')
  expect((await officer('status')).out).not.toContain('guests')
  const submitted = await officer('submit', file, '--slug', 'guests')
  expect(submitted).toEqual({ code: 0, err: '', out: 'guests\n' })
  expect((await officer('submit', file, '--slug', 'guests')).code).toBe(1)
  await publishable(office, team, 'guests')

  const lists = join(folder, 'readers.csv')
  await writeFile(
    lists,
    'email,edition,tags\na@reader.example,en+km,Press;tv\nb@reader.example,en,\nnobody,en,\n',
  )
  await office.deps.db.insertInto('mailing_list').values({ slug: 'press', name: 'Press' }).execute()
  const dry = await publisher('lists', 'import', 'press', lists)
  expect(dry.out).toMatch(/^new 2, .*invalid 1\nline 4: nobody: /)
  expect(dry.err).toContain('--yes')
  expect((await publisher('lists', 'show', '--json')).out).toContain('"subscribers": 0')
  expect((await publisher('lists', 'import', 'press', lists, '--yes')).code).toBe(0)

  const counted = await publisher('dispatch', 'count', 'guests', '--list', 'press')
  expect(counted.out).toMatch(/^2 candidates = 2 recipients \+ 0 left out\n/)
  const narrowed = await publisher('dispatch', 'count', 'guests', '--list', 'press', '--tag', 'tv', 'x')
  expect(narrowed.out).toMatch(/^1 candidates = 1 recipients/)
  expect((await publisher('dispatch', 'count', 'guests', '--correction', '--tag', 'tv')).err).toContain(
    '--list',
  )
  const others = await publisher('dispatch', 'order', 'guests', '--list', 'press', '--recipients', '3')
  expect(others).toMatchObject({ code: 1, out: '' })
  expect(others.err).toMatch(/\b2\b/)
  expect(readers()).toEqual([])
  const sent = await publisher(
    'dispatch',
    'order',
    'guests',
    '--list',
    'press',
    '--recipients',
    '2',
    '--watch',
  )
  expect(sent.out).toMatch(/^completed, 2 candidates = 2 recipients \+ 0 left out, sent 2$/m)
  expect(readers()).toEqual(['a@reader.example', 'b@reader.example'])

  const status = await publisher('status', 'guests')
  expect(status.out).toMatch(/^km +approved \d+\/\d+/m)
  expect(status.out).toMatch(/completed +press/)
})

it('what the server refuses, and a server that is not there, are told in a sentence', async () => {
  const { team, as, url } = await openRemote()
  const translator = await as(team.translator)
  expect((await translator('status', 'nothing')).err).toMatch(/^There is no release .*nothing/)
  expect(await translator('user', 'add', '--role', 'publisher')).toMatchObject({ code: 1, out: '' })
  const without = await run(['status'], { env: { BASE_URL: url } })
  expect(without).toMatchObject({ code: 1, out: '' })
  expect(without.err).toMatch(/^API_KEY: .*\/account\n$/)
  const nobody = await run(['status'], { env: { BASE_URL: 'http://127.0.0.1:1', API_KEY: 'bayon_x' } })
  expect(nobody.err).toMatch(/^http:\/\/127\.0\.0\.1:1 does not answer \(.+\)\n$/)
})
