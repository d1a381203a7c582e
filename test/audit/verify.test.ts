import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../src/audit/verify.ts'
import { type Office, openOffice } from '../support/office.ts'
import { approveAs, openTeam, submit } from '../support/release.ts'

let office: Office

beforeEach(async () => {
  office = await openOffice()
  const team = await openTeam(office)
  await office.work('review')
  await submit(office, team.officer, { slug: 'guests' })
  await approveAs(office, team.reviewer, 'guests', 'en')
})

/** What somebody with all rights over the database can do, who first switches the rules off. */
const tamper = (statement: string) =>
  office.deps.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql.raw(statement).execute(trx)
  })

describe('the record of decisions', () => {
  it('is whole, and names who did what', async () => {
    const verdict = await verifyAudit(office.deps.db)
    expect(verdict).toMatchObject({ whole: true, head: expect.stringMatching(/^[0-9a-f]{64}$/) })
    const told = await office.deps.db
      .selectFrom('audit_event as e')
      .innerJoin('person_role as r', 'r.person_id', 'e.actor_id')
      .select(['e.action', 'r.role'])
      .where('e.action', 'in', ['release-submitted', 'translation-approved'])
      .distinct()
      .execute()
    expect(told).toEqual(
      expect.arrayContaining([
        { action: 'release-submitted', role: 'press-officer' },
        { action: 'translation-approved', role: 'reviewer' },
      ]),
    )
  })

  it('cannot be changed, thinned out or emptied', async () => {
    const db = office.deps.db
    await expect(sql`update audit_event set action = 'nothing'`.execute(db)).rejects.toThrow(/not allowed/)
    await expect(sql`delete from audit_event`.execute(db)).rejects.toThrow(/not allowed/)
    await expect(sql`truncate audit_event`.execute(db)).rejects.toThrow(/not allowed/)
  })

  it.each([
    ['a changed action', `update audit_event set action = 'release-forgotten' where seq = 2`, 2],
    ['another actor', 'update audit_event set actor_id = gen_random_uuid() where seq = 3', 3],
    ['a moved time', `update audit_event set at = at - interval '1 second' where seq = 2`, 2],
    ['a changed detail', `update audit_event set details = details || '{"slug":"other"}' where seq = 3`, 3],
    ['a row taken out', 'delete from audit_event where seq = 3', 3],
    ['the first row taken out', 'delete from audit_event where seq = 1', 1],
    [
      'two rows changed over',
      'update audit_event set seq = case seq when 3 then 4 else 3 end + 1000 where seq in (3, 4); update audit_event set seq = seq - 1000 where seq > 1000',
      3,
    ],
    [
      'a row written anew with a fitting hash',
      `update audit_event set action = 'other' where seq = 2; update audit_event e set sha256 = sha256(audit_canonical(e)) where seq = 2`,
      3,
    ],
  ])('shows %s', async (_what, statement, brokenAt) => {
    await tamper(statement)
    expect(await verifyAudit(office.deps.db)).toMatchObject({ whole: false, brokenAt })
  })

  it.each([
    ['by where it ended', 'select max(seq) from audit_event', 'ended with event'],
    [
      'though where it ended was written anew, by the approval that has no event any more',
      `select seq from audit_event where action = 'translation-approved'`,
      'approval',
    ],
  ])('shows an end that was cut off, %s', async (_how, from, why) => {
    await tamper(`delete from audit_event where seq >= (${from})`)
    if (why === 'approval')
      await tamper(
        'update audit_head h set seq = e.seq, sha256 = e.sha256 from (select * from audit_event order by seq desc limit 1) e',
      )
    expect(await verifyAudit(office.deps.db)).toMatchObject({
      whole: false,
      why: expect.stringContaining(why),
    })
  })

  it('stays one chain when many decide at once', async () => {
    const people = await Promise.all(
      Array.from({ length: 30 }, () => office.person({ role: 'press-officer', locale: null })),
    )
    await Promise.all(people.map((person, i) => submit(office, person, { slug: `many-${i}` })))
    expect(await verifyAudit(office.deps.db)).toMatchObject({ whole: true })
  })
})
