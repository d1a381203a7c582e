import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { approve, waive } from '../../src/review/decide.ts'
import { editTargets } from '../../src/review/edit.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { type Office, openOffice, until } from '../support/office.ts'
import { approveAs, inReview, openTeam, submit, type Team, translate } from '../support/release.ts'

let office: Office
let team: Team

beforeEach(async () => {
  office = await openOffice()
  team = await openTeam(office)
  await office.work('translate', 'review')
  await submit(office, team.officer, { slug: 'guests' })
})

const standing = async () =>
  (await office.deps.db.selectFrom('approval').selectAll().where('voided_at', 'is', null).execute()).length

const firstTarget = async (locale: 'km' | 'ja' = 'km') => {
  const { segments } = await getTranslation(office.deps.db, 'guests', locale, 'en')
  return segments.find(({ type }) => type === 'paragraph')!
}

const approved = async () => {
  await translate(office, team.translator, 'guests', 'km')
  await approveAs(office, team.reviewer, 'guests', 'km')
}

describe('an approval', () => {
  it('falls with one changed letter, and the translation goes back to be looked at', async () => {
    await approved()
    const { id, target, version } = await firstTarget()
    await editTargets(office.deps, team.translator, 'guests', 'km', [
      { segmentId: id, text: `${target} `.replace('។', '៕'), version },
    ])
    expect(await standing()).toBe(0)
    await inReview(office, 'guests', 'km')
    const voided = await office.deps.db
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'approval-voided')
      .execute()
    expect(voided).toMatchObject([{ details: { void_reason: 'text-changed' } }])
  })

  it('stands when the same text is saved again, whoever saves it', async () => {
    await approved()
    const { id, target, version, editedBy } = await firstTarget()
    await editTargets(office.deps, team.reviewer, 'guests', 'km', [
      { segmentId: id, text: ` ${target}\n`, version },
    ])
    expect(await standing()).toBe(1)
    expect(await firstTarget()).toMatchObject({ version, editedBy })
  })

  it('falls with an UPDATE written by hand', async () => {
    await approved()
    const { id } = await firstTarget()
    await sql`update target set text = text || '!' where segment_id = ${id} and text <> ''`.execute(
      office.deps.db,
    )
    expect(await standing()).toBe(0)
    const edits = await office.deps.db
      .selectFrom('audit_event')
      .select(['actor_id', 'database_role', 'details'])
      .where('action', '=', 'target-edited')
      .orderBy('seq', 'desc')
      .limit(1)
      .execute()
    expect(edits).toMatchObject([
      { database_role: 'postgres', details: { after: expect.stringMatching(/!$/) } },
    ])
  })

  it('falls with a DELETE or an INSERT written by hand, and cannot be changed or taken back itself', async () => {
    await approved()
    const { id } = await firstTarget()
    const byHand = (statement: string) => sql.raw(statement).execute(office.deps.db)
    await expect(byHand(`update approval set content_sha256 = '\\x00'`)).rejects.toThrow(/never changes/)
    await expect(byHand(`update approval set approved_by = '${team.translator.id}'`)).rejects.toThrow(
      /never changes/,
    )
    await expect(byHand('delete from approval')).rejects.toThrow(/never changes/)
    await expect(byHand('truncate approval cascade')).rejects.toThrow(/not allowed/)
    await expect(byHand('truncate target cascade')).rejects.toThrow(/not allowed/)
    expect(await standing()).toBe(1)
    await byHand(`delete from draft where segment_id = '${id}'`)
    await byHand(`delete from target where segment_id = '${id}'`)
    expect(await standing()).toBe(0)
  })

  it('is not given by who last edited one of the texts, over the API or by hand', async () => {
    await translate(office, team.translator, 'guests', 'km')
    await expect(approveAs(office, team.translator, 'guests', 'km')).rejects.toMatchObject({
      code: 'four-eyes',
    })
    await expect(
      sql`insert into approval (translation_id, content_sha256, approved_by)
          select id, content_sha256(id), ${team.translator.id} from translation where locale = 'km'`.execute(
        office.deps.db,
      ),
    ).rejects.toThrow('four-eyes')
    expect(await standing()).toBe(0)
  })

  it('of the English is not given by who submitted it', async () => {
    const author = await office.person(
      { role: 'press-officer', locale: null },
      { role: 'reviewer', locale: 'en' },
    )
    await submit(office, author, { slug: 'own', title: 'Own' })
    await expect(approveAs(office, author, 'own', 'en')).rejects.toMatchObject({ code: 'four-eyes' })
    await approveAs(office, team.reviewer, 'own', 'en')
  })

  it('is given once when two people approve at once', async () => {
    await translate(office, team.translator, 'guests', 'km')
    const other = await office.person({ role: 'reviewer', locale: 'km' })
    const { contentSha256 } = await inReview(office, 'guests', 'km')
    const both = await Promise.allSettled(
      [team.reviewer, other].map((person) => approve(office.deps, person, 'guests', 'km', contentSha256)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await standing()).toBe(1)
  })

  it('is for what the person read: a change in between refuses it', async () => {
    await translate(office, team.translator, 'guests', 'km')
    const { contentSha256 } = await inReview(office, 'guests', 'km')
    const { id, target, version } = await firstTarget()
    await editTargets(office.deps, team.translator, 'guests', 'km', [
      { segmentId: id, text: target.replace('។', ' ។'), version },
    ])
    await expect(approve(office.deps, team.reviewer, 'guests', 'km', contentSha256)).rejects.toMatchObject({
      code: 'approval-stale',
    })
  })

  it('waits for open segments', async () => {
    await expect(approveAs(office, team.reviewer, 'guests', 'ja')).rejects.toMatchObject({
      code: 'segments-open',
    })
  })

  it('is for a reviewer of that language', async () => {
    await translate(office, team.translator, 'guests', 'km')
    const japanese = await office.person({ role: 'reviewer', locale: 'ja' })
    await expect(approveAs(office, japanese, 'guests', 'km')).rejects.toMatchObject({ code: 'not-allowed' })
    const translator = await office.person({ role: 'translator', locale: 'km' })
    await expect(approveAs(office, translator, 'guests', 'km')).rejects.toMatchObject({
      code: 'not-a-reviewer',
    })
  })

  it('survives an edit and an approval at the same moment: whichever is first, no unread text stands approved', async () => {
    await translate(office, team.translator, 'guests', 'km')
    for (let round = 0; round < 10; round++) {
      const { contentSha256 } = await inReview(office, 'guests', 'km')
      const { id, target, version } = await firstTarget()
      await Promise.allSettled([
        approve(office.deps, team.reviewer, 'guests', 'km', contentSha256),
        editTargets(office.deps, team.translator, 'guests', 'km', [
          { segmentId: id, text: target.endsWith('។') ? target.slice(0, -1) : `${target}។`, version },
        ]),
      ])
      const { rows } = await sql<{ wrong: number }>`
        select count(*) as wrong from approval a
        where voided_at is null and a.content_sha256 <> content_sha256(a.translation_id)`.execute(
        office.deps.db,
      )
      expect(rows[0]?.wrong).toBe(0)
    }
  })
})

describe('an error that a check found', () => {
  const plant = async () => {
    await translate(office, team.translator, 'guests', 'km')
    const { id, target, version } = await firstTarget()
    const edit = { segmentId: id, text: target.replace('២០២៤', '២០២៥'), version }
    await editTargets(office.deps, team.translator, 'guests', 'km', [edit])
    return inReview(office, 'guests', 'km')
  }

  it('blocks the approval until it is mended', async () => {
    const { findings } = await plant()
    expect(findings).toMatchObject([
      { check: 'dates', severity: 'error', message: expect.stringContaining('2025') },
    ])
    await expect(approveAs(office, team.reviewer, 'guests', 'km')).rejects.toMatchObject({
      code: 'findings-open',
    })
    const { id, target, version } = await firstTarget()
    await editTargets(office.deps, team.translator, 'guests', 'km', [
      { segmentId: id, text: target.replace('២០២៥', '២០២៤'), version },
    ])
    await approveAs(office, team.reviewer, 'guests', 'km')
  })

  it('can be waived with a reason, which goes on the record and holds until the text changes', async () => {
    const { findings } = await plant()

    await waive(
      office.deps,
      team.reviewer,
      'guests',
      'km',
      findings[0]!.id,
      'The date was moved, see the note.',
    )
    await approveAs(office, team.reviewer, 'guests', 'km')
    const events = await office.deps.db
      .selectFrom('audit_event')
      .select('details')
      .where('action', '=', 'finding-waived')
      .execute()
    expect(events).toMatchObject([{ details: { waived_reason: 'The date was moved, see the note.' } }])
    const { id, target, version } = await firstTarget()
    await editTargets(office.deps, team.translator, 'guests', 'km', [
      { segmentId: id, text: target.replace('ទី៣', 'ទី៤'), version },
    ])
    const again = await until(async () => {
      const translation = await inReview(office, 'guests', 'km')
      return translation.findings.length > 0 && translation
    })
    expect(again.findings.every(({ waived }) => waived === null)).toBe(true)
  })
})

describe('an edit', () => {
  it('never overwrites what its author has not seen', async () => {
    await inReview(office, 'guests', 'km')
    const { id, version } = await firstTarget()
    const [first, second] = ['ក', 'ខ'].map((text) => [{ segmentId: id, text, version }])
    await editTargets(office.deps, team.translator, 'guests', 'km', first!)
    await expect(editTargets(office.deps, team.reviewer, 'guests', 'km', second!)).rejects.toMatchObject({
      code: 'edit-conflict',
      params: { text: 'ក' },
    })
    expect((await firstTarget()).target).toBe('ក')
  })

  it('changes all of its segments or none', async () => {
    const { segments } = await inReview(office, 'guests', 'km')
    const edits = segments
      .slice(0, 2)
      .map(({ id, version }, i) => ({ segmentId: id, text: 'ក', version: version + i }))
    await expect(editTargets(office.deps, team.translator, 'guests', 'km', edits)).rejects.toMatchObject({
      code: 'edit-conflict',
    })
    expect((await inReview(office, 'guests', 'km')).segments[0]?.target).toBe('')
  })

  it('takes no control characters, and never touches the source', async () => {
    const { id, version } = await firstTarget()
    await expect(
      editTargets(office.deps, team.translator, 'guests', 'km', [
        { segmentId: id, text: 'ក\u0007', version },
      ]),
    ).rejects.toThrow()
    await expect(sql`update segment set text = 'x'`.execute(office.deps.db)).rejects.toThrow(/not allowed/)
    await expect(sql`delete from block`.execute(office.deps.db)).rejects.toThrow(/not allowed/)
  })
})
