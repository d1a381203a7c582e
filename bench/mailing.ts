/** What a dispatch costs as its audience grows: the file taken in, the freeze, memory while sending, and to be stopped. */
import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { cancelDeliveries } from '../src/mailing/cancel.job.ts'
import { type Move, moveDispatch } from '../src/mailing/dispatch.ts'
import { freezeDispatch } from '../src/mailing/freeze.job.ts'
import { createList } from '../src/mailing/lists.ts'
import { startWorking } from '../src/process.ts'
import { openList, order } from './support/audience.ts'
import { time } from './support/measure.ts'
import type { Benchmark, Result } from './support/model.ts'
import { type Office, openOffice } from './support/office.ts'
import { publishable } from './support/release.ts'
import { startSink } from './support/sink.ts'

const few = 1000
const many = 1_000_000
/** Of the large dispatch, how long its sending is watched, in s; the small one is watched to its end. */
const watched = 120

/** What is promised: seconds, megabytes. */
const allowed = { import: 120, importMemory: 300, freeze: 60, memory: 50, stop: 1 }

const child = new URL('./support/mailing-child.ts', import.meta.url).pathname

interface Taken {
  seconds: number
  megabytes: number
}

function* lines() {
  yield 'email,name,language,edition\n'
  for (let n = 0; n < many; n++)
    yield `reader.${n}@domain-${n % 500}.example,Reader ${n},${['en', 'km', 'ja'][n % 3]},en+km\n`
}

const begin = (...args: string[]) => {
  const process = spawn(globalThis.process.execPath, [child, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { taken: json(process.stdout) as Promise<Taken>, stop: () => process.kill('SIGTERM') }
}

const countSent = async ({ deps }: Office, id: string) => {
  const { sent } = await deps.db
    .selectFrom('delivery')
    .select(({ fn }) => fn.countAll<number>().as('sent'))
    .where('dispatch_id', '=', id)
    .where('status', '=', 'sent')
    .executeTakeFirstOrThrow()
  return sent
}

/** In s, from the wish to when nothing of the dispatch is on its way any more. */
const stopped = async (office: Office, id: string, move: Move) => {
  const ms = await time(async () => {
    await moveDispatch(office.deps, office.publisher.id, id, move)
    const isSending = () =>
      office.deps.db
        .selectFrom('delivery')
        .select('id')
        .where('dispatch_id', '=', id)
        .where('status', '=', 'sending')
        .executeTakeFirst()
    while (await isSending()) await sleep(5)
  })
  return ms / 1000
}

export const benchmark: Benchmark = {
  title: `an audience of ${many.toLocaleString('en')}`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bayon-mailing-'))
    const sink = await startSink()
    const office = await openOffice({ smtpUrl: sink.url })
    const { deps, publisher } = office
    const { databaseUrl } = deps.config
    const working = await startWorking(deps, ['translate', 'review', 'render'])
    const rows: Result['rows'] = []
    const tell = (what: string, value: number, unit: string, most: number) => {
      if (value > most) process.exitCode = 1
      rows.push({
        what,
        measured: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
        promised: `${most} ${unit}`,
      })
    }
    const deliver = (id: string) => begin('deliver', databaseUrl, sink.url, '', id)
    try {
      await publishable(office, 0)
      await openList(office, 'few', ['en', 'km'], few)
      const small = await order(office, 0, ['few'])
      await freezeDispatch.run(deps, small.id)
      const ofFew = await deliver(small.id).taken

      const path = join(folder, 'readers.csv')
      await pipeline(Readable.from(lines()), createWriteStream(path))
      await createList(deps, publisher.id, { slug: 'many', name: 'many' })
      const taken = await begin('import', databaseUrl, sink.url, publisher.id, 'many', path).taken
      tell('a CSV file taken in', taken.seconds, 's', allowed.import)
      tell('memory of that process', taken.megabytes, 'MB', allowed.importMemory)

      const { id } = await order(office, 0, ['many'])
      tell(
        'the audience frozen',
        (await time(() => freezeDispatch.run(deps, id))) / 1000,
        's',
        allowed.freeze,
      )

      const first = deliver(id)
      await sleep(watched * 1000)
      tell('paused while it is sent', await stopped(office, id, 'pause'), 's', allowed.stop)
      const ofMany = await first.taken
      const sent = await countSent(office, id)
      tell(
        `memory of sending, over that of a dispatch to ${few.toLocaleString('en')}`,
        ofMany.megabytes - ofFew.megabytes,
        'MB',
        allowed.memory,
      )
      await moveDispatch(deps, publisher.id, id, 'resume')
      const second = deliver(id)
      const resumed = await time(async () => {
        while ((await countSent(office, id)) === sent) await sleep(5)
      })
      // The process has to start first.
      rows.push({
        what: 'resumed, by a new process',
        measured: `${(resumed / 1000).toFixed(2)} s`,
        promised: '',
      })
      tell('cancelled while it is sent', await stopped(office, id, 'cancel'), 's', allowed.stop)
      await second.taken
      const marked = (await time(() => cancelDeliveries.run(deps, id))) / 1000
      rows.push({
        what: 'each delivery called cancelled, later',
        measured: `${marked.toFixed(0)} s`,
        promised: '',
      })
      return {
        rows,
        how:
          `One process each. ${sent.toLocaleString('en')} of the messages were sent in ${watched} s, ` +
          `${Math.round(ofFew.megabytes)} MB were the most that the small dispatch needed, ${Math.round(ofMany.megabytes)} MB the large one.`,
      }
    } finally {
      await working.close()
      await office.close()
      await sink.close()
      rmSync(folder, { recursive: true })
    }
  },
}
