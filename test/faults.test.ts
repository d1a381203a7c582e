import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { verifyAudit } from '../src/audit/verify.ts'
import { openHttpTeam, recipients, takeThrough } from './support/http-team.ts'
import { type Office, openOffice, queues } from './support/office.ts'
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

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const environmentOf = ({ deps: { config } }: Office): Record<string, string> => ({
  DATABASE_URL: config.databaseUrl,
  ...(config.redisUrl && { REDIS_URL: config.redisUrl }),
  QUEUE_PREFIX: config.queuePrefix,
  SECRET: config.secret,
  SMTP_URL: config.smtpUrl,
  BASE_URL: config.baseUrl,
  PORT: new URL(config.baseUrl).port,
  RECOVERY_SECONDS: '1',
  GATHER_MINUTES: '0',
  LOG_LEVEL: 'warn',
})

interface Leaving {
  id: string
  kind: string
  status: string
  dispatch: string
  to: string
}

/** Every release ended where it should; returns all that left, or may have. */
const expectEverythingInItsPlace = async (
  { deps: { db } }: Office,
  released: string[],
): Promise<Leaving[]> => {
  const { rows } = await sql<object>`
    select r.slug, r.status, d.status as dispatch, d.candidates,
      (select count(*) from revision v where v.release_id = r.id) as revisions,
      (select count(*) from translation t join revision v on v.id = t.revision_id
       join approval a on a.translation_id = t.id and a.voided_at is null
       where v.release_id = r.id and t.status = 'approved' and a.content_sha256 = content_sha256(t.id)) as approved,
      (select count(*) from edition e join revision v on v.id = e.revision_id
       where v.release_id = r.id and e.status = 'rendered') as rendered,
      (select count(*) from artifact f join edition e on e.id = f.edition_id join revision v on v.id = e.revision_id
       where v.release_id = r.id and f.approvals_sha256 = e.approvals_sha256) as artifacts
    from release r left join dispatch d on d.release_id = r.id order by r.slug`.execute(db)
  expect(rows).toEqual(
    [...released].sort().map((slug) => ({
      slug,
      status: 'published',
      dispatch: 'completed',
      candidates: recipients,
      revisions: 1,
      approved: 3,
      rendered: 6,
      // Four files an edition, and a page for the site of each language alone.
      artifacts: 6 * 4 + 3,
    })),
  )
  const { rows: leaving } = await sql<Leaving>`
    select id::text, 'delivery' as kind, status, dispatch_id::text as dispatch, email as to from delivery
    union all
    -- What was cancelled before it left is in no mail; what left together is one.
    select distinct n.mail_id::text, 'notification', n.status, '', p.email
    from notification n join person p on p.id = n.person_id where n.mail_id is not null and n.status <> 'cancelled'
  `.execute(db)
  expect(leaving.filter(({ kind }) => kind === 'delivery')).toHaveLength(recipients * released.length)
  return leaving
}

/** What is sent is in the mailbox once; what is uncertain, once or not at all; and nothing else is there. */
const expectOneMessageEach = (leaving: Leaving[], taken: string[]) => {
  const messages = Map.groupBy(taken, (message) => /^Message-ID: <([^@]+)@/im.exec(message)?.[1] ?? 'unknown')
  const wrong = leaving.filter(({ id, status }) => {
    const copies = messages.get(id)?.length ?? 0
    return status === 'sent' ? copies !== 1 : !(status === 'uncertain' && copies <= 1)
  })
  expect(wrong).toEqual([])
  const known = new Set(leaving.map(({ id }) => id))
  expect([...messages.keys()].filter((id) => !known.has(id))).toEqual([])
}

const count = (leaving: Leaving[]) =>
  Object.fromEntries(
    [...Map.groupBy(leaving, ({ kind, status }) => `${kind} ${status}`)].map(([key, some]) => [
      key,
      some.length,
    ]),
  )
