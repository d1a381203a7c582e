/**
 * Everything that can go wrong, for minutes: CHAOS_SEED throws the same dice again, CHAOS_SECONDS says for how long. At the
 * end the books balance: every release published with its approvals and files, every message in the mailbox once.
 */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { verifyAudit } from '../../src/audit/verify.ts'
import {
  count,
  environmentOf,
  expectEverythingInItsPlace,
  expectOneMessageEach,
  freePort,
} from '../support/books.ts'
import { startOwnParts, startTroubledEngine, tamper } from '../support/chaos.ts'
import { openClocks } from '../support/clocks.ts'
import { openHttpTeam, takeThrough } from '../support/http-team.ts'
import { openOffice, queues } from '../support/office.ts'
import { bringAbout } from '../support/persistence.ts'
import { processNames, startProcesses } from '../support/processes.ts'
import { createRandom } from '../support/random.ts'
import { startTroubledMail } from '../support/trouble.ts'

const seed = Number(process.env.CHAOS_SEED || randomInt(1_000_000))
const seconds = Number(process.env.CHAOS_SECONDS || 180)
const titles = ['Guests', 'Visitors', 'Delegates', 'Envoys', 'Friends', 'Partners', 'Neighbours', 'Students']

describe.each(queues())('with the queue on %s', (queue) => {
  it(`for ${seconds} s of faults, the books balance at the end`, {
    timeout: (seconds + 900) * 1000,
  }, async () => {
    process.stdout.write(`chaos on ${queue}: CHAOS_SEED=${seed}\n`)
    const random = createRandom(seed)
    const parts = await startOwnParts(queue)
    const mail = await startTroubledMail(random, { refuses: 60, hangsUp: 80 })
    const engine = await startTroubledEngine(random)
    const office = await openOffice({
      settings: {
        databaseUrl: parts.databaseUrl,
        redisUrl: parts.redisUrl,
        smtpUrl: `smtp://${mail.host}:${mail.port}`,
        baseUrl: `http://127.0.0.1:${await freePort()}`,
      },
    })
    await office.person({ role: 'administrator', locale: null })
    const clocks = await openClocks()
    for (const name of processNames) await clocks?.set(name, 0)
    const processes = await startProcesses(
      {
        ...environmentOf(office),
        ENGINE: 'llm',
        LLM_URL: engine.url,
        LLM_MODEL: 'troubled',
        ENGINE_DEADLINE_SECONDS: '3',
      },
      clocks?.environmentOf,
    )
    onTestFinished(async () => {
      await processes.stop()
      await mail.close()
    })
    const team = await openHttpTeam(office, random, processes)

    const end = Date.now() + seconds * 1000
    const done = new Map<string, number>()
    const strike = async (what: keyof typeof faults) => {
      await faults[what]?.()
      done.set(what, (done.get(what) ?? 0) + 1)
    }
    const faults = {
      kill: async () => processes.kill(random.pick(processNames)),
      'kill two at once': async () => {
        for (const name of ['mail', random.pick(processNames)] as const) processes.kill(name)
      },
      'Postgres crashes': () => parts.crashPostgres(),
      'the queue is gone and forgets': () => parts.forgetQueue(office.deps),
      'no room for files': () => tamper(office.deps).fullDisk(random.between(500, 3000)),
      'a relay hands over twice, out of order': () => tamper(office.deps).handOverAgain(random),
      ...(clocks && {
        'a clock is set, by two hours at most': () =>
          clocks.set(random.pick(processNames), Math.round(random.between(-7200, 7200))),
      }),
    }
    const kinds = Object.keys(faults) as (keyof typeof faults)[]
    const trouble = (async () => {
      // Each kind at least once, in an order that the seed gives; then as it comes, mostly kills.
      const first = kinds.toSorted(() => random.between(-1, 1))
      while (Date.now() < end || first.length > 0) {
        await sleep(random.between(1500, 6000))
        await strike(first.pop() ?? (random.once(2) ? 'kill' : random.pick(kinds)))
      }
    })()
    let striking = true
    const released: string[] = []
    const takeReleases = async () => {
      while (striking || released.length < 4) {
        const slug = `release-${released.length}`
        await takeThrough(team, slug, titles[released.push(slug) % titles.length]!)
      }
    }
    const people = Promise.all([takeReleases(), takeReleases()])
    await trouble
    striking = false
    mail.calm()
    await people
    await bringAbout('every notice has left', async () => {
      const { rows } = await sql`select from notification where status in ('pending', 'sending')`.execute(
        office.deps.db,
      )
      return rows.length === 0
    })

    expect(processes.fallen).toEqual([])
    for (const kind of kinds) expect(done.get(kind), kind).toBeGreaterThan(0)
    const outcome = await expectEverythingInItsPlace(office, released)
    expectOneMessageEach(outcome, mail.taken)
    expect(await verifyAudit(office.deps.db)).toMatchObject({ whole: true })
    const told = {
      seed,
      faults: Object.fromEntries(done),
      engine: engine.answered(),
      releases: released.length,
      ...count(outcome),
    }
    process.stdout.write(`chaos on ${queue}: ${JSON.stringify(told)}\n`)
  })
})
