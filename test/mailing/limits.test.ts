import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { CONNECTIONS } from '../../src/mailing/deliver.job.ts'
import { createRelays } from '../../src/mailing/relays.ts'
import { openMailRoom } from '../support/mail-room.ts'
import { startMailServer } from '../support/smtp.ts'

const none = { perSecond: null, perHour: null, perDomain: null }

const roomWith = async (
  limits: Partial<Record<keyof typeof none, number>>,
  answer?: Parameters<typeof openMailRoom>[0],
  readers = 12,
) => {
  const room = await openMailRoom(answer, { settings: { limits: { ...none, ...limits } } })
  await room.render('en+km')
  await room.list(['en', 'km'], ...Array.from({ length: readers }, (_, n) => `r${n}`))
  return { ...room, id: await room.order() }
}

const nextRun = async ({ db }: Awaited<ReturnType<typeof roomWith>>) => {
  const { rows } = await sql<{ seconds: number }>`
    select max(extract(epoch from run_at - now()))::float as seconds from outbox where job = 'deliver-dispatch'`.execute(
    db,
  )
  return rows[0]!.seconds
}

it('an hour has room for so many messages; the rest waits for the next one, without asking all the time', async () => {
  const room = await roomWith({ perHour: 7 })
  await room.deliver(room.id)
  expect(room.server.taken).toHaveLength(7)
  expect((await room.look(room.id)).deliveries).toEqual({ sent: 7, pending: 5 })
  expect(await nextRun(room)).toBeGreaterThan(3500)
  await room.deliver(room.id)
  expect(room.server.taken).toHaveLength(7)
  await sql`update send_window set began_at = now() - interval '61 minutes'`.execute(room.db)
  await room.deliver(room.id)
  expect(await room.look(room.id)).toMatchObject({ status: 'completed', deliveries: { sent: 12 } })
})

it('a second has room for so many', async () => {
  const moments: number[] = []
  const room = await roomWith({ perSecond: 5 }, (moment) => {
    if (moment === 'MAIL') moments.push(performance.now())
    return undefined
  })
  await room.deliver(room.id)
  expect(room.server.taken).toHaveLength(12)
  expect(moments.at(-1)! - moments[0]!, 'three seconds have begun').toBeGreaterThan(1500)
})

it('a domain gets so many a minute', async () => {
  const room = await roomWith({ perDomain: 3 })
  await room.deliver(room.id)
  const { deliveries } = await room.look(room.id)
  expect(deliveries).toEqual({ sent: 3, pending: 9 })
  const seconds = await nextRun(room)
  expect(seconds).toBeGreaterThan(30)
  expect(seconds).toBeLessThanOrEqual(60)
})

it('a server that puts several off is spared, longer each time, and trusted again when it takes a message', async () => {
  let busy = true
  // More than are on their way when the first is put off.
  const readers = 4 * CONNECTIONS
  const busyServer = (moment: string) =>
    moment === 'RCPT' && busy ? '451 4.7.1 too many messages' : undefined
  const room = await roomWith({}, busyServer, readers)
  await room.deliver(room.id)
  const { deliveries } = await room.look(room.id)
  expect(deliveries.pending! + deliveries.deferred!).toBe(readers)
  const heard = room.server.log.filter((line) => line.endsWith('RCPT')).length
  expect(heard, 'it was not asked for everybody').toBeLessThan(readers)
  expect(heard).toBeGreaterThanOrEqual(3)
  expect(await nextRun(room)).toBeGreaterThan(50)

  busy = false
  await sql`update mail_domain set paused_until = 'epoch'`.execute(room.db)
  await room.becomeDue()
  await room.deliver(room.id)
  expect(await room.look(room.id)).toMatchObject({ status: 'completed', deliveries: { sent: readers } })
})

it('several mail servers get their shares; what one cannot be told goes by another, once', async () => {
  const [big, small] = [await startMailServer(), await startMailServer()]
  const urlOf = ({ host, port }: typeof big, weight: number) => `smtp://${host}:${port}?weight=${weight}`
  const send = async (relays: ReturnType<typeof createRelays>, count: number) => {
    const states = []
    for (let n = 0; n < count; n++) {
      const envelope = { from: 'press@office.example', to: `r${n}@reader.example` }
      states.push((await relays.send({ envelope, raw: Buffer.from('a\r\n') })).state)
    }
    return states
  }
  const both = createRelays(`${urlOf(big, 3)} ${urlOf(small, 1)}`)
  await send(both, 40)
  expect([big.taken.length, small.taken.length]).toEqual([30, 10])
  await both.close()
  await big.close()
  const one = createRelays(`${urlOf(big, 3)} ${urlOf(small, 1)}`)
  expect(new Set(await send(one, 8))).toEqual(new Set(['sent']))
  expect(small.taken).toHaveLength(18)
  await one.close()
  await small.close()
})
