import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { raiseAlerts } from '../../src/operations/alerts.ts'
import { openOffice } from '../support/office.ts'
import { openTeam, setEmbargo, submit } from '../support/release.ts'
import { startMailServer } from '../support/smtp.ts'

/** An office whose administrator reads Japanese, and where a release waits for its translators' engine. */
const openWaiting = async (answer?: Parameters<typeof startMailServer>[0]) => {
  const server = await startMailServer(answer)
  onTestFinished(server.close)
  const smtpUrl = `smtp://${server.host}:${server.port}`
  const office = await openOffice({ settings: { smtpUrl, alertMinutes: 15 } })
  const { id } = await office.person({ role: 'administrator', locale: null })
  await sql`update person set locale = 'ja' where id = ${id}`.execute(office.deps.db)
  const team = await openTeam(office)
  await submit(office, team.officer, { slug: 'guests' })
  const age = (minutes: number) =>
    sql`update translation set status_since = now() - make_interval(mins => ${minutes}) where status = 'pending'`.execute(
      office.deps.db,
    )
  return { ...office, taken: server.taken, age, tick: () => raiseAlerts(office.deps) }
}

it('work that waits too long is told to the administrators once, and again only after it has moved on', async () => {
  const office = await openWaiting()
  await office.age(14)
  await office.tick()
  expect(office.taken).toEqual([])
  await office.age(16)
  await Promise.all([office.tick(), office.tick()])
  await office.tick()
  expect(office.taken).toHaveLength(1)
  expect(Buffer.from(office.taken[0]!.split('\r\n\r\n')[1]!, 'base64').toString()).toContain('下訳の作成')

  await office.age(0)
  await office.tick()
  await office.age(20)
  await office.tick()
  expect(office.taken).toHaveLength(2)
})

it('a mail server that is busy is asked again', async () => {
  let busy = true
  const office = await openWaiting((moment) => (moment === 'RCPT' && busy ? '451 4.3.2 later' : undefined))
  await office.age(16)
  await expect(office.tick()).rejects.toThrow(/451/)
  busy = false
  await office.tick()
  expect(office.taken).toHaveLength(1)
})

it('what waits for its own moment is not late', async () => {
  const office = await openWaiting()
  await setEmbargo(office, 'guests', `now() + interval '1 day'`)
  await office.age(0)
  // Asked to come back later, as what a server has put off.
  await sql`update outbox set run_at = now() + interval '1 hour' where job = 'draft-translation'`.execute(
    office.deps.db,
  )
  await office.age(60)
  await sql`update translation set status = 'in-review' where status = 'drafted'`.execute(office.deps.db)
  await office.tick()
  expect(office.taken).toEqual([])
})
