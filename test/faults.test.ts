import { randomInt } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { verifyAudit } from '../src/audit/verify.ts'
import {
  count,
  environmentOf,
  expectEverythingInItsPlace,
  expectOneMessageEach,
  freePort,
} from './support/books.ts'
import { openHttpTeam, takeThrough } from './support/http-team.ts'
import { openOffice, queues } from './support/office.ts'
import { bringAbout } from './support/persistence.ts'
import { processNames, startProcesses } from './support/processes.ts'
import { createRandom } from './support/random.ts'
import { startTrouble, startTroubledMail } from './support/trouble.ts'

/** SIGKILLs in one run, at least. */
const KILLS = 50
/** FAULT_SEED throws the same dice again; what they hit still depends on the machine. */
const seed = Number(process.env.FAULT_SEED || randomInt(1_000_000))

const titles = ['Guests', 'Visitors', 'Delegates', 'Envoys', 'Friends', 'Partners', 'Neighbours', 'Students']

describe.each(queues())('with the queue on %s', (queue) => {
  it(`processes are killed ${KILLS} times and the queue forgets: nothing is lost and nobody mailed twice`, {
    timeout: 900_000,
  }, async () => {
    process.stdout.write(`faults on ${queue}: FAULT_SEED=${seed}\n`)
    const random = createRandom(seed)
    const mail = await startTroubledMail(random)
    const office = await openOffice({
      queue,
      settings: {
        smtpUrl: `smtp://${mail.host}:${mail.port}`,
        baseUrl: `http://127.0.0.1:${await freePort()}`,
      },
    })
    const { deps } = office
    // Without one, each start of the server would end every open invitation and make the first one anew.
    await office.person({ role: 'administrator', locale: null })
    const processes = await startProcesses(environmentOf(office))
    onTestFinished(async () => {
      await processes.stop()
      await mail.close()
    })
    const team = await openHttpTeam(office, random, processes)
    const trouble = await startTrouble(office, random, processes, KILLS)
    mail.trouble = trouble.strike

    const released: string[] = []
    const takeReleases = async () => {
      while (trouble.kills() < KILLS || !trouble.wiped() || released.length < 4) {
        const slug = `release-${released.length}`
        const title = titles[released.push(slug) % titles.length]!
        await takeThrough(team, slug, title)
      }
    }
    await Promise.all([takeReleases(), takeReleases()])
    await trouble.stop()
    mail.trouble = () => {}
    await bringAbout('every notice has left', async () => {
      const waiting = await deps.db
        .selectFrom('notification')
        .select('id')
        .where('status', 'in', ['pending', 'sending'])
        .execute()
      return waiting.length === 0
    })
    expect(processes.fallen).toEqual([])
    expect(trouble.kills()).toBeGreaterThanOrEqual(KILLS)
    expect(trouble.wiped()).toBe(true)
    const kills = Object.fromEntries(processes.kills)
    for (const name of processNames) expect(kills[name]).toBeGreaterThan(0)

    const outcome = await expectEverythingInItsPlace(office, released)
    expectOneMessageEach(outcome, mail.taken)
    expect(await verifyAudit(deps.db)).toMatchObject({ whole: true })
    process.stdout.write(
      `faults on ${queue}: ${JSON.stringify(kills)}, ${released.length} releases, ${JSON.stringify(count(outcome))}\n`,
    )
  })
})
