import { createServer } from 'node:net'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { recipients } from './http-team.ts'
import type { Office } from './office.ts'

/** A port that nobody listens on. */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** The settings of an office's processes. */
export const environmentOf = ({ deps: { config } }: Office): Record<string, string> => ({
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

export interface Leaving {
  id: string
  kind: string
  status: string
  dispatch: string
  to: string
}

/** Every release ended where it should; returns all that left, or may have. */
export const expectEverythingInItsPlace = async (
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
export const expectOneMessageEach = (leaving: Leaving[], taken: string[]) => {
  const messages = Map.groupBy(taken, (message) => /^Message-ID: <([^@]+)@/im.exec(message)?.[1] ?? 'unknown')
  const wrong = leaving.filter(({ id, status }) => {
    const copies = messages.get(id)?.length ?? 0
    return status === 'sent' ? copies !== 1 : !(status === 'uncertain' && copies <= 1)
  })
  expect(wrong).toEqual([])
  const known = new Set(leaving.map(({ id }) => id))
  expect([...messages.keys()].filter((id) => !known.has(id))).toEqual([])
}

/** How many stand where. */
export const count = (leaving: Leaving[]) =>
  Object.fromEntries(
    [...Map.groupBy(leaving, ({ kind, status }) => `${kind} ${status}`)].map(([key, some]) => [
      key,
      some.length,
    ]),
  )
