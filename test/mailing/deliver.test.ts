import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cancelDeliveries } from '../../src/mailing/cancel.job.ts'
import { CONNECTIONS } from '../../src/mailing/deliver.job.ts'
import { getDispatch, moveDispatch } from '../../src/mailing/dispatch.ts'
import { openLease, recoverLost } from '../../src/mailing/lease.ts'
import { claimDeliveries } from '../../src/mailing/queries.ts'
import { unsubscribe, unsubscribeUrl } from '../../src/mailing/unsubscribe.ts'
import { editTargets } from '../../src/review/edit.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { createGate, openMailRoom } from '../support/mail-room.ts'
import { until } from '../support/office.ts'
import { setEmbargo } from '../support/release.ts'
import { type Answer, drop, type Moment } from '../support/smtp.ts'

/** As many as one process has on their way at a time. */
const thirteen = [...'abcdefghijklm']

const tally = (statuses: Record<string, string>) =>
  Object.fromEntries(
    [...Map.groupBy(Object.values(statuses), (status) => status)].map(([key, all]) => [key, all.length]),
  )

const jobsAsked = async ({ db }: Awaited<ReturnType<typeof openMailRoom>>, id: string) =>
  (
    await db
      .selectFrom('outbox')
      .select(['run_at', sql<boolean>`run_at <= now()`.as('due')])
      .where('job', '=', 'deliver-dispatch')
      .where(sql`payload ->> 'id'`, '=', id)
      .orderBy('run_at')
      .execute()
  ).map(({ due }) => due)

describe('what the mail server answers', () => {
  it.each<[string, Moment, Answer, string, string, number]>([
    ['is not ready', 'CONNECT', '421 4.3.2 try later', 'deferred', 'sent', 1],
    ['is busy', 'RCPT', '421 4.3.2 try later', 'deferred', 'sent', 1],
    ['greylists', 'RCPT', '451 4.7.1 greylisted', 'deferred', 'sent', 1],
    ['refuses the message for now', 'END', '451 4.3.0 try later', 'deferred', 'sent', 2],
    ['knows no such person', 'RCPT', '550 5.1.1 no such user', 'bounced', 'bounced', 0],
    ['refuses the message for good', 'END', '554 5.7.1 spam', 'failed', 'failed', 1],
    ['hangs up before the last line', 'BODY', drop, 'deferred', 'sent', 1],
    ['hangs up after the last line', 'END', drop, 'uncertain', 'uncertain', 1],
  ])('%s', async (_, moment, answer, first, last, messages) => {
    let unusual = true
    const room = await openMailRoom(
      (asked) => {
        if (asked !== moment || !unusual) return undefined
        unusual = false
        return answer
      },
      // More than the system takes in advance, so that the last line is not on its way yet.
      { pdfSize: moment === 'BODY' ? 8_000_000 : 100 },
    )
    await room.render('en+km')
    await room.list(['en', 'km'], 'a')
    const id = await room.order()
    await room.deliver(id)
    expect(await room.deliveries(id)).toEqual({ a: first })

    await room.deliver(id)
    expect(await room.deliveries(id), 'again, but not before its time').toEqual({ a: first })
    await room.becomeDue()
    await room.deliver(id)
    expect(await room.deliveries(id)).toEqual({ a: last })
    expect(room.server.taken).toHaveLength(messages)
    expect((await room.look(id)).status).toBe('completed')
  })

  it('says "later" for ever: it is believed eight times, and waited for longer each time', async () => {
    const room = await openMailRoom((moment) => (moment === 'RCPT' ? '451 4.7.1 greylisted' : undefined))
    await room.render('en+km')
    await room.list(['en', 'km'], 'a')
    const id = await room.order()
    const waits: number[] = []
    for (let attempt = 1; attempt < 8; attempt++) {
      await room.deliver(id)
      const { rows } = await sql<{ wait: number }>`
        select round(extract(epoch from due_at - status_since) / 60)::int as wait from delivery`.execute(
        room.db,
      )
      waits.push(rows[0]!.wait)
      await room.becomeDue()
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64])
    await room.deliver(id)
    expect(await room.deliveries(id)).toEqual({ a: 'failed' })
    expect((await room.look(id)).status).toBe('completed')
  })
})

it('an embargo that moves before anything has left holds all of it, without asking all the time', async () => {
  const room = await openMailRoom()
  await room.render('en+km')
  await room.list(['en', 'km'], 'a', 'b')
  const id = await room.order()
  await setEmbargo(room.office, room.slug, `now() + interval '1 hour'`)
  await room.db.deleteFrom('outbox').execute()
  await room.deliver(id)
  expect(tally(await room.deliveries(id))).toEqual({ pending: 2 })
  expect(await jobsAsked(room, id)).toEqual([false])

  await setEmbargo(room.office, room.slug, `now() - interval '1 second'`)
  expect(await jobsAsked(room, id), 'it is asked for at once when the embargo ends early').toEqual([
    true,
    false,
  ])
  await room.deliver(id)
  expect(room.recipients()).toEqual(['a', 'b'])
})

describe('who gets a message', () => {
  it('one, who is on two lists, in the languages of both; none, who is suppressed', async () => {
    const room = await openMailRoom()
    await room.render('en+km')
    await room.render('en+km+ja')
    await room.list(['en', 'km'], 'both', 'a', 'bounced')
    await room.list(['en', 'ja'], 'both')
    await room.db
      .insertInto('suppression')
      .values({ email: 'bounced@reader.example', reason: 'bounced' })
      .execute()
    const id = await room.order()
    expect(await room.deliveries(id)).toMatchObject({ both: 'pending', bounced: 'suppressed' })
    await room.deliver(id)
    expect(await room.deliveries(id)).toEqual({ a: 'sent', both: 'sent', bounced: 'suppressed' })
    expect(room.recipients()).toEqual(['a', 'both'])
    const toBoth = room.server.taken.find((message) => message.includes('both@reader.example'))
    expect(toBoth).toContain('Guests in en+km+ja')
  })

  it('everybody else, where somebody wants an edition that is not rendered: they are left out, and it is said', async () => {
    const room = await openMailRoom()
    await room.render('en+km')
    await room.list(['en', 'km'], 'a')
    await room.list(['en', 'ja'], 'b')
    const before = await room.dryRun()
    const id = await room.order()
    await room.deliver(id)
    expect(await room.deliveries(id)).toEqual({ a: 'sent', b: 'suppressed' })
    const { candidates, recipients, excludedBy } = await room.look(id)
    expect({ candidates, recipients, excluded: excludedBy }).toEqual({ ...before, byEdition: undefined })
    expect(before).toEqual({
      candidates: 2,
      recipients: 1,
      excluded: [
        {
          reason: 'edition-missing',
          words: 'Wants a language that this release does not have',
          count: 1,
        },
      ],
      byEdition: [{ edition: 'en+km', count: 1 }],
    })
  })

  it('nobody, where nobody is left: the dispatch fails and says why, and the release is not published', async () => {
    const room = await openMailRoom()
    await room.render('en+km')
    await room.list(['en', 'ja'], 'b')
    const id = await room.order()
    await room.deliver(id)
    const { status, reason } = await getDispatch(room.deps, id, 'km')
    expect({ status, reason }).toEqual({
      status: 'failed',
      reason: { code: 'no-recipients', words: expect.stringContaining('គ្មានអ្នកទទួល') },
    })
    const release = await room.db.selectFrom('release').select('status').executeTakeFirstOrThrow()
    expect(release.status).toBe('in-progress')
  })
})

/** A dispatch to thirteen people, of whom ten have their messages on the way and wait for the server's answer. */
const inTheMiddle = async (answer: Answer = '250 taken') => {
  const gate = createGate(CONNECTIONS)
  const room = await openMailRoom(async (moment) => {
    if (moment !== 'END') return undefined
    await gate.pass()
    return answer
  })
  await room.render('en+km')
  await room.list(['en', 'km'], ...thirteen)
  const id = await room.order()
  const running = room.deliver(id)
  await gate.full
  return {
    ...room,
    id,
    /** Lets the server answer, and the job come to its end. */
    async goOn() {
      gate.open()
      await running
    },
  }
}

describe('in the middle of a dispatch', () => {
  it('a pause holds what has not left, and a resumption sends the rest, once', async () => {
    const room = await inTheMiddle()
    await moveDispatch(room.deps, room.team.publisher.id, room.id, 'pause')
    await room.goOn()
    expect(tally(await room.deliveries(room.id))).toEqual({ sent: 10, pending: 3 })
    await room.deliver(room.id)
    expect(room.server.taken).toHaveLength(10)

    await moveDispatch(room.deps, room.team.publisher.id, room.id, 'resume')
    await room.deliver(room.id)
    expect(room.recipients()).toEqual(thirteen)
    expect(await room.look(room.id)).toMatchObject({ status: 'completed', deliveries: { sent: 13 } })
  })

  it('a cancellation ends it; what is on its way arrives', async () => {
    const room = await inTheMiddle()
    await moveDispatch(room.deps, room.team.publisher.id, room.id, 'cancel')
    await room.goOn()
    expect(await room.look(room.id)).toMatchObject({
      status: 'cancelled',
      deliveries: { sent: 10, cancelled: 3 },
    })
  })

  it('of a large one, what is too much for one moment is called cancelled afterwards, and its people are free at once', async () => {
    const room = await openMailRoom()
    await room.render('en+km')
    await room.list(['en', 'km'], ...Array.from({ length: 2100 }, (_, n) => `r${n}`))
    const id = await room.order()
    await moveDispatch(room.deps, room.team.publisher.id, id, 'cancel')
    expect((await room.look(id)).deliveries).toEqual({ cancelled: 2000, pending: 100 })
    const asked = await room.db.selectFrom('outbox').select('job').execute()
    expect(asked.map(({ job }) => job)).toContain('cancel-deliveries')
    await room.deliver(id)
    expect(room.server.taken).toEqual([])
    expect((await room.look(await room.order())).recipients).toBe(2100)

    await cancelDeliveries.run(room.deps, id)
    expect((await room.look(id)).deliveries).toEqual({ cancelled: 2100 })
  })

  it('what the server puts off after a cancellation is cancelled too', async () => {
    const room = await inTheMiddle('451 4.3.0 try later')
    await moveDispatch(room.deps, room.team.publisher.id, room.id, 'cancel')
    await room.goOn()
    expect(await room.look(room.id)).toMatchObject({ status: 'cancelled', deliveries: { cancelled: 13 } })
  })

  it('who unsubscribes gets no message any more', async () => {
    const room = await inTheMiddle()
    const next = await room.db
      .selectFrom('delivery')
      .select(['id', 'email'])
      .where('status', '=', 'pending')
      .executeTakeFirstOrThrow()
    await unsubscribe(room.deps, unsubscribeUrl(room.deps, next.id).split('/').at(-1)!)
    await room.goOn()
    expect(await room.look(room.id)).toMatchObject({
      status: 'completed',
      deliveries: { sent: 12, suppressed: 1 },
    })
    expect(room.recipients()).toEqual(thirteen.filter((name) => name !== next.email.split('@')[0]))
  })

  it('its embargo moves no more: somebody has it already', async () => {
    const room = await inTheMiddle()
    await expect(setEmbargo(room.office, room.slug, `now() + interval '1 hour'`)).rejects.toThrow(
      'embargo-fixed',
    )
    await room.goOn()
    expect(room.recipients()).toEqual(thirteen)
    await expect(setEmbargo(room.office, room.slug, `now() + interval '1 hour'`)).rejects.toThrow(
      'embargo-fixed',
    )
  })

  it('an approval that falls pauses it and says why', async () => {
    const room = await inTheMiddle()
    const { segments } = await getTranslation(room.db, room.slug, 'km', 'en')
    const { id: segmentId, version, target } = segments.at(-1)!
    await editTargets(room.deps, room.team.translator, room.slug, 'km', [
      { segmentId, version, text: `${target}។` },
    ])
    await room.db.deleteFrom('outbox').execute()
    await room.goOn()
    expect(await room.look(room.id)).toMatchObject({
      status: 'paused',
      reason: { code: 'edition-not-approved' },
      deliveries: { sent: 10, pending: 3 },
    })
    expect(await jobsAsked(room, room.id)).toEqual([])

    await moveDispatch(room.deps, room.team.publisher.id, room.id, 'resume')
    await room.deliver(room.id)
    expect(await room.look(room.id), 'resumed too early').toMatchObject({ status: 'paused' })
    expect(room.server.taken).toHaveLength(10)
  })
})

describe('a process that dies', () => {
  it('leaves what it was sending uncertain, and nobody sends it again', async () => {
    const room = await openMailRoom()
    await room.render('en+km')
    await room.list(['en', 'km'], 'a', 'b')
    const id = await room.order()
    await room.db.updateTable('dispatch').set({ status: 'sending' }).where('id', '=', id).execute()
    const lease = await openLease(room.deps.config.databaseUrl)
    const { claims } = await claimDeliveries(room.deps, id, lease.worker, 1, room.deps.config.limits)
    const claim = claims[0]
    expect(await recoverLost(room.db), 'it lives').toBe(0)

    await lease.close()
    await until(async () => (await recoverLost(room.db)) === 1, 'its end is noticed')
    await room.deliver(id)
    const lost = claim!.email.split('@')[0]!
    const other = lost === 'a' ? 'b' : 'a'
    expect(await room.deliveries(id)).toEqual({ [lost]: 'uncertain', [other]: 'sent' })
    expect(room.recipients()).toEqual([other])
    expect((await room.look(id)).status).toBe('completed')
  })

  it('or only seems to: its late answer is believed', async () => {
    const room = await inTheMiddle()
    await seemDead(room)
    expect(tally(await room.deliveries(room.id))).toEqual({ uncertain: 10, pending: 3 })
    await room.goOn()
    expect(await room.look(room.id)).toMatchObject({ status: 'completed', deliveries: { sent: 13 } })
    expect(room.recipients()).toEqual(thirteen)
  })

  it('or only seems to: a late "later" opens the dispatch again', async () => {
    const room = await inTheMiddle('451 4.3.0 try later')
    await seemDead(room)
    await room.db.updateTable('dispatch').set({ status: 'completed' }).where('id', '=', room.id).execute()
    await room.goOn()
    expect((await room.look(room.id)).status).toBe('frozen')
  })

  it('or forgets: after hours it is uncertain too', async () => {
    const room = await openMailRoom()
    await room.render('en+km')
    await room.list(['en', 'km'], 'a')
    const id = await room.order()
    await room.db.updateTable('dispatch').set({ status: 'sending' }).where('id', '=', id).execute()
    const lease = await openLease(room.deps.config.databaseUrl)
    onTestFinished(() => lease.close())
    await claimDeliveries(room.deps, id, lease.worker, 1, room.deps.config.limits)
    await room.db.updateTable('delivery').set({ status_since: sql`now() - interval '3 hours'` }).execute()
    await recoverLost(room.db)
    expect(await room.deliveries(id)).toEqual({ a: 'uncertain' })
  })
})

/** Cuts the connection that says that the sending process lives, until its messages are given up for lost. */
const seemDead = ({ db }: Awaited<ReturnType<typeof openMailRoom>>) =>
  until(async () => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and application_name = 'bayon lease'`.execute(db)
    return (await recoverLost(db)) > 0
  }, 'the process seems dead')
