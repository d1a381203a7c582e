import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { deliverDispatch } from '../../src/mailing/deliver.job.ts'
import { moveDispatch } from '../../src/mailing/dispatch.ts'
import { freezeDispatch } from '../../src/mailing/freeze.job.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { orderDispatch } from '../../src/mailing/order.ts'
import { type Office, openOffice, until } from '../support/office.ts'
import { approveAs, openTeam, setEmbargo, submit, type Team } from '../support/release.ts'

let office: Office
let team: Team
let dispatch: string

const byHand = (statement: string) => sql.raw(statement).execute(office.deps.db)

/** A dispatch of an English release to two people, frozen. The mail stage is not at work: the test plays it. */
beforeEach(async () => {
  office = await openOffice({ settings: { smtpUrl: 'smtp://127.0.0.1:9' } })
  team = await openTeam(office)
  await office.work('review', 'render')
  await submit(office, team.officer, { slug: 'guests' })
  await approveAs(office, team.reviewer, 'guests', 'en')
  await createList(office.deps, team.publisher.id, { slug: 'press', name: 'Press' })
  await subscribe(
    office.deps,
    team.publisher.id,
    'press',
    ['en'],
    ['a@reader.example', 'b@reader.example'].map((email) => ({ email, locale: 'en' as const })),
  )
  await until(async () => {
    const edition = await office.deps.db
      .selectFrom('edition')
      .select('status')
      .where('name', '=', 'en')
      .executeTakeFirst()
    return edition?.status === 'rendered'
  })
  dispatch = (await orderDispatch(office.deps, team.publisher.id, 'guests', { lists: ['press'] })).id
  await freezeDispatch.run(office.deps, dispatch)
})

const statuses = async () =>
  (await office.deps.db.selectFrom('delivery').select('status').execute()).map(({ status }) => status)

describe('the database lets no message out', () => {
  it('before the embargo, not even by hand', async () => {
    await setEmbargo(office, 'guests', `now() + interval '1 hour'`)
    await deliverDispatch.run(office.deps, dispatch)
    await expect(byHand(`update dispatch set status = 'sending'`)).rejects.toThrow('embargoed')
    await expect(byHand(`update delivery set status = 'sending'`)).rejects.toThrow('dispatch-not-sending')
    expect(await statuses()).toEqual(['pending', 'pending'])
    const { rows } = await byHand(
      `select 1 from outbox where job = 'deliver-dispatch' and run_at > now() + interval '59 minutes'`,
    )
    expect(rows).toHaveLength(1)
  })

  it('before an embargo that could be moved when it is public', async () => {
    await byHand(`update dispatch set status = 'sending'`)
    // What goes out is on the public site too: it cannot be held back any more.
    await expect(setEmbargo(office, 'guests', `now() + interval '1 hour'`)).rejects.toThrow('already-public')
  })

  it('while an approval does not stand, nor of another text than the dispatch was frozen with', async () => {
    await byHand(`update dispatch set status = 'sending'`)
    const english = `translation_id in (select id from translation where locale = 'en')`
    await byHand(`update target set text = text || '!' where ${english} and text like 'Both%'`)
    await expect(byHand(`update delivery set status = 'sending'`)).rejects.toThrow('edition-not-approved')
    await approveAs(office, team.reviewer, 'guests', 'en')
    await until(async () => {
      const edition = await office.deps.db
        .selectFrom('edition')
        .select('status')
        .where('name', '=', 'en')
        .executeTakeFirst()
      return edition?.status === 'rendered'
    })
    await expect(byHand(`update delivery set status = 'sending'`)).rejects.toThrow('edition-not-approved')
  })

  it('of a dispatch that is paused or cancelled', async () => {
    await moveDispatch(office.deps, team.publisher.id, dispatch, 'pause')
    await expect(byHand(`update delivery set status = 'sending'`)).rejects.toThrow('dispatch-not-sending')
    await moveDispatch(office.deps, team.publisher.id, dispatch, 'cancel')
    expect(await statuses()).toEqual(['cancelled', 'cancelled'])
    await expect(moveDispatch(office.deps, team.publisher.id, dispatch, 'resume')).rejects.toMatchObject({
      code: 'status-conflict',
    })
  })

  it('already counted as sent: a delivery begins unsent', async () => {
    await moveDispatch(office.deps, team.publisher.id, dispatch, 'cancel')
    const { id } = await orderDispatch(office.deps, team.publisher.id, 'guests', { lists: ['press'] })
    await byHand(
      `insert into dispatch_edition select '${id}', edition_id, approvals_sha256 from dispatch_edition`,
    )
    const begin = (status: string) =>
      byHand(`insert into delivery (dispatch_id, edition_id, subscriber_id, email, status)
              select '${id}', edition_id, subscriber_id, email, '${status}' from delivery limit 1`)
    await expect(begin('sent')).rejects.toThrow('status-conflict')
    await begin('pending')
  })

  it('twice to a list: a second order of the same revision is refused, two at once as well', async () => {
    const order = () => orderDispatch(office.deps, team.publisher.id, 'guests', { lists: ['press'] })
    await expect(order()).rejects.toMatchObject({ code: 'list-served' })
    await moveDispatch(office.deps, team.publisher.id, dispatch, 'cancel')
    const both = await Promise.allSettled([order(), order()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('twice to a person: who has it by one list does not get it by another', async () => {
    await createList(office.deps, team.publisher.id, { slug: 'second', name: 'Second' })
    const people = ['a@reader.example', 'c@reader.example'].map((email) => ({ email, locale: 'en' as const }))
    await subscribe(office.deps, team.publisher.id, 'second', ['en'], people)
    const { id } = await orderDispatch(office.deps, team.publisher.id, 'guests', { lists: ['second'] })
    await freezeDispatch.run(office.deps, id)
    const deliveries = await office.deps.db
      .selectFrom('delivery')
      .select(['email', 'status'])
      .where('dispatch_id', '=', id)
      .orderBy('email')
      .execute()
    expect(deliveries).toEqual([
      { email: 'a@reader.example', status: 'suppressed' },
      { email: 'c@reader.example', status: 'pending' },
    ])
  })

  it('twice: one row a recipient, sent is the end, and the audience is closed', async () => {
    const copy = (email: string) =>
      byHand(`insert into delivery (dispatch_id, edition_id, subscriber_id, email, status)
              select dispatch_id, edition_id, subscriber_id, '${email}', 'pending' from delivery limit 1`)
    await expect(copy('a@reader.example')).rejects.toThrow(/dispatch-frozen|delivery_dispatch_id_email_key/)
    await expect(copy('c@reader.example')).rejects.toThrow('dispatch-frozen')
    // With the rules switched off there is still the constraint.
    await expect(
      office.deps.db.transaction().execute(async (trx) => {
        await sql`set local session_replication_role = replica`.execute(trx)
        await sql`insert into delivery (dispatch_id, edition_id, subscriber_id, email, status)
                  select dispatch_id, edition_id, subscriber_id, email, status from delivery`.execute(trx)
      }),
    ).rejects.toThrow('delivery_dispatch_id_email_key')
    await byHand(`update dispatch set status = 'sending'`)
    await byHand(`update delivery set status = 'sending'`)
    await byHand(`update delivery set status = 'sent'`)
    await expect(byHand(`update delivery set status = 'pending'`)).rejects.toThrow('status-conflict')
    await expect(byHand(`update delivery set email = 'c@reader.example'`)).rejects.toThrow(/frozen as/)
    await expect(byHand('delete from delivery')).rejects.toThrow(/not allowed/)
  })
})
